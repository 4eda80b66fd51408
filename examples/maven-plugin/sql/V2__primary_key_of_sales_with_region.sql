-- requires: mirroring-off
-- The primary key of a mirrored table cannot be changed.
alter table sales drop constraint pk_sales;
alter table sales add constraint pk_sales primary key (region_id, sale_id);
