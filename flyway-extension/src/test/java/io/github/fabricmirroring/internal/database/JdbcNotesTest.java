package io.github.fabricmirroring.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.TestedDatabase.Kind;
import io.github.fabricmirroring.internal.window.Locks;
import io.github.fabricmirroring.internal.window.SessionLostException;
import io.github.fabricmirroring.internal.window.WindowNote;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import io.github.fabricmirroring.internal.window.WindowSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Notes and first tables where the database is not on its best behaviour. */
@Timeout(60)
class JdbcNotesTest {

    private TestedDatabase database;

    @AfterEach
    void close() {
        database.close();
    }

    private void database(Kind kind) {
        database = new TestedDatabase(kind);
        database.execute("create schema \"a\"");
    }

    private static WindowNote note(String id) {
        return new WindowNote(id, WindowNote.FORMAT, Phase.OFF, "V2__b.sql", "2026-11-25", "", "build-7", "4711", "ci");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aNoteWhoseInsertWasNotAnsweredIsRecognised(Kind kind) {
        database(kind);
        WindowSession session = database.session("a", () -> failingAfter("INSERT", database.connect()));

        session.notes().write(note("1"));

        assertThat(session.notes().read()).containsExactly(note("1"));
    }

    /** Its statements that begin so do what they should, and then fail. */
    private static Connection failingAfter(String beginning, Connection connection) {
        return proxy(Connection.class, connection, (method, arguments, value) -> {
            if (method.equals("prepareStatement") && arguments[0].toString().startsWith(beginning)) {
                return proxy(PreparedStatement.class, (PreparedStatement) value, (executed, none, result) -> {
                    if (executed.equals("execute")) {
                        throw new SQLException("no answer");
                    }
                    return result;
                });
            }
            return value;
        });
    }

    private interface After {
        Object call(String method, Object[] arguments, Object value) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        return type.cast(Proxy.newProxyInstance(
                JdbcNotesTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return after.call(method.getName(), arguments, method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsTooLongIsCut(Kind kind) {
        database(kind);
        WindowSession session = database.session("a", database::connect);
        String endless = "x".repeat(5000);

        session.notes()
                .write(new WindowNote("1", 1, Phase.STARTING, endless, endless, endless, endless, endless, endless));

        assertThat(session.notes().read()).singleElement().satisfies(note -> {
            assertThat(note.purpose()).hasSize(1000);
            assertThat(note.host()).hasSize(255);
            assertThat(note.phase()).isEqualTo(Phase.STARTING);
        });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aTableOfALaterReleaseIsReadAsFarAsItIsKnown(Kind kind) {
        database(kind);
        database.execute("create table \"a\".\"fabric_mirroring\"(id varchar(36), format int, anything_else int)");
        database.execute("insert into \"a\".\"fabric_mirroring\" values ('later', 7, 1)");
        WindowSession session = database.session("a", database::connect);

        assertThat(session.notes().read()).singleElement().satisfies(note -> {
            assertThat(note.id()).isEqualTo("later");
            assertThat(note.format()).isEqualTo(7);
        });
    }

    @Test
    void missingRightsAreNoMissingNote() {
        database(Kind.H2);
        database.session("a", database::connect).notes().write(note("1"));
        database.execute("create user deployer password 'x'");
        database.execute("grant insert on \"a\".\"fabric_mirroring\" to deployer");
        WindowSession session = database.session("a", () -> database.connectAs("deployer", "x"));

        assertThatThrownBy(() -> session.notes().read())
                .isExactlyInstanceOf(MirroringException.class)
                .hasMessageStartingWith("Could not read the notes about mirroring: Not enough rights")
                .hasMessageEndingWith(
                        "The database user needs SELECT on every table fabric_mirroring of the database.");
        assertThatThrownBy(() -> session.notes().write(note("2"))).hasMessageContaining("needs CREATE TABLE");
        assertThatThrownBy(() -> session.notes().remove(List.of(note("1")))).hasMessageContaining("needs SELECT");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void otherFailuresGetNoAdviceAboutRights(Kind kind) {
        database(kind);
        WindowSession session = database.session("nowhere", database::connect);

        assertThatThrownBy(() -> session.notes().write(note("1")))
                .isExactlyInstanceOf(MirroringException.class)
                .hasMessageStartingWith("Could not write the note about mirroring to table nowhere.fabric_mirroring: ")
                .message()
                .doesNotContain("needs");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aLookOnSomebodysConnectionLeavesItsTransactionAlone(Kind kind) throws SQLException {
        database(kind);
        database.execute("create table \"a\".work(done int)");
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Sql.execute(connection, "insert into \"a\".work values (1)");

            assertThat(StandingNotes.standing(connection)).isEmpty();
            database.session("a", database::connect).notes().write(note("1"));
            assertThat(StandingNotes.standing(connection)).containsExactly(note("1"));

            assertThat(connection.getAutoCommit()).isFalse();
            connection.rollback();
        }
        assertThat(database.query("select done from \"a\".work")).isEmpty();
    }

    @Test
    void aLookOnAConnectionThatIsGoneSaysSo() throws SQLException {
        database(Kind.H2);
        Connection connection = database.connect();
        connection.close();

        assertThatThrownBy(() -> StandingNotes.standing(connection)).isInstanceOf(SessionLostException.class);
    }

    /** Whoever makes the first table, in whatever schema: of all at the gate, one passes at a time. */
    @RepeatedTest(5)
    void aCrowdMakesItsFirstTablesAtOnceAndPassesTheGateOneByOne() {
        database(Kind.H2);
        crowd();
    }

    @RepeatedTest(5)
    void aCrowdPassesTheGateOfSqlServerOneByOne() {
        database(Kind.SQL_SERVER);
        crowd();
    }

    private void crowd() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<WindowSession> sessions = IntStream.range(0, 6)
                .mapToObj(i -> database.participant(i % 2 == 0 ? "a" : "b" + i).session())
                .toList();
        List<CompletableFuture<Void>> crowd = sessions.stream()
                .map(session -> CompletableFuture.runAsync(() -> pass(session, inside, most)))
                .toList();
        crowd.forEach(CompletableFuture::join);

        assertThat(most).hasValue(1);
        assertThat(sessions.get(0).notes().read()).isEmpty();
    }

    private static void pass(WindowSession session, AtomicInteger inside, AtomicInteger most) {
        Locks locks = session.locks();
        String id = session.toString();
        for (int round = 0; round < 3; round++) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(50))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .pollInSameThread()
                    .until(() -> locks.takeGate(Duration.ofMillis(20)));
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            locks.keep();
            session.notes().write(note(id.substring(Math.max(0, id.length() - 36))));
            locks.othersKeep();
            session.notes().remove(session.notes().read());
            locks.stopKeeping();
            inside.decrementAndGet();
            locks.leaveGate();
        }
    }
}
