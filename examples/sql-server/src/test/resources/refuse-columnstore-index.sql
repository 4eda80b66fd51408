-- Refuses a clustered columnstore index while the stand-in for Fabric says that mirroring is on.
-- CREATE_INDEX: https://learn.microsoft.com/sql/relational-databases/triggers/ddl-events
-- EVENTDATA: https://learn.microsoft.com/sql/t-sql/functions/eventdata-transact-sql
-- Type 5: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-indexes-transact-sql
CREATE TRIGGER refuse_columnstore_index ON DATABASE
FOR CREATE_INDEX
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @event xml = EVENTDATA();
    DECLARE @index sysname = @event.value('(/EVENT_INSTANCE/ObjectName)[1]', 'sysname');
    DECLARE @table int = OBJECT_ID(
        QUOTENAME(@event.value('(/EVENT_INSTANCE/SchemaName)[1]', 'sysname'))
        + N'.' + QUOTENAME(@event.value('(/EVENT_INSTANCE/TargetObjectName)[1]', 'sysname')));
    IF EXISTS (SELECT 1 FROM fabric.mirroring_state WHERE is_on = 1)
        AND EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = @table AND name = @index AND type = 5)
    BEGIN
        RAISERROR (N'Clustered columnstore index ''%s'' cannot be created on an existing table while mirroring is active.', 16, 1, @index);
        ROLLBACK;
    END;
END;
