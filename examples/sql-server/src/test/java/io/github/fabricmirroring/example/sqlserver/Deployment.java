package io.github.fabricmirroring.example.sqlserver;

import com.azure.core.credential.AccessToken;
import io.github.fabricmirroring.example.sqlserver.Server.Address;
import io.github.fabricmirroring.flyway.MirroringCallback;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import reactor.core.publisher.Mono;

/** A process that migrates a test's database, when it is told to. */
final class Deployment {

    private static final String PAUSE = ".pause";

    private final Process process;
    private final Path output;
    private final Path go;

    private Deployment(Process process, Path output, Path go) {
        this.process = process;
        this.output = output;
        this.go = go;
    }

    static Deployment start(ServerTest test, String name) {
        Path output = test.scripts.resolve(name + ".out");
        Path go = test.scripts.resolve(name + ".go");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djavax.net.ssl.trustStore=" + test.fabric.trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=changeit",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Deployment.class.getName(),
                        test.database.address.url(),
                        test.database.address.user(),
                        test.schema,
                        test.scripts.toString(),
                        test.fabric.itemUrl(),
                        test.fabric.apiEndpoint().toString(),
                        go.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PASSWORD", test.database.address.password());
        builder.environment().put("TOKEN", test.fabric.token());
        try {
            return new Deployment(builder.start(), output, go);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of all processes, the first that has executed this script goes no further: it does not commit. */
    static void pauseFirstInside(ServerTest test, String script) {
        create(test.scripts.resolve(script + PAUSE));
    }

    boolean isPausedInside(ServerTest test, String script) {
        return Files.exists(paused(test.scripts, script, pid()));
    }

    private static Path paused(Path scripts, String script, String pid) {
        return scripts.resolve(script + ".paused." + pid);
    }

    void awaitReady() {
        Awaitility.await().atMost(ServerTest.LONG).until(() -> output().contains("ready") || !process.isAlive());
    }

    void go() {
        create(go);
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As notes name it. */
    String pid() {
        return Long.toString(process.pid());
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(ServerTest.LONG.toSeconds(), TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("It does not end: " + output());
        }
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws SQLException {
        Address address = new Address(arguments[0], arguments[1], System.getenv("PASSWORD"));
        TestDatabase database = address.url().startsWith("jdbc:h2:")
                ? SqlServerOnH2.at(address)
                : new TestDatabase(address, address, null);
        MirroringCallback mirroring = MirroringCallback.builder()
                .itemUrl(arguments[4])
                .apiEndpoint(arguments[5])
                .stateQuery(WatchedDatabase.STATE_QUERY)
                .pollInterval(Duration.ofMillis(20))
                .credential(request -> Mono.just(new AccessToken(
                        System.getenv("TOKEN"), OffsetDateTime.now().plusHours(1))))
                .build();
        Flyway flyway = Flyway.configure()
                .dataSource(database.dataSource())
                .schemas(arguments[2])
                .locations("filesystem:" + arguments[3])
                .callbacks(mirroring, new Pause(Path.of(arguments[3])))
                .load();
        System.out.println("ready");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Files.exists(Path.of(arguments[6])));
        flyway.migrate();
        System.exit(0);
    }

    /** Inside a migration's transaction. */
    private record Pause(Path scripts) implements Callback {

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_EACH_MIGRATE;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            String script = context.getMigrationInfo().getScript();
            String pid = Long.toString(ProcessHandle.current().pid());
            try {
                // Only one process can.
                Files.move(scripts.resolve(script + PAUSE), paused(scripts, script, pid));
                Thread.sleep(ServerTest.LONG.toMillis());
            } catch (NoSuchFileException e) {
                // Not this script, or not the first.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public String getCallbackName() {
            return "pause";
        }
    }
}
