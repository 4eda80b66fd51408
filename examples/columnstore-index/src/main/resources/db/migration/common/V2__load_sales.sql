INSERT INTO columnstore_example.products (product_id, name, price)
VALUES
    (0, N'Espresso', 2.40),
    (1, N'Cappuccino', 3.60),
    (2, N'Flat white', 3.90),
    (3, N'Filter coffee', 2.90),
    (4, N'Iced coffee', 4.20),
    (5, N'Black tea', 2.80),
    (6, N'Mint tea', 3.10),
    (7, N'Hot chocolate', 3.80),
    (8, N'Croissant', 2.20),
    (9, N'Carrot cake', 4.50);

-- 100,000 sales, made up.
INSERT INTO columnstore_example.sales (sale_id, sold_at, product_id, quantity)
SELECT
    10000 * a.product_id + 1000 * b.product_id + 100 * c.product_id + 10 * d.product_id + e.product_id,
    DATEADD(MINUTE, 1000 * a.product_id + 100 * b.product_id + 10 * c.product_id + d.product_id, CAST('2026-01-05T08:00:00' AS datetime2(0))),
    e.product_id,
    1 + (b.product_id + d.product_id * e.product_id) % 3
FROM columnstore_example.products AS a
CROSS JOIN columnstore_example.products AS b
CROSS JOIN columnstore_example.products AS c
CROSS JOIN columnstore_example.products AS d
CROSS JOIN columnstore_example.products AS e;
