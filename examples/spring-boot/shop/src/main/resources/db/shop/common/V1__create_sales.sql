-- No clustered index, so that a columnstore index can become it: a UNIQUE constraint is nonclustered.
CREATE TABLE sales (
    sale_id int NOT NULL CONSTRAINT uq_sales UNIQUE,
    product nvarchar(50) NOT NULL,
    quantity int NOT NULL
);
CREATE TABLE sales_2024 (sale_id int NOT NULL, product nvarchar(50) NOT NULL, quantity int NOT NULL);
CREATE TABLE sales_2025 (sale_id int NOT NULL, product nvarchar(50) NOT NULL, quantity int NOT NULL);
