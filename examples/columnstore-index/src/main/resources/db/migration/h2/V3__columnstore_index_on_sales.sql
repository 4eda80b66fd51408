-- requires: mirroring-off
CALL public.create_clustered_columnstore_index('cci_sales', 'columnstore_example.sales');
