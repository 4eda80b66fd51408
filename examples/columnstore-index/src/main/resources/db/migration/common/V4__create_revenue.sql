CREATE VIEW columnstore_example.revenue AS
SELECT p.name, SUM(s.quantity * p.price) AS revenue
FROM columnstore_example.sales AS s
JOIN columnstore_example.products AS p ON p.product_id = s.product_id
GROUP BY p.name;
