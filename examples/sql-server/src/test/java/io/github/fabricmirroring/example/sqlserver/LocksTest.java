package io.github.fabricmirroring.example.sqlserver;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.standin.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the database holds for a run that waits for Fabric: Flyway's application lock and those of the window, and
 * nothing else. Fabric may have to wait for whoever holds something in the database, and that one would wait for
 * Fabric.
 *
 * <p>On SQL Server, Flyway's own session may have a transaction by then: with {@code SET IMPLICIT_TRANSACTIONS ON} the
 * SELECT by which Flyway looks for the schema begins one. It has locked nothing and written nothing.
 */
class LocksTest extends ServerTest {

    /** @see <a href="https://learn.microsoft.com/sql/relational-databases/system-dynamic-management-views/sys-dm-tran-locks-transact-sql">sys.dm_tran_locks</a> */
    private static final String LOCKS =
            """
            SELECT CONCAT(l.resource_type, ' ', l.request_mode, ' of session ', l.request_session_id)
            FROM sys.dm_tran_locks AS l
            JOIN sys.dm_exec_sessions AS s ON s.session_id = l.request_session_id
            WHERE s.program_name = '%s' AND l.resource_type NOT IN ('DATABASE', 'APPLICATION')
            """;

    /**
     * Flyway's session is the one with an application lock that is not the window's.
     *
     * @see <a href="https://learn.microsoft.com/sql/relational-databases/system-dynamic-management-views/sys-dm-tran-session-transactions-transact-sql">sys.dm_tran_session_transactions</a>
     */
    private static final String TRANSACTIONS_BUT_FLYWAYS =
            """
            SELECT CONCAT('transaction of session ', t.session_id)
            FROM sys.dm_tran_session_transactions AS t
            JOIN sys.dm_exec_sessions AS s ON s.session_id = t.session_id
            WHERE s.program_name = '%s' AND t.is_user_transaction = 1
                AND NOT EXISTS (
                    SELECT 1 FROM sys.dm_tran_locks AS l
                    WHERE l.request_session_id = t.session_id AND l.resource_type = 'APPLICATION'
                        AND l.resource_description NOT LIKE '%%fabric[_]mirroring[_]%%')
            """;

    /**
     * But for tempdb (2), where a sort may be.
     *
     * @see <a href="https://learn.microsoft.com/sql/relational-databases/system-dynamic-management-views/sys-dm-tran-database-transactions-transact-sql">sys.dm_tran_database_transactions</a>
     */
    private static final String WRITTEN =
            """
            SELECT CONCAT('something written by session ', t.session_id)
            FROM sys.dm_tran_session_transactions AS t
            JOIN sys.dm_exec_sessions AS s ON s.session_id = t.session_id
            JOIN sys.dm_tran_database_transactions AS d ON d.transaction_id = t.transaction_id
            WHERE s.program_name = '%s' AND d.database_id <> 2 AND d.database_transaction_log_record_count > 0
            """;

    private static final int NO_PERMISSION = 297;
    private static final int VIEW_STATE_DENIED = 300;

    private String program;
    private FluentConfiguration flyway;
    private TestDatabase connections;

    @BeforeEach
    void aProgramOfItsOwn() {
        begin();
        program = schema;
        if (database.isSqlServer()) {
            TestDatabase named =
                    new TestDatabase(database.address.with("applicationName", program), database.address, null);
            mayLook();
            flyway = flyway().dataSource(named.dataSource());
            connections = named;
        } else {
            flyway = flyway();
            connections = database;
        }
    }

    private void mayLook() {
        try {
            database.query(LOCKS.formatted(program));
        } catch (IllegalStateException e) {
            int code = ((SQLException) e.getCause()).getErrorCode();
            if (code != VIEW_STATE_DENIED && code != NO_PERMISSION) {
                throw e;
            }
            Server.leaveOut(
                    "the look at locks", "this user may not: " + e.getCause().getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsHeldWhileAStopIsWaitedFor(boolean inTransaction) {
        tagged("V2__a");
        tagged("V3__b");
        conf("V2__a", inTransaction);

        assertThatNothingIsHeldDuring(STOP_MIRRORING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsHeldWhileAStartIsWaitedForBeforeTheNextMigration(boolean inTransaction) {
        tagged("V2__a");
        untagged("V3__b");
        conf("V3__b", inTransaction);

        assertThatNothingIsHeldDuring(START_MIRRORING);
    }

    @Test
    void nothingIsHeldWhileAStartIsWaitedForAtTheEnd() {
        tagged("V2__a");

        assertThatNothingIsHeldDuring(START_MIRRORING);
    }

    @Test
    void nothingIsHeldWhileAGroupWaits() {
        untagged("V2__a");
        tagged("V3__b");
        flyway.group(true);

        assertThatNothingIsHeldDuring(STOP_MIRRORING);
    }

    @Test
    void nothingIsHeldWhileAWindowIsClosedThatADeadRunLeftOpen() {
        tagged("V2__a");
        flyway.load().migrate();
        database.execute("INSERT INTO " + schema
                + ".fabric_mirroring (id, format, phase, purpose, noted_since, item, host, process, os_user)"
                + " VALUES ('dead', 1, 'off', 'V2__a.sql', '2026-11-22T03:00:00Z', 'SQL database "
                + fabric.sqlDatabaseId()
                + " in workspace " + fabric.workspaceId() + "', 'build-7', '4711', 'ci')");
        fabric.switchMirroring(false);
        untagged("V3__b");

        assertThatNothingIsHeldDuring(START_MIRRORING);
    }

    @Test
    void aTransactionThatHasDoneSomethingWouldBeSeen() throws SQLException {
        try (Connection connection = connections.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO " + schema + ".seen (script) VALUES ('held')");

            assertThat(held()).isNotEmpty();
            if (database.isSqlServer()) {
                assertThat(database.query(LOCKS.formatted(program))).isNotEmpty();
                assertThat(database.query(TRANSACTIONS_BUT_FLYWAYS.formatted(program)))
                        .isNotEmpty();
                assertThat(database.query(WRITTEN.formatted(program))).isNotEmpty();
            }
            connection.rollback();
        }
    }

    private void conf(String script, boolean inTransaction) {
        script(script + ".sql.conf", "executeInTransaction=" + inTransaction + "\n");
    }

    private void assertThatNothingIsHeldDuring(Operation operation) {
        fabric.clearJournal();
        fabric.hold(operation);
        CompletableFuture<?> run = migrate(flyway);
        try {
            fabric.awaitCall(operation, LONG);
            assertThat(held()).isEmpty();
            assertThat(database.windowLocks()).contains("fabric_mirroring_gate");
        } finally {
            fabric.release(operation);
            run.join();
        }
        assertThat(database.windowLocks()).isEmpty();
        assertThat(fabric.mirroringOn()).isTrue();
        assertThat(notes()).isEmpty();
    }

    private List<String> held() {
        if (!database.isSqlServer()) {
            return database.query("select concat(lock_type, ' ', table_name) from INFORMATION_SCHEMA.LOCKS"
                    + " union all select 'uncommitted' from INFORMATION_SCHEMA.SESSIONS where contains_uncommitted");
        }
        // One by one, as in a UNION their collations could be in conflict.
        return Stream.of(LOCKS, TRANSACTIONS_BUT_FLYWAYS, WRITTEN)
                .flatMap(sql -> database.query(sql.formatted(program)).stream())
                .toList();
    }
}
