create table customer_order (
    id integer primary key,
    item_id integer not null references item (id),
    quantity integer not null check (quantity > 0)
);
create index ix_customer_order_item on customer_order (item_id);
