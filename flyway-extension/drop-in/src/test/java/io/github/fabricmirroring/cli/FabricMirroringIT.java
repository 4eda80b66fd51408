package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.fabricmirroring.cli.JarProcess.Result;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.Operation;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar's own commands, as processes, against the stand-in for Fabric and a database that this JVM serves by TCP. */
class FabricMirroringIT {

    private static final Path H2 = Path.of(org.h2.Driver.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath());

    private static final Fault FORBIDDEN = Fault.status(403, "InsufficientPrivileges", "No.");

    @TempDir
    private Path folder;

    private Server server;
    private Connection database;
    private FabricStandIn fabric;
    private String url;
    private JarProcess jar;

    @BeforeEach
    void openDatabase() throws Exception {
        String name = "mem:" + UUID.randomUUID() + ";MODE=MSSQLServer";
        database = DriverManager.getConnection("jdbc:h2:" + name, "sa", "database-password");
        execute("create table \"flyway_schema_history\"(id int)");
        server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start();
        fabric = FabricStandIn.builder()
                .delay(Duration.ofMillis(200))
                .database("jdbc:h2:" + name, "sa", "database-password")
                .start();
        url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/" + name;
        jar = jarIn(folder);
    }

    private JarProcess jarIn(Path workingDirectory) throws Exception {
        return new JarProcess(workingDirectory)
                .option("-Djavax.net.ssl.trustStore=" + fabric.trustStore())
                .option("-Djavax.net.ssl.trustStorePassword=changeit")
                .environment(fabric.environment())
                .environment(
                        "FLYWAY_FABRIC_MIRRORING_API_ENDPOINT",
                        fabric.apiEndpoint().toString());
    }

    @AfterEach
    void closeDatabase() throws Exception {
        fabric.close();
        server.stop();
        database.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The settings that a team has in its pipeline. */
    private JarProcess configured() {
        return jar.environment("FLYWAY_FABRIC_MIRRORING_ITEM_URL", fabric.itemUrl());
    }

    private JarProcess withDatabase() {
        return configured()
                .onClasspath(H2)
                .environment("FLYWAY_URL", url)
                .environment("FLYWAY_USER", "sa")
                .environment("FLYWAY_PASSWORD", "database-password")
                .environment("FLYWAY_FABRIC_MIRRORING_STATE_QUERY", WatchedDatabase.STATE_QUERY)
                .environment("FLYWAY_FABRIC_MIRRORING_POLL_INTERVAL", "1");
    }

    private String item() {
        return "SQL database " + fabric.sqlDatabaseId() + " in workspace " + fabric.workspaceId();
    }

    private Path script(String name, String text) throws Exception {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    // stop

    @Test
    void stopWaitsUntilTheDatabaseSaysOffAndLeavesItOff() throws Exception {
        Result stop = withDatabase().run("stop");

        assertThat(stop.exitCode()).as(stop.err()).isZero();
        assertThat(stop.out()).isEqualToIgnoringNewLines("Mirroring of " + item() + " is off.");
        assertThat(stop.err())
                .isEqualToIgnoringNewLines("fabric-mirroring: stopping mirroring of " + item() + "."
                        + "fabric-mirroring: Fabric has accepted the stop.");
        assertThat(fabric.mirroringOn()).isFalse();
        assertThat(fabric.calls()).containsExactly("stopMirroring");
        assertThat(withDatabase().run("status").out()).doesNotContain("note");
    }

    @Test
    void stopNeedsNothingButTheItem() throws Exception {
        Result stop = jar.run("stop", "--item-url", fabric.itemUrl() + "?experience=fabric-developer");

        assertThat(stop.exitCode()).as(stop.err()).isZero();
        assertThat(stop.out())
                .startsWith("Fabric has accepted the stop of mirroring of " + item())
                .contains("--url");
        assertThat(fabric.calls()).containsExactly("stopMirroring");
    }

    @Test
    void stopFailsIfTheDatabaseDoesNotSayOffInTime() throws Exception {
        Result stop = withDatabase().run("stop", "--state-query", "select 1", "--stop-timeout", "1");

        assertThat(stop.exitCode()).isEqualTo(1);
        assertThat(stop.out()).isEmpty();
        assertThat(stop.err())
                .containsPattern("error: mirroring of " + item() + " was not off [\\d.]+ s after the stop")
                .contains("Fabric has accepted the stop, so it may be off later", "raise --stop-timeout")
                .doesNotContain("\tat ");
        assertThat(fabric.calls()).containsExactly("stopMirroring");
    }

    @Test
    void stopFailsWithFabricsWords() throws Exception {
        fabric.faultAlways(Operation.STOP_MIRRORING, FORBIDDEN);

        Result stop = configured().run("stop", "--json");

        assertThat(stop.exitCode()).isEqualTo(1);
        assertThat(stop.err()).contains("error: Fabric answered 403 InsufficientPrivileges to stopMirroring");
        assertThat(stop.out()).startsWith("{\"error\":\"Fabric answered 403");
    }

    @Test
    void nothingIsStoppedIfTheDatabaseDoesNotAnswer() throws Exception {
        server.stop();

        Result stop = withDatabase().run("stop");

        assertThat(stop.exitCode()).isEqualTo(1);
        assertThat(stop.err())
                .contains("error: the database jdbc:h2:tcp://localhost:")
                .contains("does not answer");
        assertThat(fabric.calls()).isEmpty();
    }

    // start

    @Test
    void startWaitsUntilTheDatabaseSaysOn() throws Exception {
        fabric.switchMirroring(false);

        Result start = withDatabase().run("start", "--json");

        assertThat(start.exitCode()).as(start.err()).isZero();
        assertThat(start.out())
                .isEqualToIgnoringNewLines("{\"mirroring\":\"on\",\"workspaceId\":\"" + fabric.workspaceId()
                        + "\",\"sqlDatabaseId\":\"" + fabric.sqlDatabaseId() + "\"}");
        assertThat(fabric.calls()).containsExactly("startMirroring");
    }

    @Test
    void startNeedNotWait() throws Exception {
        Result start = withDatabase().run("start", "--no-wait", "--state-query", "select 0");

        assertThat(start.exitCode()).as(start.err()).isZero();
        assertThat(start.out())
                .isEqualToIgnoringNewLines("Fabric has accepted the start of mirroring of " + item() + ".");
    }

    @Test
    void startFailsIfTheDatabaseDoesNotSayOnInTime() throws Exception {
        Result start = withDatabase().run("start", "--state-query", "select 0", "--start-timeout", "1");

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.err())
                .containsPattern(
                        "error: Fabric has accepted the start, but mirroring is not on [\\d.]+ s later \\(the database says off\\)");
    }

    @Test
    void startIsTriedEvenIfTheDatabaseDoesNotAnswer() throws Exception {
        fabric.switchMirroring(false);
        server.stop();

        Result start = withDatabase().run("start", "--no-wait");

        assertThat(start.exitCode()).as(start.err()).isZero();
        assertThat(start.err()).contains("warning: starting mirroring without knowing who has stopped it");
        assertThat(fabric.calls()).containsExactly("startMirroring");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void startRemovesTheNoteThatAKilledRunHasLeft() throws Exception {
        long killed = killRun();

        Result status = withDatabase().run("status");
        assertThat(status.exitCode()).as(status.err()).isEqualTo(3);
        assertThat(status.out())
                .contains("Mirroring is off.")
                .contains("A note says that mirroring was stopped at ", " (sh, process " + killed + ", ");
        Result json = withDatabase().run("status", "--json");
        assertThat(json.out()).contains("\"notes\":[{\"phase\":\"off\",\"since\":\"", "\"process\":\"" + killed + "\"");

        Result start = withDatabase().run("start");

        assertThat(start.exitCode()).as(start.err()).isZero();
        assertThat(withDatabase().run("status").out())
                .contains("Mirroring is on.")
                .doesNotContain("note");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void runTakesOverWhatAKilledRunHasLeft() throws Exception {
        killRun();

        Result run = withDatabase().run("run", "--", "true");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("that process is gone", "started again");
        assertThat(withDatabase().run("status").out())
                .contains("Mirroring is on.")
                .doesNotContain("note");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    /** While its command is at work. */
    private long killRun() throws Exception {
        Process run = withDatabase().start("run", "--", "sh", "-c", "echo running; exec sleep 60");
        await().atMost(1, TimeUnit.MINUTES).until(() -> jar.out().contains("running"));
        run.descendants().forEach(ProcessHandle::destroyForcibly);
        run.destroyForcibly().waitFor();
        return run.pid();
    }

    // status

    @ParameterizedTest
    @CsvSource({"select 1, on, 0", "select 0, off, 3", "none, unknown, 4", "auto, unknown, 4"})
    void statusShowsTheStateByItsExitCode(String stateQuery, String state, int exitCode) throws Exception {
        Result status = withDatabase().run("status", "--state-query", stateQuery);

        assertThat(status.out()).startsWith("Mirroring is " + state + ".");
        assertThat(status.exitCode()).isEqualTo(exitCode);
        assertThat(status.err()).isEmpty();
        assertThat(fabric.calls()).isEmpty();
    }

    @Test
    void statusOfAnItemShowsItsName() throws Exception {
        Result status = configured().run("status", "--json");

        assertThat(status.exitCode()).isEqualTo(4);
        assertThat(status.out())
                .isEqualToIgnoringNewLines("{\"mirroring\":\"unknown\",\"workspaceId\":\"" + fabric.workspaceId()
                        + "\",\"sqlDatabaseId\":\"" + fabric.sqlDatabaseId() + "\",\"displayName\":\"Sales\"}");
    }

    @Test
    void statusOfAnItemThatIsNotThereFails() throws Exception {
        Result status = jar.run(
                "status",
                "--workspace-id",
                fabric.workspaceId().toString(),
                "--sql-database-id",
                UUID.randomUUID().toString());

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.err()).contains("Fabric answered 404 ItemNotFound to getSqlDatabase");
    }

    // run

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void runKeepsMirroringOffAroundTheCommandAndPassesItsInputOutputAndExitCode() throws Exception {
        fabric.hold(Operation.START_MIRRORING);
        Process process = withDatabase().input("from the input\n").start("run", "--", "sh", "-c", "cat; exit 7");

        fabric.awaitCall(Operation.START_MIRRORING, Duration.ofMinutes(1));
        assertThat(jar.out()).isEqualTo("from the input\n");
        fabric.release(Operation.START_MIRRORING);

        Result run = jar.end(process);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
        assertThat(run.err()).contains("off after ", "started again, after ");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        await().until(fabric::mirroringOn);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void runTakesTheCommandsOwnOptionsForTheCommands() throws Exception {
        Result run = withDatabase().run("run", "sh", "-c", "echo \"$@\"", "sh", "--help", "--url", "x");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("--help --url x\n");
    }

    /** Flyway would not begin in a schema that has a table and no schema history. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void runLeavesNoNoteWhereFlywayHasNotBeenYet() throws Exception {
        execute("drop table \"flyway_schema_history\"");

        Result run = withDatabase().run("run", "--", "true");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("warning: this schema has no table yet", "run `fabric-mirroring start`");
        try (ResultSet tables = database.getMetaData().getTables(null, "PUBLIC", "%", null)) {
            assertThat(tables.next()).isFalse();
        }
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void runWithoutADatabaseSaysThatNobodySawMirroringOff() throws Exception {
        Result run = configured().run("run", "--", "true");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("going on with true. Set --url to have it waited for.");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the locale is Linux's")
    void anArgumentThatTheLocaleWouldSpoilIsRefused() throws Exception {
        Result run = withDatabase().environment("LC_ALL", "C").run("run", "--", "sh", "-c", "echo M\u00fcller");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Set LC_ALL to one that has them");
        assertThat(fabric.calls()).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void runLeavesMirroringAsItWasFound() throws Exception {
        fabric.switchMirroring(false);

        Result run = withDatabase().run("run", "--", "true");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("mirroring is off already, as true requires");
        assertThat(fabric.calls()).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nothingIsStoppedForACommandThatCannotBeRun() throws Exception {
        Path notExecutable = Files.writeString(folder.resolve("plain.txt"), "");

        Result notFound = withDatabase().run("run", "--", "no-such-command");
        Result notFile = withDatabase().run("run", "--", "/");
        Result notRun = withDatabase().run("run", "--", notExecutable.toString());

        assertThat(notFound.exitCode()).isEqualTo(127);
        assertThat(notFound.err()).contains("error: there is no command no-such-command; nothing was stopped.");
        assertThat(notFile.exitCode()).isEqualTo(127);
        assertThat(notFile.err()).contains("error: there is no command /; nothing was stopped.");
        assertThat(notRun.exitCode()).isEqualTo(126);
        assertThat(notRun.err()).contains("error: plain.txt is not executable; nothing was stopped.");
        assertThat(fabric.calls()).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void mirroringIsStartedAgainAfterACommandThatTheSystemRefuses() throws Exception {
        Path refused = Files.writeString(folder.resolve("refused"), "#!/no/such/interpreter\n");
        assertThat(refused.toFile().setExecutable(true)).isTrue();

        Result run = withDatabase().run("run", "--", refused.toString());

        assertThat(run.exitCode()).isEqualTo(126);
        assertThat(run.err()).contains("error: refused cannot be run: ");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "5, 5"})
    @DisabledOnOs(OS.WINDOWS)
    void aStartThatFailsAfterTheCommandFailsTheRunButHidesNoExitCode(int commands, int runs) throws Exception {
        fabric.faultAlways(Operation.START_MIRRORING, FORBIDDEN);

        Result run = withDatabase().run("run", "--", "sh", "-c", "exit " + commands);

        assertThat(run.exitCode()).isEqualTo(runs);
        assertThat(run.err())
                .contains("error: MIRRORING IS OFF and could not be started again: Fabric answered 403")
                .contains("Run `fabric-mirroring start`, which starts it, or start mirroring of " + item() + " by hand")
                .contains("az rest --method post");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "5, 5"})
    @DisabledOnOs(OS.WINDOWS)
    void aStartThatIsNotSeenToHappenFailsTheRunButHidesNoExitCode(int commands, int runs) throws Exception {
        fabric.faultAlways(Operation.START_MIRRORING, Fault.acceptedButNothingHappens());

        Result run = withDatabase().run("run", "--start-timeout", "1", "--", "sh", "-c", "exit " + commands);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(runs);
        assertThat(run.err())
                .containsPattern(
                        "error: Fabric has accepted the start, but mirroring is not on [\\d.]+ s later \\(the database says off\\)");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theCommandIsNotRunIfMirroringCannotBeStopped() throws Exception {
        fabric.faultAlways(Operation.STOP_MIRRORING, FORBIDDEN);

        Result run = withDatabase().run("run", "--", "sh", "-c", "echo run");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("nothing was stopped", "error: Fabric answered 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    @EnabledOnOs(value = OS.LINUX, disabledReason = "it needs setsid")
    void signalsGoToTheCommandAndMirroringIsStartedWhenItHasEnded(String signal) throws Exception {
        Path command = script(
                "command",
                "trap 'echo got " + signal + "; exit 9' " + signal + "\n"
                        + "echo waiting\n"
                        + "while :; do sleep 0.1; done\n");
        // Without the signals that a background job is told to ignore, and without a terminal, which sends what is
        // typed to both.
        Process process = withDatabase()
                .launcher("env", "--default-signal=INT,HUP", "setsid")
                .start("run", "--", command.toString());
        await().atMost(1, TimeUnit.MINUTES).until(() -> jar.out().contains("waiting"));

        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();

        Result run = jar.end(process);
        assertThat(run.out()).contains("got " + signal);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(9);
        assertThat(run.err()).contains("started again");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void mirroringIsStartedAgainIfTheRunIsToldToExitBeforeTheCommandRuns() throws Exception {
        Process process = withDatabase().start("run", "--state-query", "select 1", "--", "echo", "run");
        fabric.awaitCall(Operation.STOP_MIRRORING, Duration.ofMinutes(1));

        process.destroy();

        Result run = jar.end(process);
        assertThat(run.exitCode()).isEqualTo(143);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("the process is exiting; starting mirroring");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    /** Else the command would begin while mirroring is being started. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSignalBetweenOffAndTheCommandGoesToTheCommandOrKeepsItFromRunning() throws Exception {
        Process process = withDatabase().start("run", "--", "sh", "-c", "sleep 5; echo finished");
        // Not asked every 100 ms: it is a matter of a few.
        while (process.isAlive() && !jar.err().contains("off after ")) {
            Thread.onSpinWait();
        }

        process.destroy();

        Result run = jar.end(process);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(143);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("started again");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void runReadsNoFileForTheCommand() throws Exception {
        Files.writeString(folder.resolve("body.json"), "of the file");

        Result run = withDatabase().run("run", "--", "echo", "--data", "@body.json");

        assertThat(run.out()).isEqualTo("--data @body.json\n");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aRunInsideOfARunJoinsIt() throws Exception {
        String inner = "java -Djavax.net.ssl.trustStore=" + fabric.trustStore() + " -cp "
                + System.getProperty("dropInJar") + ":" + H2 + " " + FabricMirroring.class.getName()
                + " run -- echo inside";

        Result run = withDatabase().run("run", "--", "sh", "-c", inner);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("inside\n");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theLastOfSeveralRunsToEndStartsMirroring(@TempDir Path otherFolder) throws Exception {
        Process first = withDatabase()
                .start("run", "--", "sh", "-c", "echo running; while [ ! -e first-may-end ]; do sleep 0.1; done");
        await().atMost(1, TimeUnit.MINUTES).until(() -> jar.out().contains("running"));
        JarProcess firstJar = jar;
        jar = jarIn(otherFolder);
        Process last = withDatabase()
                .start("run", "--", "sh", "-c", "echo running; while [ ! -e last-may-end ]; do sleep 0.1; done");
        await().atMost(1, TimeUnit.MINUTES).until(() -> jar.out().contains("running"));

        Files.createFile(folder.resolve("first-may-end"));
        assertThat(firstJar.end(first).exitCode()).as(firstJar.err()).isZero();
        assertThat(fabric.calls()).containsExactly("stopMirroring");

        Files.createFile(otherFolder.resolve("last-may-end"));
        assertThat(jar.end(last).exitCode()).as(jar.err()).isZero();
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    // terminals

    /** A state query that has to be asked more than once, however slow the machine is. */
    private String onAtFirst() throws Exception {
        execute("create sequence looks");
        return "select case when next value for looks < 3 then 1 else 0 end";
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "it needs script")
    void onATerminalALineChangesWhileItWaitsAndIsGoneBeforeTheResult() throws Exception {
        Result stop =
                withDatabase().environment("TERM", "xterm").onTerminal().run("stop", "--state-query", onAtFirst());

        assertThat(stop.exitCode()).as(stop.out()).isZero();
        assertThat(stop.out())
                .contains("\u001B[?7l\r\u001B[Kfabric-mirroring: waiting for the database to say off, for ")
                .endsWith("\r\u001B[KMirroring of " + item() + " is off.\r\n");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "it needs script")
    void noControlCharactersGoToATerminalThatKnowsNone() throws Exception {
        Result stop = withDatabase().environment("TERM", "dumb").onTerminal().run("stop", "--state-query", onAtFirst());

        assertThat(stop.exitCode()).as(stop.out()).isZero();
        assertThat(stop.out()).contains("is off.").doesNotContain("\u001B");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "it needs script")
    void noControlCharactersGoToAFileWhateverTheRestOfTheProcessIsConnectedTo() throws Exception {
        Path log = folder.resolve("log");

        Result stop = withDatabase()
                .environment("TERM", "xterm")
                .onTerminal()
                .errorsTo(log)
                .run("stop", "--state-query", onAtFirst());

        assertThat(stop.exitCode()).as(stop.out()).isZero();
        assertThat(log).content().contains("Fabric has accepted the stop.").doesNotContain("\u001B");
    }

    // settings

    @Test
    void aFlywayConfigurationFileSaysItAll() throws Exception {
        Path toml = Files.writeString(
                folder.resolve("flyway.toml"),
                """
                [environments.production]
                url = "%s"
                user = "sa"
                password = "${env.SECRET}"
                schemas = ["PUBLIC", "other"]

                [flyway]
                environment = "production"

                [flyway.fabricMirroring]
                itemUrl = "%s"
                stateQuery = "%s"
                pollInterval = 1
                """
                        .formatted(url, fabric.itemUrl(), WatchedDatabase.STATE_QUERY));

        Result status = jar.onClasspath(H2)
                .environment("SECRET", "database-password")
                .run("status", "--config", toml.toString());

        assertThat(status.exitCode()).as(status.err()).isZero();
        assertThat(status.out()).contains("Mirroring is on.", "\"Sales\" is " + item());
    }

    @Test
    void anOptionGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws Exception {
        Path conf = Files.writeString(
                folder.resolve("flyway.conf"),
                "flyway.url=" + url + "\nflyway.user=sa\nflyway.password=database-password\n"
                        + "flyway.fabricMirroring.workspaceId=" + UUID.randomUUID()
                        + "\nflyway.fabricMirroring.sqlDatabaseId=" + UUID.randomUUID()
                        + "\nflyway.fabricMirroring.stateQuery=select 1\n");
        jar.onClasspath(H2).environment("FLYWAY_FABRIC_MIRRORING_ITEM_URL", fabric.itemUrl());

        assertThat(jar.run("status", "--config", conf.toString()).exitCode()).isZero();
        jar.environment("FLYWAY_FABRIC_MIRRORING_STATE_QUERY", "select 0");
        assertThat(jar.run("status", "--config", conf.toString()).exitCode()).isEqualTo(3);
        assertThat(jar.run("status", "--config", conf.toString(), "--state-query", "none")
                        .exitCode())
                .isEqualTo(4);
    }

    @Test
    void whatIsEmptyIsNotSet() throws Exception {
        Path toml = Files.writeString(
                folder.resolve("ids.toml"),
                "[flyway.fabricMirroring]\nworkspaceId = \"%s\"\nsqlDatabaseId = \"%s\"\n"
                        .formatted(fabric.workspaceId(), fabric.sqlDatabaseId()));

        Result status = jar.environment("FLYWAY_FABRIC_MIRRORING_ITEM_URL", "")
                .environment("FLYWAY_URL", "")
                .run("status", "--config", toml.toString(), "--url", "");

        assertThat(status.exitCode()).as(status.err()).isEqualTo(4);
        assertThat(status.out()).contains("\"Sales\" is " + item());
    }

    @Test
    void commandsWorkWhereTagsAreIgnored() throws Exception {
        Result stop = configured()
                .environment("FLYWAY_FABRIC_MIRRORING_ENABLED", "false")
                .run("stop");

        assertThat(stop.exitCode()).as(stop.err()).isZero();
        assertThat(fabric.calls()).containsExactly("stopMirroring");
    }

    @Test
    void anEnvironmentOfFlywaysMeansNothingWithoutAConfigurationFile() throws Exception {
        Result status =
                withDatabase().environment("FLYWAY_ENVIRONMENT", "production").run("status");

        assertThat(status.exitCode()).as(status.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "flyway.toml, [flyway.fabricMirroring]%nitemUrl = \"%s\"",
        "flyway.conf, flyway.fabricMirroring.itemUrl=%s"
    })
    void aConfigurationFileMayBeginWithAByteOrderMark(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "\uFEFF" + text.formatted(fabric.itemUrl()));

        Result status = jar.run("status", "--config", file.toString());

        assertThat(status.out()).contains("\"Sales\" is " + item());
    }

    @Test
    void jsonIsTheSameInEveryEncoding() throws Exception {
        fabric.faultAlways(Operation.STOP_MIRRORING, Fault.status(403, "Forbidden", "Nein, f\u00FCr \"Sie\"\nnicht."));

        Result stop = configured().environment("LC_ALL", "C").run("stop", "--json");

        assertThat(stop.out()).contains("Nein, f\\u00FCr \\\"Sie\\\"\\nnicht.").hasLineCount(1);
    }

    /** What is after the arrow is in the message. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                " -> a command is missing: stop, start, status or run",
                "halt -> Unmatched argument at index 0: 'halt'",
                "stop -> which SQL database? Give its address in the Fabric portal as --item-url",
                "run --item-url %item -> Missing required parameter: 'COMMAND'",
                "status -> Nothing to check: pass --url, --item-url, or both.",
                "stop --itemurl -> Unknown option: '--itemurl'",
                "stop --password=p -> Unknown option: '--password'",
                "stop --item-url %item --workspace-id 01234567-89ab-cdef-0123-456789abcdef -> --workspace-id is"
                        + " \"01234567-89ab-cdef-0123-456789abcdef\", but --item-url has ",
                "stop --item-url https://example.org -> --item-url (FLYWAY_FABRIC_MIRRORING_ITEM_URL) is"
                        + " \"https://example.org\": expected the portal's address",
                "stop --item-url %item --stop-timeout 1m -> --stop-timeout (FLYWAY_FABRIC_MIRRORING_STOP_TIMEOUT) is"
                        + " \"1m\": expected a whole number of seconds",
                "stop --item-url %item --api-endpoint http://x -> --api-endpoint (FLYWAY_FABRIC_MIRRORING_API_ENDPOINT)"
                        + " is \"http://x\": expected an https address",
                "stop --workspace-id 01234567-89ab-cdef-0123-456789abcdef -> --workspace-id is"
                        + " \"01234567-89ab-cdef-0123-456789abcdef\", but --sql-database-id (FLYWAY_FABRIC_MIRRORING_SQL_DATABASE_ID) is not set",
                "stop --item-url %item --url jdbc:nothing:x?password=p -> no JDBC driver on the classpath takes"
                        + " jdbc:nothing:x. Add the driver's jar: java -cp",
                "status --environment x -> --environment is one of those in Flyway's configuration file",
                "status --config latin1.conf -> latin1.conf is not UTF-8",
                "stop --config nowhere.toml -> there is no file nowhere.toml",
                "stop --config broken.toml -> broken.toml is not TOML",
                "stop --config misspelled.conf -> misspelled.conf: there is no setting"
                        + " flyway.fabricMirroring.itemURL; there are flyway.fabricMirroring.workspaceId",
                "stop --config reference.conf -> reference.conf: flyway.fabricMirroring.itemUrl refers to ${NOT_THERE}",
                "stop --config reference.conf --environment x -> reference.conf has no [environments.x]."
            })
    void wrongUsageIsReportedAndDoesNothing(String usageAndMessage) throws Exception {
        Files.writeString(folder.resolve("broken.toml"), "[flyway\n");
        Files.writeString(folder.resolve("misspelled.conf"), "flyway.fabricMirroring.itemURL=x\n");
        Files.writeString(folder.resolve("reference.conf"), "flyway.fabricMirroring.itemUrl=${NOT_THERE}\n");
        Files.writeString(folder.resolve("latin1.conf"), "# \u00E4\n", StandardCharsets.ISO_8859_1);
        String[] parts = usageAndMessage.split(" ?-> ");
        String usage = parts[0].strip().replace("%item", fabric.itemUrl());

        Result result = jar.run(usage.isEmpty() ? new String[0] : usage.split(" "));

        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains("error: " + parts[1], "--help`").doesNotContain("\tat ", "password=p");
        assertThat(result.out()).isEmpty();
        assertThat(fabric.journal()).isEmpty();
    }

    @Test
    void whoeverIsSignedInToAzureConnectsToSqlServerWithoutTheDriversOwnLibraries() throws Exception {
        jar.onClasspath(Path.of(System.getProperty("testClasses")));

        Result byToken = configured()
                .run("status", "--url", "jdbc:sqlserver://x;database=y;authentication=ActiveDirectoryDefault");
        Result byUrl = configured().run("status", "--url", "jdbc:sqlserver://x;database=y;integratedSecurity=true");

        assertThat(byToken.exitCode()).isEqualTo(1);
        assertThat(byToken.err())
                .contains("the database jdbc:sqlserver://x does not answer: asked for jdbc:sqlserver://x;database=y"
                        + " with [accessToken]");
        assertThat(byUrl.err()).contains("integratedSecurity=true with []");
    }

    // what is around

    @Test
    void helpVersionAndCompletionAreThere() throws Exception {
        for (String command : new String[] {"stop", "start", "status", "run"}) {
            Result help = jar.run(command, "--help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.out())
                    .startsWith("Usage: fabric-mirroring " + command)
                    .contains("--item-url=ADDRESS", "--stop-timeout=SECONDS", "--config=FILE", "--url=JDBC-URL");
        }
        assertThat(jar.run("--help").out()).contains("stop", "start", "status", "run", "Exit codes:", "az login");
        assertThat(jar.run("--version").out()).startsWith("Fabric Mirroring for Flyway 1.");
        assertThat(jar.run("generate-completion").out()).contains("complete -F").contains("--item-url");
    }

    @Test
    void detailIsOnlyShownIfAskedForAndHoldsNoSecret() throws Exception {
        Result plain = withDatabase().run("stop");
        Result detail = withDatabase().run("-X", "start");

        assertThat(plain.err()).doesNotContain("SLF4J", "azure");
        assertThat(detail.exitCode()).as(detail.err()).isZero();
        assertThat(detail.err())
                .contains("com.azure.identity")
                .doesNotContain("SLF4J", fabric.token(), fabric.identityHeader(), "database-password");
        assertThat(detail.out()).isEqualToIgnoringNewLines("Mirroring of " + item() + " is on.");
    }
}
