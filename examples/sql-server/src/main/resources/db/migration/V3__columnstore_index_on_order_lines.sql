-- requires: mirroring-off
-- A table has one clustered index: the primary key's makes room.
ALTER TABLE shop.order_lines DROP CONSTRAINT pk_order_lines;
GO
CREATE CLUSTERED COLUMNSTORE INDEX cci_order_lines ON shop.order_lines;
GO
ALTER TABLE shop.order_lines ADD CONSTRAINT pk_order_lines PRIMARY KEY NONCLUSTERED (order_id, line_number);
GO
