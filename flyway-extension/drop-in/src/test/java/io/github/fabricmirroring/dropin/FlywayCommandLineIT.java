package io.github.fabricmirroring.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.standin.Call;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.Operation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The drop-in jar in the real command line, as a process. The H2 database is a file that this JVM serves by TCP, so
 * that its functions run here: they tell what the stand-in has seen so far, or hold a migration. It is public because
 * H2 calls them.
 */
@DisabledIfSystemProperty(named = "cliSkipped", matches = "true", disabledReason = "-DskipCli")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it runs the shell script")
public class FlywayCommandLineIT {

    private static final Path DROP_IN_JAR = Path.of(System.getProperty("dropInJar"));
    private static final Path UNPACKED = Path.of(System.getProperty("cli"));

    private static final Path EXAMPLE = Path.of("../../examples/command-line");

    private static final String TAG = "-- requires: mirroring-off\n";
    private static final String SEE = "insert into seen values ('%s', calls_so_far());\n";

    private static FabricStandIn fabric;
    private static CountDownLatch held;
    private static CountDownLatch letGo;

    @TempDir
    private Path directory;

    private Server server;
    private Connection database;
    private CommandLine flyway;

    /** A function of the database. */
    public static String callsSoFar() {
        return String.join(" ", fabric.calls());
    }

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
            statement.execute("create alias calls_so_far for '" + getClass().getName() + ".callsSoFar'");
            statement.execute("create alias hold for '" + getClass().getName() + ".hold'");
        }
        flyway = new CommandLine(UNPACKED, Files.createDirectory(directory.resolve("flyway")))
                .javaArgument("-Djavax.net.ssl.trustStore=" + fabric.trustStore())
                .javaArgument("-Djavax.net.ssl.trustStorePassword=changeit")
                .environment(fabric.environment())
                .environment(
                        "FLYWAY_URL", "jdbc:h2:tcp://localhost:" + server.getPort() + "/" + file + ";MODE=MSSQLServer")
                .environment("FLYWAY_USER", "sa")
                .environment("FLYWAY_PASSWORD", "sa");
    }

    @AfterEach
    void closeDatabase() throws SQLException {
        letGo.countDown();
        database.close();
        server.stop();
        fabric.close();
    }

    @Test
    void dropInJarAndEnvironmentAreEnough() throws Exception {
        fourMigrations();
        flyway.jar(DROP_IN_JAR, "drivers").environment(fabric.settingsInEnvironment());

        CommandLine.Result run = migrate();

        String item = "SQL database " + fabric.sqlDatabaseId() + " in workspace " + fabric.workspaceId();
        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(run.story())
                .containsExactly(
                        "migrating to 1 - sales",
                        "Fabric mirroring: stopping mirroring of " + item + " for V2__index.sql.",
                        "Fabric mirroring: off after N s.",
                        "migrating to 2 - index",
                        "migrating to 3 - second index",
                        "Fabric mirroring: started again, after N s off for 2 migrations.",
                        "migrating to 4 - view");
        assertThat(fabric.journal()).extracting(Call::name).containsExactly("token", "stopMirroring", "startMirroring");
        assertThat(fabric.journal().get(0).userAgent()).startsWith("azsdk-java-azure-identity/1.");
        assertThat(fabric.journal().get(1).userAgent()).startsWith("azsdk-java-flyway-fabric-mirroring/1.");
        assertThat(seen())
                .containsExactly("1: ", "2: stopMirroring", "3: stopMirroring", "4: stopMirroring startMirroring");
    }

    @Test
    void ofSeveralCopiesOfTheJarOneActs() throws Exception {
        fourMigrations();
        flyway.jar(DROP_IN_JAR, "drivers")
                .jar(DROP_IN_JAR, "jars")
                .environment(fabric.settingsInEnvironment())
                .environment("FLYWAY_JAR_DIRS", "jars");

        CommandLine.Result run = migrate();

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(run.story()).filteredOn(line -> line.contains("stopping")).hasSize(1);
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void dropInJarInJarDirsTakesItsSettingsFromTheEnvironment() throws Exception {
        fourMigrations();
        flyway.jar(DROP_IN_JAR, "jars")
                .environment(fabric.settingsInEnvironment())
                .environment("FLYWAY_JAR_DIRS", "jars");

        CommandLine.Result run = migrate();

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(seen())
                .containsExactly("1: ", "2: stopMirroring", "3: stopMirroring", "4: stopMirroring startMirroring");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway.toml", "flyway.conf"})
    void exampleRunsAsItIs(String configFile) throws Exception {
        flyway.jar(DROP_IN_JAR, "drivers")
                .environment(fabric.settingsInEnvironment())
                .file(configFile, Files.readString(EXAMPLE.resolve(configFile)));
        try (DirectoryStream<Path> scripts = Files.newDirectoryStream(EXAMPLE.resolve("sql"))) {
            for (Path script : scripts) {
                flyway.file("sql/" + script.getFileName(), Files.readString(script));
            }
        }

        CommandLine.Result run = migrate("-configFiles=" + configFile);

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(run.story())
                .containsSubsequence(
                        "migrating to 1 - create sales",
                        "Fabric mirroring: off after N s.",
                        "migrating to 2 - primary key of sales with region",
                        "Fabric mirroring: started again, after N s off for 1 migration.",
                        "migrating to 3 - sales per region");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway.toml", "flyway.conf", "command line"})
    void settingsComeFromFilesAndCommandLine(String source) throws Exception {
        fourMigrations();
        flyway.jar(DROP_IN_JAR, "drivers");

        CommandLine.Result run = migrate(configure(source, fabric.settings()));

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway.toml", "flyway.conf", "command line", "environment"})
    void tagsAreIgnoredIfEnabledIsFalse(String source) throws Exception {
        flyway.jar(DROP_IN_JAR, "drivers").file("sql/V1__sales.sql", TAG + "create table sales(id int);");

        CommandLine.Result run = migrate(configure(source, Map.of("enabled", "false")));

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(run.story())
                .contains("WARNING: Fabric mirroring: V1__sales.sql requires mirroring to be off, but tags are ignored"
                        + " because flyway.fabricMirroring.enabled is false.");
        assertThat(fabric.journal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway.toml", "flyway.conf", "command line", "environment"})
    void unknownNameIsFlywaysOwnError(String source) throws Exception {
        flyway.jar(DROP_IN_JAR, "drivers").file("sql/V1__sales.sql", "create table sales(id int);");

        CommandLine.Result run = migrate(configure(source, Map.of("stopTimeOut", "1")));

        assertThat(run.exitCode()).as(run.text()).isNotZero();
        assertThat(run.text()).contains("fabricMirroring.stopTimeOut").doesNotContain("Migrating schema");
    }

    @ParameterizedTest
    @ValueSource(strings = {"drivers", "jars"})
    void valueThatMakesNoSenseFailsBeforeAnythingRan(String folder) throws Exception {
        flyway.jar(DROP_IN_JAR, folder)
                .environment("FLYWAY_JAR_DIRS", "jars")
                .environment("FLYWAY_FABRIC_MIRRORING_STOP_TIMEOUT", "soon")
                .file("sql/V1__sales.sql", "create table sales(id int);");

        CommandLine.Result run = migrate();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
        assertThat(run.text())
                .contains("Fabric mirroring: flyway.fabricMirroring.stopTimeout (FLYWAY_FABRIC_MIRRORING_STOP_TIMEOUT)"
                        + " is \"soon\": expected a whole number of seconds, 0 or more.")
                .doesNotContain("Migrating schema");
    }

    @Test
    void untaggedProjectMakesNoCallAndLoadsNothingOfAzure() throws Exception {
        Path loaded = flyway.path("classes.txt");
        flyway.jar(DROP_IN_JAR, "drivers")
                .environment(fabric.settingsInEnvironment())
                .javaArgument("-Xlog:class+load:file=" + loaded)
                .file("sql/V1__sales.sql", "create table sales(id int);");

        CommandLine.Result run = migrate();

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(run.story()).containsExactly("migrating to 1 - sales");
        assertThat(fabric.journal()).isEmpty();
        assertThat(Files.readString(loaded))
                .contains("io.github.fabricmirroring.flyway.MirroringCallback ")
                .doesNotContain("com.azure.", "com.microsoft.aad.", "fabricmirroring.shaded.reactor.");
    }

    @Test
    void mirroringIsStartedAgainAfterAFailingMigration() throws Exception {
        flyway.jar(DROP_IN_JAR, "drivers")
                .environment(fabric.settingsInEnvironment())
                .file("sql/V1__sales.sql", TAG + "insert into nowhere values (1);");

        CommandLine.Result run = migrate();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
        assertThat(run.text()).contains("\"NOWHERE\" not found");
        assertThat(run.story()).contains("Fabric mirroring: started again, after N s off for 1 migration.");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void mirroringIsStartedAgainWhenTheProcessIsTerminated() throws Exception {
        flyway.jar(DROP_IN_JAR, "drivers")
                .environment(fabric.settingsInEnvironment())
                .file("sql/V1__sales.sql", TAG + "call hold();");

        Process process = flyway.start();
        assertThat(held.await(1, TimeUnit.MINUTES)).as("the migration runs").isTrue();
        // The script waits for java, and does not hand signals on.
        process.children().forEach(ProcessHandle::destroy);
        CommandLine.Result run = flyway.end(process);

        assertThat(run.exitCode()).as(run.text()).isEqualTo(128 + 15);
        assertThat(run.story().get(run.story().size() - 1))
                .startsWith("Fabric mirroring: started again, after N s off.");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(fabric.journal())
                .as("no sign-in at the exit")
                .extracting(Call::name)
                .containsOnlyOnce("token");
        assertNothingUnwanted(run);
    }

    @Test
    void refusedTokenIsToldInASentence() throws Exception {
        fabric.faultAlways(Operation.TOKEN, Fault.status(400, "invalid_request", "Identity not found"));
        flyway.jar(DROP_IN_JAR, "drivers")
                .environment(fabric.settingsInEnvironment())
                .file("sql/V1__sales.sql", TAG + "create table sales(id int);");

        CommandLine.Result run = migrate();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
        assertThat(run.text())
                .contains("Fabric mirroring: No token for " + fabric.apiEndpoint()
                        + "/.default to stop and start mirroring of SQL database")
                .doesNotContain("\tat ");
        assertThat(fabric.calls()).isEmpty();
    }

    /** What az is signed in with there expires within minutes: it is not asked. */
    @ParameterizedTest
    @ValueSource(strings = {"GitHub Actions", "Azure Pipelines"})
    void aPipelineSignsInByItselfWithoutASecret(String pipeline) throws Exception {
        flyway.jar(DROP_IN_JAR, "drivers")
                .without("AZURE_TOKEN_CREDENTIALS", "IDENTITY_ENDPOINT", "IDENTITY_HEADER")
                .environment(environment(pipeline))
                .environment(fabric.settingsInEnvironment())
                .file("sql/V1__sales.sql", TAG + "create table sales(id int);");

        CommandLine.Result run = migrate();

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(fabric.journal())
                .extracting(Call::name)
                .containsSubsequence("assertion", "token", "stopMirroring", "startMirroring")
                .containsOnlyOnce("token");
        assertThat(run.text()).doesNotContain(fabric.pipelines().secrets()).doesNotContain(fabric.token());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GitHub Actions", "Azure Pipelines"})
    void aPipelineThatAzureDoesNotTrustIsToldSo(String pipeline) throws Exception {
        fabric.faultAlways(
                Operation.TOKEN,
                Fault.body(
                        401,
                        "application/json",
                        "{\"error\": \"invalid_client\", \"error_description\": \"AADSTS700213: No matching federated"
                                + " identity record found.\"}"));
        flyway.jar(DROP_IN_JAR, "drivers")
                .without("AZURE_TOKEN_CREDENTIALS", "IDENTITY_ENDPOINT", "IDENTITY_HEADER")
                .environment(environment(pipeline))
                .environment(fabric.settingsInEnvironment())
                .file("sql/V1__sales.sql", TAG + "create table sales(id int);");

        CommandLine.Result run = migrate();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
        assertThat(run.text())
                .contains(pipeline + ": AADSTS700213: No matching federated identity record found.")
                .doesNotContain("fabricmirroring.shaded", "com.azure.identity", "\tat ")
                .doesNotContain(fabric.pipelines().secrets());
        assertThat(fabric.calls()).isEmpty();
    }

    private static Map<String, String> environment(String pipeline) {
        return pipeline.equals("GitHub Actions")
                ? fabric.pipelines().gitHubEnvironment()
                : fabric.pipelines().azurePipelinesEnvironment();
    }

    @Test
    void debugOutputShowsWhatAzureIdentityDidButNoToken() throws Exception {
        flyway.jar(DROP_IN_JAR, "drivers")
                .environment(fabric.settingsInEnvironment())
                .environment("AZURE_LOG_LEVEL", "verbose")
                .environment("AZURE_HTTP_LOG_DETAIL_LEVEL", "body_and_headers")
                .file("sql/V1__sales.sql", TAG + "create table sales(id int);");

        CommandLine.Result run = migrate("-X");

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(run.text()).contains("DEBUG: Fabric mirroring: com.azure.identity.ManagedIdentityCredential: ");
    }

    private void fourMigrations() throws IOException {
        flyway.file(
                        "sql/V1__sales.sql",
                        "create table sales(id int); create table seen(version int, calls varchar(100));\n"
                                + SEE.formatted(1))
                .file(
                        "sql/V2__index.sql",
                        TAG + "call create_clustered_columnstore_index('cci', 'sales');\n" + SEE.formatted(2))
                .file(
                        "sql/V3__second_index.sql",
                        TAG + "call create_clustered_columnstore_index('cci2', 'sales');\n" + SEE.formatted(3))
                .file("sql/V4__view.sql", "create view v as select * from sales;\n" + SEE.formatted(4));
    }

    /** Returns the options for the command line, if it is the source. */
    private String[] configure(String source, Map<String, String> settings) throws IOException {
        List<String> options = new ArrayList<>();
        StringBuilder file = new StringBuilder(source.equals("flyway.toml") ? "[flyway.fabricMirroring]\n" : "");
        settings.forEach((name, value) -> {
            switch (source) {
                case "flyway.toml" -> file.append(name + " = \"" + value + "\"\n");
                case "flyway.conf" -> file.append("flyway.fabricMirroring." + name + "=" + value + "\n");
                case "command line" -> options.add("-fabricMirroring." + name + "=" + value);
                default ->
                    flyway.environment(
                            "FLYWAY_FABRIC_MIRRORING_"
                                    + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT),
                            value);
            }
        });
        if (source.startsWith("flyway.")) {
            flyway.file(source, file.toString());
        }
        return options.toArray(String[]::new);
    }

    private CommandLine.Result migrate(String... options) throws IOException, InterruptedException {
        CommandLine.Result run = flyway.migrate(options);
        assertNothingUnwanted(run);
        return run;
    }

    private static void assertNothingUnwanted(CommandLine.Result run) {
        assertThat(run.text()).doesNotContain("SLF4J", fabric.token(), fabric.identityHeader());
    }

    private List<String> seen() throws SQLException {
        List<String> seen = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("select version, calls from seen order by version")) {
            while (rows.next()) {
                seen.add(rows.getInt(1) + ": " + rows.getString(2));
            }
        }
        return seen;
    }
}
