package io.github.fabricmirroring.example.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The example's own scripts. */
class ExampleTest extends ServerTest {

    private static final String[] BEFORE = {"V1__create_orders.sql", "V2__load_orders.sql"};
    private static final String TAGGED = "V3__columnstore_index_on_order_lines.sql";

    @Test
    void itMigratesAllWithOneStopOfMirroring() {
        refuseWhileMirroring();
        database.schema(SqlServerExample.SCHEMA);

        SqlServerExample.migrate(
                Flyway.configure().dataSource(database.dataSource()),
                mirroring().build());

        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(fabric.mirroringOn()).isTrue();
        assertThat(database.query("SELECT COUNT(*) FROM shop.revenue")).containsExactly("10");
        if (database.isSqlServer()) {
            // https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-indexes-transact-sql
            assertThat(database.query("SELECT type_desc FROM sys.indexes"
                            + " WHERE object_id = OBJECT_ID('shop.order_lines') ORDER BY index_id"))
                    .containsExactly("CLUSTERED COLUMNSTORE", "NONCLUSTERED");
            assertThat(database.query("SELECT DISTINCT data_compression_desc FROM sys.partitions"
                            + " WHERE object_id = OBJECT_ID('shop.orders') AND index_id = 1"))
                    .containsExactly("PAGE");
        }
    }

    @Test
    void withoutItsTagTheColumnstoreIndexIsRefused() {
        refuseWhileMirroring();
        database.schema(SqlServerExample.SCHEMA);
        for (String script : BEFORE) {
            script(script, resource("/db/migration/" + script));
        }
        script(TAGGED, resource("/db/migration/" + TAGGED).replace("-- requires: mirroring-off", "-- untagged"));

        assertThatThrownBy(
                        () -> flyway().schemas(SqlServerExample.SCHEMA).load().migrate())
                .isInstanceOf(FlywayException.class)
                .hasStackTraceContaining("Clustered columnstore index 'cci_order_lines' cannot be created on")
                .hasStackTraceContaining("while mirroring is active");

        assertThat(fabric.calls()).isEmpty();
        if (database.isSqlServer()) {
            assertThat(database.query(
                            "SELECT type_desc FROM sys.indexes WHERE object_id = OBJECT_ID('shop.order_lines')"))
                    .as("the dropped primary key is back")
                    .containsExactly("CLUSTERED");
        }
    }

    /** A given database stays, and must not refuse anything. */
    @AfterEach
    void dropTheTrigger() {
        if (database != null && database.isSqlServer()) {
            database.execute("DROP TRIGGER IF EXISTS refuse_columnstore_index ON DATABASE");
        }
    }

    /** On H2 the function that takes the statement's place refuses it. */
    private void refuseWhileMirroring() {
        if (!database.isSqlServer()) {
            return;
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(resource("/refuse-columnstore-index.sql"));
        } catch (SQLException e) {
            Server.leaveOut("what Fabric refuses", "no DDL trigger can be made here: " + e.getMessage());
        }
    }

    private static String resource(String path) {
        try (InputStream in = ExampleTest.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
