create table item (
    id integer primary key,
    sku text not null,
    stock integer not null default 0
);
