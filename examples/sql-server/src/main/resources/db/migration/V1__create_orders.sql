CREATE TABLE shop.orders (
    order_id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY,
    ordered_at datetime2(0) NOT NULL,
    customer nvarchar(100) NOT NULL
);
GO
CREATE TABLE shop.order_lines (
    order_id int NOT NULL,
    line_number int NOT NULL,
    product nvarchar(50) NOT NULL,
    quantity int NOT NULL,
    price decimal(10, 2) NOT NULL,
    CONSTRAINT pk_order_lines PRIMARY KEY (order_id, line_number)
);
GO
