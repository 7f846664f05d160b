alter table item add column sku_key text;
update item set sku_key = upper(sku);
create unique index ux_item_sku_key on item (sku_key);
