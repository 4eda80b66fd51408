CREATE VIEW sold AS
SELECT product, SUM(quantity) AS quantity
FROM sales
GROUP BY product;
