create table delivery (
    id integer primary key,
    order_id integer not null references customer_order (id),
    sent_at text not null
);
