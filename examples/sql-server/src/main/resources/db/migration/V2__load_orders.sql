INSERT INTO shop.orders (order_id, ordered_at, customer)
SELECT
    100 * a.digit + 10 * b.digit + c.digit,
    DATEADD(HOUR, 10 * b.digit + c.digit, CAST('2026-01-05T08:00:00' AS datetime2(0))),
    N'Customer ' + CAST(c.digit AS nvarchar(10))
FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS a (digit)
CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS b (digit)
CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS c (digit);
GO
INSERT INTO shop.order_lines (order_id, line_number, product, quantity, price)
SELECT o.order_id, p.line_number, p.product, 1 + (o.order_id + p.line_number) % 3, p.price
FROM shop.orders AS o
CROSS JOIN (VALUES (1, N'Espresso', 2.40), (2, N'Carrot cake', 4.50), (3, N'Black tea', 2.80)) AS p (line_number, product, price);
GO
