-- requires: mirroring-off
CREATE CLUSTERED COLUMNSTORE INDEX cci_sales ON columnstore_example.sales;
