package io.github.fabricmirroring.internal.tag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By the list in Microsoft's "Limitations of mirroring for SQL database". */
class ForbiddenWorkTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "COLUMNSTORE | CREATE CLUSTERED COLUMNSTORE INDEX cci ON dbo.sales;",
                "COLUMNSTORE | create/**/clustered --\\n columnstore\\t\\nindex [cci sales] on [dbo].[sales] with (drop_existing = on)",
                "COLUMNSTORE | /* CCI /* of */ sales */ CREATE CLUSTERED COLUMNSTORE INDEX cci ON sales\\nGO",
                "COLUMNSTORE | INSERT INTO a VALUES ('it''s')\\nCREATE CLUSTERED COLUMNSTORE INDEX cci ON sales",
                "COLUMNSTORE | IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'cci')\\n  CREATE CLUSTERED COLUMNSTORE INDEX cci ON sales",
                "COLUMNSTORE | CREATE TABLE a (id int);\\nCREATE CLUSTERED COLUMNSTORE INDEX cci ON a;",
                "COLUMNSTORE | UPDATE größen SET a = 1 CREATE CLUSTERED COLUMNSTORE INDEX cci ON größen",
                "SWITCH | ALTER TABLE dbo.sales SWITCH PARTITION 3 TO archive.sales PARTITION 3",
                "SWITCH | alter table [my \"db\"]..[sales ]] 2] switch to b",
                "SWITCH | ALTER TABLE größen SWITCH TO b",
                "SPLIT | ALTER PARTITION FUNCTION by_year() SPLIT RANGE ('2027-01-01')",
                "MERGE | ALTER PARTITION FUNCTION [by year] ( )\\nMERGE RANGE (2020);",
                "ADD_KEY | ALTER TABLE sales ADD CONSTRAINT pk_sales PRIMARY KEY NONCLUSTERED (id)",
                "ADD_KEY | ALTER TABLE sales WITH NOCHECK ADD PRIMARY KEY (id, at)",
                "ADD_KEY | ALTER TABLE sales ADD id int IDENTITY NOT NULL CONSTRAINT pk_sales PRIMARY KEY",
                "DROP_KEY | ALTER TABLE sales DROP CONSTRAINT PK__sales__3213E83F1C2B;",
                "DROP_KEY | ALTER TABLE sales DROP CONSTRAINT IF EXISTS [sales_pk]",
                "DROP_KEY | ALTER TABLE sales DROP CONSTRAINT df_a, CONSTRAINT SalesPK",
                "DROP_KEY | ALTER TABLE sales DROP sales_primary_key",
                "COMPRESSION | ALTER TABLE sales REBUILD PARTITION = ALL WITH (DATA_COMPRESSION = PAGE)",
                "COMPRESSION | ALTER TABLE sales REBUILD PARTITION = 2 WITH (ONLINE = ON, DATA_COMPRESSION=row)",
                "COMPRESSION | ALTER TABLE sales REBUILD WITH (DATA_COMPRESSION = PAGE ON PARTITIONS (1 TO 3))",
                "ALL_INDEXES | ALTER INDEX ALL ON dbo.sales REBUILD",
                "DISABLED_KEY | ALTER INDEX PK_sales ON dbo.sales DISABLE",
                "DISABLED_KEY | alter index [sales_pk] on sales disable;",
                "COLUMN_TYPE | ALTER TABLE sales ALTER COLUMN details json NULL",
                "COLUMN_TYPE | ALTER TABLE [dbo].[sales] ALTER COLUMN [embedding] vector(1536)",
                "COLUMN_TYPE | SELECT 1\\nALTER TABLE sales ALTER COLUMN details [sys].[json]",
                "RENAME | EXEC sp_rename 'sales.at', 'made_at', 'COLUMN'",
                "RENAME | execute @result = sys.sp_rename N'sales', N'orders'",
                "RENAME | sp_rename 'sales', 'orders'",
                "RENAME | UPDATE a SET b = 1\\nEXEC dbo.[sp_rename] @objname = 'a', @newname = 'b'",
                "ALL_INDEXES | alter index all on sales disable",
            })
    void isRecognised(ForbiddenWork work, String statement) {
        assertThat(ForbiddenWork.allIn(statement.translateEscapes())).first().isEqualTo(work);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GO",
                "select",
                "'",
                "/*",
                "[",
                "SELECT 'CREATE CLUSTERED COLUMNSTORE INDEX cci ON sales'",
                "SELECT N'it''s ALTER INDEX ALL ON sales'",
                "-- CREATE CLUSTERED COLUMNSTORE INDEX cci ON sales",
                "/* /* */ ALTER INDEX ALL ON sales REBUILD */ SELECT 1",
                "CREATE TABLE sales (id int PRIMARY KEY, INDEX cci CLUSTERED COLUMNSTORE)",
                "CREATE NONCLUSTERED COLUMNSTORE INDEX ncci ON sales (id)",
                "CREATE CLUSTERED INDEX ci ON sales (id)",
                "DROP INDEX cci ON sales",
                "CREATE PARTITION FUNCTION by_year (int) AS RANGE LEFT FOR VALUES (1)",
                "ALTER PARTITION SCHEME by_year NEXT USED [PRIMARY]",
                "ALTER TABLE sales ADD amount int",
                "ALTER TABLE sales ADD amount int CREATE TABLE b (id int PRIMARY KEY)",
                "ALTER TABLE sales ADD amount int; DECLARE @t TABLE (id int PRIMARY KEY)",
                "ALTER TABLE sales ADD [PRIMARY] int, [KEY] int",
                "ALTER TABLE sales ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES b (id)",
                "ALTER TABLE sales DROP CONSTRAINT fk_sales",
                "ALTER TABLE sales DROP COLUMN pk_old",
                "ALTER TABLE sales ALTER COLUMN amount bigint",
                "ALTER TABLE sales ALTER COLUMN json nvarchar(max)",
                "ALTER TABLE sales ADD details json",
                "ALTER INDEX pk_sales ON sales REBUILD",
                "ALTER INDEX ix_sales ON sales DISABLE",
                "EXEC rename_all 'sp_rename'",
                "EXEC sp_rename_all",
                "SELECT * FROM sys.objects WHERE name = 'sp_rename'",
                "SELECT sp_rename FROM a",
                "EXEC ('EXEC sp_rename a, b')",
                "GRANT EXECUTE ON sp_rename TO a",
                "ALTER TABLE [a SWITCH] ADD [switch] int",
                "ALTER TABLE sales REBUILD",
                "ALTER TABLE sales REBUILD WITH (DATA_COMPRESSION = NONE)",
                "ALTER INDEX ix ON sales REBUILD PARTITION = 1 WITH (DATA_COMPRESSION = PAGE)",
                "ALTER INDEX [ALL] ON sales REBUILD",
                "CREATE OR ALTER PROCEDURE tidy AS ALTER INDEX ALL ON sales REBUILD",
                "CREATE TRIGGER t ON sales AFTER INSERT AS ALTER TABLE sales SWITCH TO b",
            })
    void isNotRecognised(String statement) {
        assertThat(ForbiddenWork.allIn(statement)).isEmpty();
    }
}
