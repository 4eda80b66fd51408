package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.Operation;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code java -jar shop.jar}, as it would run in production, with azure-identity's own credential. Public for H2, which
 * calls {@link #hold}.
 */
public class FatJarIT {

    private static final Path FAT_JAR = Path.of(System.getProperty("fatJar"));

    private static CountDownLatch held;
    private static CountDownLatch letGo;

    @TempDir
    Path directory;

    private final MirroredDatabase database = new MirroredDatabase();
    private Server server;
    private Process process;

    @BeforeEach
    void serveDatabase() throws SQLException {
        held = new CountDownLatch(1);
        letGo = new CountDownLatch(1);
        server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start();
    }

    @AfterEach
    void close() {
        letGo.countDown();
        if (process != null) {
            process.destroyForcibly();
        }
        server.stop();
        database.close();
    }

    @Test
    void tagsAreFoundInTheJarInTheJarsInsideItAndOnBeans() throws Exception {
        run(Map.of());

        assertThat(exitCode()).as(output()).isZero();
        assertThat(output())
                .contains("stopping mirroring of SQL database " + database.fabric.sqlDatabaseId() + " in workspace "
                        + database.fabric.workspaceId() + " for V3__columnstore_index_on_sales.sql.")
                .contains("for 3 migrations.")
                .contains("flyway: 6 create sold")
                .doesNotContain(database.fabric.token(), database.fabric.identityHeader());
        assertThat(database.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(database.fabric.mirroringOn()).isTrue();
        try (JarFile jar = new JarFile(FAT_JAR.toFile())) {
            assertThat(jar.stream().map(Object::toString))
                    .contains("BOOT-INF/classes/db/shop/h2/V3__columnstore_index_on_sales.sql")
                    .anyMatch(name -> name.startsWith("BOOT-INF/lib/returns-"))
                    .noneMatch(name -> name.contains("V4__"));
        }
    }

    @Test
    void withTagsIgnoredTheDatabaseRefuses() throws Exception {
        run(Map.of("FABRIC_MIRRORING_ENABLED", "false"));

        assertThat(exitCode()).as(output()).isEqualTo(1);
        assertThat(output())
                .contains("V3__columnstore_index_on_sales.sql requires mirroring to be off, but tags are ignored")
                .contains("'cci_sales' cannot be created");
        assertThat(database.fabric.journal()).isEmpty();
    }

    @Test
    void whereNothingTaggedIsPendingNoClassOfAzureIsLoaded() throws Exception {
        Path loaded = directory.resolve("classes.txt");

        // Reactor is no sign: Spring itself loads it where it is.
        run(Map.of("SPRING_FLYWAY_TARGET", "2"), "-Xlog:class+load:file=" + loaded);

        assertThat(exitCode()).as(output()).isZero();
        assertThat(database.fabric.journal()).isEmpty();
        assertThat(Files.readString(loaded))
                .contains("io.github.fabricmirroring.flyway.MirroringCallback ")
                .doesNotContain("com.azure.", "com.microsoft.aad.");
    }

    @Test
    void flywaysOwnEnvironmentVariablesWorkAsWell() throws Exception {
        run(Map.of(
                "FABRIC_MIRRORING_ITEM_URL",
                "",
                "FLYWAY_FABRIC_MIRRORING_ITEM_URL",
                database.fabric.itemUrl(),
                "FABRIC_MIRRORING_POLL_INTERVAL",
                "1"));

        assertThat(exitCode()).as(output()).isZero();
        assertThat(database.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void aValueThatMakesNoSenseIsToldInSpringBootsWay() throws Exception {
        run(Map.of("FABRIC_MIRRORING_STOP_TIMEOUT", "-5"));

        assertThat(exitCode()).as(output()).isEqualTo(1);
        assertThat(output())
                .contains("APPLICATION FAILED TO START")
                .contains(
                        "fabric.mirroring.stop-timeout (FLYWAY_FABRIC_MIRRORING_STOP_TIMEOUT) is \"-5\": expected a whole number of seconds, 0 or more.")
                .doesNotContain("\tat ");
        assertThat(database.fabric.journal()).isEmpty();
    }

    @Test
    void aMigrationThatCannotHaveMirroringOffIsToldInSpringBootsWay() throws Exception {
        database.fabric.faultAlways(
                Operation.STOP_MIRRORING, Fault.status(403, "InsufficientPrivileges", "The caller does not have access"));

        run(Map.of());

        assertThat(exitCode()).as(output()).isEqualTo(1);
        assertThat(output())
                .containsSubsequence("APPLICATION FAILED TO START", "Description:", "403", "Action:", "start the application again")
                .doesNotContain("\tat ");
        assertThat(database.fabric.mirroringOn()).isTrue();
    }

    @Test
    void mirroringThatWasLeftOffIsToldInSpringBootsWay() throws Exception {
        database.fabric.faultAlways(
                Operation.START_MIRRORING, Fault.status(403, "InsufficientPrivileges", "The caller does not have access"));

        run(Map.of());

        assertThat(exitCode()).as(output()).isEqualTo(1);
        assertThat(output())
                .containsSubsequence(
                        "APPLICATION FAILED TO START", "Description:", "MIRRORING IS OFF", "Action:", "start the application again")
                .doesNotContain("\tat ");
    }

    @Test
    void mirroringIsStartedAgainWhenTheProcessIsTerminated() throws Exception {
        try (Connection connection = DriverManager.getConnection(database.url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("drop alias create_clustered_columnstore_index");
            statement.execute("create alias create_clustered_columnstore_index for '"
                    + getClass().getName() + ".hold'");
        }
        run(Map.of());
        await().atMost(Duration.ofMinutes(2)).until(() -> held.getCount() == 0 || !process.isAlive());
        assertThat(process.isAlive()).as(output()).isTrue();

        process.destroy();

        await().atMost(Duration.ofMinutes(1)).until(() -> output().contains("Fabric mirroring: started again"));
        // Spring Boot's own shutdown hook waits until the application has started, and so for the migration.
        letGo.countDown();
        assertThat(exitCode()).as(output()).isEqualTo(128 + 15);
        assertThat(database.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(database.fabric.mirroringOn()).isTrue();
    }

    /** In place of the database's own procedure. */
    public static void hold(String index, String table) throws InterruptedException {
        held.countDown();
        letGo.await();
    }

    private void run(Map<String, String> environment, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djavax.net.ssl.trustStore=" + database.fabric.trustStore());
        command.add("-Djavax.net.ssl.trustStorePassword=changeit");
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", FAT_JAR.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile());
        builder.environment().keySet().removeIf(name -> name.contains("FABRIC_MIRRORING_"));
        builder.environment().putAll(database.fabric.environment());
        builder.environment()
                .putAll(Map.of(
                        "SPRING_DATASOURCE_USERNAME",
                        "sa",
                        "SPRING_DATASOURCE_URL",
                        "jdbc:h2:tcp://localhost:" + server.getPort() + "/" + database.name + ";MODE=MSSQLServer",
                        "FABRIC_MIRRORING_ITEM_URL",
                        database.fabric.itemUrl(),
                        "FABRIC_MIRRORING_API_ENDPOINT",
                        database.fabric.apiEndpoint().toString(),
                        "FABRIC_MIRRORING_STATE_QUERY",
                        WatchedDatabase.STATE_QUERY,
                        "FABRIC_MIRRORING_POLL_INTERVAL",
                        "10ms"));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    private int exitCode() throws InterruptedException, IOException {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(output()).isTrue();
        return process.exitValue();
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output.txt"));
    }
}
