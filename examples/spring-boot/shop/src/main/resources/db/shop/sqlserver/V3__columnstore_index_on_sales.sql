-- requires: mirroring-off
CREATE CLUSTERED COLUMNSTORE INDEX cci_sales ON sales;
