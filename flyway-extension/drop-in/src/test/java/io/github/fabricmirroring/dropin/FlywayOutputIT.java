package io.github.fabricmirroring.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person, a script and a build agent get to see of mirroring that is left off, from the real command line. The
 * database is as in {@link FlywayCommandLineIT}. It is public because H2 calls it.
 */
@DisabledIfSystemProperty(named = "cliSkipped", matches = "true", disabledReason = "-DskipCli")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it runs the shell script")
public class FlywayOutputIT {

    private static final String TAG = "-- requires: mirroring-off\n";
    private static final String LEFT_OFF = "MIRRORING IS OFF and could not be started again";
    private static final Fault REFUSED = Fault.status(403, "InsufficientPrivileges", "The caller has no permission");

    private static CountDownLatch held;
    private static CountDownLatch letGo;

    @TempDir
    private Path directory;

    private FabricStandIn fabric;
    private Server server;
    private Connection database;
    private CommandLine flyway;

    /** A function of the database. */
    public static int hold() throws InterruptedException {
        held.countDown();
        letGo.await();
        return 0;
    }

    @BeforeEach
    void openDatabaseAndInstall() throws SQLException, IOException {
        String file = directory.resolve("db").toString();
        String url = "jdbc:h2:file:" + file + ";MODE=MSSQLServer";
        held = new CountDownLatch(1);
        letGo = new CountDownLatch(1);
        fabric = FabricStandIn.builder()
                .database(url, "sa", "sa")
                .delay(Duration.ZERO)
                .start();
        server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start();
        database = DriverManager.getConnection(url, "sa", "sa");
        try (Statement statement = database.createStatement()) {
            statement.execute("create alias hold for '" + getClass().getName() + ".hold'");
        }
        flyway = new CommandLine(Path.of(System.getProperty("cli")), Files.createDirectory(directory.resolve("flyway")))
                .javaArgument("-Djavax.net.ssl.trustStore=" + fabric.trustStore())
                .javaArgument("-Djavax.net.ssl.trustStorePassword=changeit")
                .environment(fabric.environment())
                .environment(fabric.settingsInEnvironment())
                .environment("FLYWAY_FABRIC_MIRRORING_START_TIMEOUT", "1")
                .environment(
                        "FLYWAY_URL", "jdbc:h2:tcp://localhost:" + server.getPort() + "/" + file + ";MODE=MSSQLServer")
                .environment("FLYWAY_USER", "sa")
                .environment("FLYWAY_PASSWORD", "sa")
                .environment("FLYWAY_SCHEMAS", "shop")
                .environment("FLYWAY_CLEAN_DISABLED", "false")
                .jar(Path.of(System.getProperty("dropInJar")), "drivers")
                .file("sql/V1__sales.sql", TAG + "create table sales(id int);");
    }

    @AfterEach
    void closeDatabase() throws SQLException {
        letGo.countDown();
        database.close();
        server.stop();
        fabric.close();
    }

    @Test
    void withJsonTheAlarmIsOnStandardErrorAndStandardOutputStaysJson() throws Exception {
        fabric.faultAlways(Operation.START_MIRRORING, REFUSED);

        CommandLine.Streams run = flyway.environment("GITHUB_ACTIONS", "true").run("migrate", "-outputType=json");

        assertThat(run.exitCode()).as(run.toString()).isNotZero();
        assertThat(json(run).at("/error/message").asText()).contains(LEFT_OFF);
        assertThat(run.error().lines().filter(line -> line.contains(LEFT_OFF)))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("ERROR: Fabric mirroring: the migrations are committed, but "))
                .anyMatch(
                        line -> line.startsWith("::error title=Fabric mirroring::the migrations are committed, but "));
        assertThat(fabric.mirroringOn()).isFalse();
    }

    @Test
    void withJsonAnErrorBesideTheMigrationsOwnIsOnStandardError() throws Exception {
        fabric.faultAlways(Operation.START_MIRRORING, REFUSED);
        flyway.file("sql/V1__sales.sql", TAG + "insert into nowhere values (1);")
                .environment("TF_BUILD", "True");

        CommandLine.Streams run = flyway.run("migrate", "-outputType=json");

        assertThat(json(run).at("/error/message").asText()).contains("NOWHERE");
        assertThat(run.error())
                .contains("ERROR: Fabric mirroring: " + LEFT_OFF)
                .containsOnlyOnce("##vso[task.logissue type=error]Fabric mirroring: ");
    }

    @Test
    void whenQuietTheAlarmIsOnStandardError() throws Exception {
        fabric.faultAlways(Operation.START_MIRRORING, REFUSED);

        CommandLine.Streams run = flyway.run("migrate", "-q");

        assertThat(run.exitCode()).as(run.toString()).isNotZero();
        assertThat(run.error()).containsOnlyOnce("but " + LEFT_OFF).doesNotContain("::error", "##vso");
        assertThat(run.output()).doesNotContain(LEFT_OFF);
    }

    @Test
    void withNothingLeftOffThereIsNoAlarm() throws Exception {
        CommandLine.Streams run = flyway.environment("GITHUB_ACTIONS", "true").run("migrate", "-outputType=json");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(json(run).at("/migrationsExecuted").asInt()).isEqualTo(1);
        assertThat(run.error()).doesNotContain("OFF", "::error");
    }

    @Test
    void cleanStartsWhatAKilledRunHasLeftOff() throws Exception {
        killDuringAMigration();

        CommandLine.Streams clean = flyway.run("clean");

        assertThat(clean.exitCode()).as(clean.toString()).isZero();
        assertThat(clean.output() + clean.error())
                .contains("Mirroring has been off since", "V1__sales.sql", "started again");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void cleanThatCannotStartItSaysThatItIsOffWithJsonToo() throws Exception {
        killDuringAMigration();
        fabric.faultAlways(Operation.START_MIRRORING, REFUSED);

        CommandLine.Streams clean = flyway.run("clean", "-outputType=json");

        assertThat(clean.exitCode()).as(clean.toString()).isNotZero();
        assertThat(json(clean).at("/error/message").asText()).contains(LEFT_OFF);
        assertThat(clean.error()).containsOnlyOnce(LEFT_OFF);
    }

    private void killDuringAMigration() throws Exception {
        flyway.file("sql/V1__sales.sql", TAG + "create table sales(id int); call public.hold();");
        Process process = flyway.start();
        assertThat(held.await(1, TimeUnit.MINUTES)).as("the migration runs").isTrue();
        process.children().forEach(ProcessHandle::destroyForcibly);
        flyway.end(process);
        letGo.countDown();
        assertThat(fabric.mirroringOn()).isFalse();
    }

    private static JsonNode json(CommandLine.Streams run) throws JsonProcessingException {
        return new JsonMapper().readTree(run.output());
    }
}
