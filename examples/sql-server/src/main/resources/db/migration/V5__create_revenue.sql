-- A view has to be the only statement of its batch.
CREATE VIEW shop.revenue AS
SELECT o.customer, SUM(l.quantity * l.price) AS revenue
FROM shop.orders AS o
JOIN shop.order_lines AS l ON l.order_id = o.order_id
GROUP BY o.customer;
GO
CREATE INDEX ix_orders_customer ON shop.orders (customer);
GO
