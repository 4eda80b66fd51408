-- requires: mirroring-off
-- Not in a transaction, see the .conf beside: each index that has been rebuilt stays so, and its log can be freed.
ALTER INDEX ALL ON shop.orders REBUILD WITH (DATA_COMPRESSION = PAGE);
GO
