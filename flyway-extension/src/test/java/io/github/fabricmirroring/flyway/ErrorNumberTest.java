package io.github.fabricmirroring.flyway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said when an untagged migration fails with a number by which the database says why. */
class ErrorNumberTest {

    private static final String PROCEDURE = "exec rebuild_columnstore";

    @TempDir
    private Path scripts;

    private TestProject project;
    private Connection connection;

    @BeforeEach
    void aProject() throws SQLException {
        project = new TestProject(scripts);
        project.script("V1__a", PROCEDURE);
        connection = DriverManager.getConnection(project.url, "sa", "");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        project.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {22623, 22742, 22744, 22745, 22749, 22750, 22751, 35354})
    void isSureByTheNumberWhateverTheStatementLooksLike(int error) {
        fail(project.callback().build(), List.of(1750, error), connection);

        assertThat(CapturedLog.ours())
                .containsExactly(
                        "WARN the database refused a statement of V1__a.sql because Fabric mirrors the table or"
                                + " the database (error " + error
                                + "). Put \"-- requires: mirroring-off\" at the top of"
                                + " V1__a.sql.");
    }

    /** As Flyway 11 and 12 leave it to us; the session of SQL Server knows its last error. */
    @Test
    void asksTheSessionIfFlywayDoesNotPassTheNumber() throws SQLException {
        fail(project.callback().build(), List.of(), sessionOfSqlServer(35354));

        assertThat(CapturedLog.ours()).singleElement().asString().contains("(error 35354)");
    }

    @Test
    void isNotSureIfTheSessionHasNoError() throws SQLException {
        fail(project.callback().stateQuery("none").build(), List.of(), sessionOfSqlServer(0));

        assertThat(CapturedLog.ours()).isEmpty();
    }

    @Test
    void isSureWithoutAnItem() {
        fail(MirroringCallback.builder().build(), List.of(35354), connection);

        assertThat(CapturedLog.ours()).singleElement().asString().contains("(error 35354)");
    }

    @Test
    void namesTheLineOfAMisplacedTag() {
        project.script("V1__a", PROCEDURE + "\n-- requires: mirroring-off\n");

        fail(project.callback().build(), List.of(22742), connection);

        assertThat(CapturedLog.ours())
                .singleElement()
                .asString()
                .contains("(error 22742). V1__a.sql looks tagged in line 2, but");
    }

    @Test
    void anotherNumberSaysNothing() {
        fail(project.callback().build(), List.of(2627), connection);

        assertThat(CapturedLog.ours()).isEmpty();
    }

    @Test
    void anyStatementOfTheScriptMayBeTheOneIfNobodyKnowsWhichFailed() {
        project.script("V1__a", "insert into a values (1);\nalter index all on a rebuild;\n");
        FiredEvents flyway = flyway(project.callback().build());
        flyway.fire(Event.BEFORE_EACH_MIGRATE, migration());

        flyway.fire(Event.AFTER_EACH_MIGRATE_ERROR, migration(), connection);

        assertThat(CapturedLog.ours()).singleElement().asString().startsWith("WARN V1__a.sql alters all indexes");
    }

    /** Through the real one, where it passes the numbers on. */
    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void isSureOfAStatementThatIsSentInABatchOrFromAStream(boolean batch, boolean stream) throws IOException {
        Assumptions.assumeTrue(passesNumbersOn());
        project.execute("create alias refuse as 'String refuse() throws Exception {"
                + " throw new java.sql.SQLException(\"refused\", \"S0001\", 35354); }'");
        project.script(
                "V1__a",
                "insert into fabric.seen(script) values ('a');\ninsert into fabric.seen(script) values (refuse());\n");

        assertThatThrownBy(() ->
                        project.flyway().batch(batch).stream(stream).load().migrate())
                .isInstanceOf(FlywayException.class);

        assertThat(CapturedLog.ours()).singleElement().asString().contains("(error 35354)");
    }

    /** Since 13. */
    private static boolean passesNumbersOn() throws IOException {
        try (InputStream version = Flyway.class.getResourceAsStream("internal/version.txt")) {
            return Integer.parseInt(new String(version.readAllBytes(), UTF_8).split("\\.")[0]) >= 13;
        }
    }

    private void fail(MirroringCallback callback, List<Integer> errors, Connection on) {
        FiredEvents flyway = flyway(callback);
        flyway.fire(Event.BEFORE_EACH_MIGRATE, migration());
        flyway.fireFailed(migration(), PROCEDURE, errors, on);
        flyway.fire(Event.AFTER_EACH_MIGRATE_ERROR, migration(), connection);
    }

    private FiredEvents flyway(MirroringCallback callback) {
        return new FiredEvents(callback, project.flyway().load().getConfiguration());
    }

    private MigrationInfo migration() {
        return FiredEvents.migration(
                CoreMigrationType.SQL, "V1__a.sql", scripts.resolve("V1__a.sql").toString());
    }

    /** That knows its last error. */
    private Connection sessionOfSqlServer(int error) throws SQLException {
        DatabaseMetaData metaData = answering(
                DatabaseMetaData.class,
                connection.getMetaData(),
                "getDatabaseProductName",
                arguments -> "Microsoft SQL Server");
        Statement statement = connection.createStatement();
        Statement asking = answering(
                Statement.class,
                statement,
                "execute",
                arguments -> statement.execute(((String) arguments[0]).replace("@@ERROR", String.valueOf(error))));
        return answering(
                Connection.class,
                answering(Connection.class, connection, "getMetaData", arguments -> metaData),
                "createStatement",
                arguments -> asking);
    }

    private interface Answer {
        Object of(Object[] arguments) throws SQLException;
    }

    private static <T> T answering(Class<T> type, T otherwise, String name, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        method.getName().equals(name) ? answer.of(arguments) : method.invoke(otherwise, arguments)));
    }
}
