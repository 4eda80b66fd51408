-- requires: mirroring-off
CALL create_clustered_columnstore_index('cci_sales', 'sales');
