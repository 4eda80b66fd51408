CREATE TABLE columnstore_example.products (
    product_id int NOT NULL CONSTRAINT pk_products PRIMARY KEY,
    name nvarchar(50) NOT NULL,
    price decimal(10, 2) NOT NULL
);

-- No clustered index, so that the columnstore index can become it: a UNIQUE constraint is nonclustered.
CREATE TABLE columnstore_example.sales (
    sale_id int NOT NULL CONSTRAINT uq_sales UNIQUE,
    sold_at datetime2(0) NOT NULL,
    product_id int NOT NULL,
    quantity int NOT NULL
);
