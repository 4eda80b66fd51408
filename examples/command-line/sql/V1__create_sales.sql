create table sales (
    sale_id int not null,
    region_id int not null,
    amount decimal(12, 2) not null,
    constraint pk_sales primary key (sale_id)
);
