package io.github.fabricmirroring.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.TestedDatabase.Kind;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.SessionLostException;
import io.github.fabricmirroring.internal.window.WindowNote;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import io.github.fabricmirroring.internal.window.WindowSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A session's connections: how many there are, how they are found and how they are left. */
@Timeout(60)
class JdbcSessionTest {

    private static final WindowNote NOTE =
            new WindowNote("1", WindowNote.FORMAT, Phase.OFF, "V2__b.sql", "2026-11-25", "", "build-7", "4711", "ci");

    private TestedDatabase database;

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private BorrowedConnections pool(Kind kind, boolean autoCommit) {
        database = new TestedDatabase(kind);
        return new BorrowedConnections(() -> {
            Connection connection = database.connect();
            connection.setAutoCommit(autoCommit);
            return connection;
        });
    }

    private static void useAllOf(WindowSession session) {
        session.locks().takeGate(Duration.ZERO);
        session.locks().keep();
        session.notes().write(NOTE);
        session.state();
        session.locks().othersKeep();
    }

    @ParameterizedTest
    @CsvSource({"H2,true", "H2,false", "SQL_SERVER,true", "SQL_SERVER,false"})
    void aConnectionGoesBackToItsPoolAsItWasAndWithoutLocks(Kind kind, boolean autoCommit) throws SQLException {
        try (BorrowedConnections pool = pool(kind, autoCommit)) {
            WindowSession session = database.session(null, pool);
            useAllOf(session);

            session.close();

            assertThat(pool.givenBack).hasSameSizeAs(pool.taken).doesNotHaveDuplicates();
            for (Connection connection : pool.givenBack) {
                assertThat(connection.isClosed()).as("physically").isFalse();
                assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
            }
            WindowSession next = database.session(null, database::connect);
            assertThat(next.locks().takeGate(Duration.ZERO)).isTrue();
            assertThat(next.locks().othersKeep()).isFalse();
            assertThat(next.notes().read()).as("was committed").containsExactly(NOTE);
        }
    }

    @ParameterizedTest
    @CsvSource({"H2,1,3", "SQL_SERVER,1,1"})
    void aSessionHasOneConnectionAndWithRowLocksOneMoreForEach(Kind kind, int looking, int locking)
            throws SQLException {
        try (BorrowedConnections pool = pool(kind, true)) {
            WindowSession session = database.session(null, pool);
            session.state();
            session.notes().write(NOTE);
            session.notes().read();
            assertThat(pool.taken).hasSize(looking);

            useAllOf(session);
            session.locks().leaveGate();
            session.locks().stopKeeping();
            useAllOf(session);

            assertThat(pool.taken).hasSize(locking);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whoOnlyLooksMakesNoTable(Kind kind) {
        database = new TestedDatabase(kind);
        WindowSession session = database.session(null, database::connect);

        assertThat(session.notes().read()).isEmpty();
        session.notes().remove(List.of(NOTE));
        session.state();

        assertThat(database.tables()).isEmpty();
    }

    @Test
    void locksOfSqlServerNeedNoTable() {
        database = new TestedDatabase(Kind.SQL_SERVER);
        WindowSession session = database.session(null, database::connect);

        session.locks().takeGate(Duration.ZERO);
        session.locks().keep();
        session.locks().othersKeep();

        assertThat(database.tables()).isEmpty();
    }

    @Test
    void tablesAreMadeInTheGivenSchema() {
        database = new TestedDatabase(Kind.H2);
        database.execute("create schema \"Team \"\"A\"\"\"");
        WindowSession session = database.session("Team \"A\"", database::connect);

        useAllOf(session);

        assertThat(database.tables())
                .containsExactly("Team \"A\".fabric_mirroring", "Team \"A\".fabric_mirroring_lock");
        assertThat(database.query("select distinct lower(constraint_name) from information_schema.table_constraints"
                        + " where table_name like 'fabric_mirroring%' and constraint_type = 'PRIMARY KEY' order by 1"))
                .containsExactly("pk_fabric_mirroring", "pk_fabric_mirroring_lock");
    }

    @Test
    void aLockTableOfAnotherServiceIsUsedInPlaceOfOneMore() {
        database = new TestedDatabase(Kind.H2);
        useAllOf(database.participant("a").session());

        assertThat(database.participant("b").session().locks().takeGate(Duration.ZERO))
                .isFalse();

        assertThat(database.tables()).containsExactly("a.fabric_mirroring", "a.fabric_mirroring_lock");
    }

    @Test
    void theRowsOfTheDeadAreRemoved() {
        database = new TestedDatabase(Kind.H2);
        var dead = database.participant("a");
        useAllOf(dead.session());
        dead.cut();
        WindowSession living = database.participant("a").session();
        Awaitility.await().until(() -> living.locks().takeGate(Duration.ZERO));

        assertThat(living.locks().othersKeep()).isFalse();
        living.locks().leaveGate();

        assertThat(database.query("select \"ID\" from \"a\".\"fabric_mirroring_lock\""))
                .containsExactly("gate");
    }

    @Test
    void theRowOfOneThatStoppedKeepingOrClosedIsRemoved() {
        database = new TestedDatabase(Kind.H2);
        WindowSession one = database.participant("a").session();
        useAllOf(one);
        WindowSession other = database.participant("a").session();
        one.locks().stopKeeping();
        one.locks().leaveGate();
        useAllOf(other);

        other.close();

        assertThat(database.query("select \"ID\" from \"a\".\"fabric_mirroring_lock\""))
                .containsExactly("gate");
    }

    @Test
    void aDatabaseThatCannotSkipLockedRowsIsAskedForThemForAShortTime() {
        database = new TestedDatabase(Kind.H2);
        WindowSession one = database.session(null, () -> withoutSkipLocked(database.connect()));
        WindowSession other = database.session(null, () -> withoutSkipLocked(database.connect()));
        useAllOf(one);

        assertThat(other.locks().takeGate(Duration.ZERO)).isFalse();
        one.locks().leaveGate();
        assertThat(other.locks().takeGate(Duration.ZERO)).isTrue();
        assertThat(other.locks().othersKeep()).isTrue();
        one.close();
        assertThat(other.locks().othersKeep()).isFalse();
    }

    private static Connection withoutSkipLocked(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                JdbcSessionTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")
                            && arguments[0].toString().contains("SKIP LOCKED")) {
                        throw new SQLSyntaxErrorException("what is SKIP?");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aLockWhoseAnswerWasLostDoesNotComeBackToThePool() throws SQLException {
        try (BorrowedConnections pool = pool(Kind.SQL_SERVER, true)) {
            WindowSession session = database.session(null, () -> withoutAnswerOfLocks(pool.open()));
            assertThatThrownBy(() -> session.locks().takeGate(Duration.ZERO))
                    .isExactlyInstanceOf(MirroringException.class)
                    .hasMessage("Could not take the application lock fabric_mirroring_gate: no answer.");

            session.close();

            assertThat(pool.taken.get(0).isClosed()).as("physically").isFalse();
            assertThat(database.session(null, database::connect).locks().takeGate(Duration.ZERO))
                    .isTrue();
        }
    }

    private static Connection withoutAnswerOfLocks(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                JdbcSessionTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    Object value = method.invoke(connection, arguments);
                    return value instanceof Statement statement ? withoutAnswerOfLocks(statement) : value;
                });
    }

    private static Statement withoutAnswerOfLocks(Statement statement) {
        return (Statement) Proxy.newProxyInstance(
                JdbcSessionTest.class.getClassLoader(),
                new Class<?>[] {Statement.class},
                (proxy, method, arguments) -> {
                    Object value = method.invoke(statement, arguments);
                    if (method.getName().equals("execute")
                            && arguments[0].toString().contains("sp_getapplock")) {
                        throw new SQLException("no answer");
                    }
                    return value;
                });
    }

    @Test
    void aLockWhoseConnectionAloneIsGoneIsALostSession() throws SQLException {
        try (BorrowedConnections pool = pool(Kind.H2, true)) {
            WindowSession session = database.session(null, pool);
            session.locks().takeGate(Duration.ZERO);
            session.locks().keep();
            session.locks().leaveGate();
            assertThat(session.state()).isNotNull();

            pool.taken.get(2).close();

            assertThatThrownBy(session::state).isInstanceOf(SessionLostException.class);
            assertThatThrownBy(() -> session.locks().takeGate(Duration.ZERO)).isInstanceOf(SessionLostException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void withoutAConnectionThatIsTheMessage(Kind kind) {
        database = new TestedDatabase(kind);

        assertThatThrownBy(() -> database.session(null, () -> {
                    throw new SQLException("the pool is\nempty");
                }))
                .isExactlyInstanceOf(MirroringException.class)
                .hasMessage("Could not connect to the database: the pool is empty.");
        assertThatThrownBy(() -> database.session(null, () -> {
                    throw new IllegalStateException("no pool");
                }))
                .hasMessage("Could not connect to the database: no pool.");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aConnectionThatIsOfNoUseIsGivenBack(Kind kind) throws SQLException {
        database = new TestedDatabase(kind);
        Connection broken = database.connect();
        broken.close();
        try (BorrowedConnections pool = new BorrowedConnections(() -> broken)) {
            assertThatThrownBy(() -> database.session(null, pool)).isInstanceOf(MirroringException.class);

            assertThat(pool.givenBack).hasSize(1);
        }
    }

    @Test
    void whatASessionHasSetBreaksNothing() throws SQLException {
        database = new TestedDatabase(Kind.SQL_SERVER);
        try (BorrowedConnections pool = new BorrowedConnections(() -> {
            Connection connection = database.connect();
            execute(connection, "SET NOCOUNT ON");
            execute(connection, "SET QUOTED_IDENTIFIER OFF");
            execute(connection, "SET IMPLICIT_TRANSACTIONS ON");
            return connection;
        })) {
            WindowSession session = database.session("dbo", pool);
            database.execute("create schema dbo");
            Connection connection = pool.taken.get(0);

            assertThat(SqlServer.hasImplicitTransactions(connection)).isFalse();
            useAllOf(session);
            useAllOf(session);
            assertThat(session.notes().read()).containsExactly(NOTE);
            session.notes().remove(List.of(NOTE));
            assertThat(session.notes().read()).isEmpty();

            session.close();
            assertThat(SqlServer.hasImplicitTransactions(connection))
                    .as("as it was")
                    .isTrue();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void closingBreaksOffWhatHangsInAnotherThread(Kind kind) {
        database = new TestedDatabase(kind);
        WindowSession session = database.session(
                null,
                database::connect,
                MirroringSettings.builder()
                        .set(Setting.STATE_QUERY, "select sum(x) from system_range(1, 1000000000000)")
                        .build());
        session.locks().takeGate(Duration.ZERO);
        CompletableFuture<?> asking = CompletableFuture.runAsync(session::state);
        Awaitility.await().until(() -> !database.query("select 1 from INFORMATION_SCHEMA.SESSIONS"
                        + " where executing_statement like '%1000000000000%' and session_id <> session_id()")
                .isEmpty());

        assertTimeout(Duration.ofSeconds(5), session::close);

        if (kind == Kind.SQL_SERVER) {
            // H2's client cannot abort what its server is at, as SQL Server's driver can.
            return;
        }
        assertThatThrownBy(asking::join).hasCauseInstanceOf(SessionLostException.class);
        WindowSession next = database.session(null, database::connect);
        Awaitility.await().until(() -> next.locks().takeGate(Duration.ZERO));
    }
}
