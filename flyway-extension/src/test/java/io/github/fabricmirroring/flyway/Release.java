package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import io.github.fabricmirroring.standin.FabricStandIn;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import reactor.core.publisher.Mono;

/**
 * A release of a team's software: a Flyway in a process of its own, which runs {@code migrate} whenever it is told to.
 */
final class Release implements AutoCloseable {

    private static final String END = "END ";

    private final String name;
    private final Path scripts;
    private final Path output;
    private final Process process;
    private final BufferedWriter commands;

    private int runs;

    private Release(String name, Path scripts, Path output, Process process) {
        this.name = name;
        this.scripts = scripts;
        this.output = output;
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** @param environment where tokens come from; if it is empty, there is one already */
    static Release start(Path folder, String name, Map<String, String> environment, String... scripts) {
        FabricStandIn.trustInThisJvm();
        try {
            SharedDatabase.write(folder.resolve(name), scripts);
            Path output = folder.resolve(name + ".out");
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Djavax.net.ssl.trustStore=" + System.getProperty("javax.net.ssl.trustStore"),
                            "-Djavax.net.ssl.trustStorePassword=changeit",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Migrating.class.getName())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new Release(name, folder.resolve(name), output, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void migrate(SharedDatabase database, Duration startTimeout) {
        runs++;
        try {
            commands.write(String.join(
                            "\t",
                            database.url(),
                            scripts.toString(),
                            database.fabric.itemUrl(),
                            database.fabric.apiEndpoint().toString(),
                            database.fabric.token(),
                            SharedDatabase.stateQuery(name),
                            Long.toString(startTimeout.toSeconds()))
                    + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(output(), e);
        }
    }

    /** How the last run ended: {@code ok}, or the failure. */
    String awaitEnd() {
        SharedDatabase.await().conditionEvaluationListener(null).until(() -> ends().size() >= runs || !isAlive());
        assertThat(ends()).as(output()).hasSize(runs);
        return ends().get(runs - 1);
    }

    boolean isRunning() {
        return ends().size() < runs;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private List<String> ends() {
        return output().lines()
                .filter(line -> line.startsWith(END))
                .map(line -> line.substring(END.length()))
                .toList();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    /** As {@code kill}. */
    void terminate() {
        process.destroy();
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(output()).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Reads one run per line. */
    static final class Migrating {

        private Migrating() {}

        public static void main(String[] arguments) throws IOException {
            boolean environmentHasToken = System.getenv("IDENTITY_ENDPOINT") != null;
            BufferedReader runs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String run = runs.readLine(); run != null; run = runs.readLine()) {
                String[] settings = run.split("\t");
                MirroringCallback.Builder callback = MirroringCallback.builder()
                        .itemUrl(settings[2])
                        .apiEndpoint(settings[3])
                        .stateQuery(settings[5])
                        .startTimeout(Duration.ofSeconds(Long.parseLong(settings[6])))
                        .pollInterval(Duration.ofMillis(10));
                if (!environmentHasToken) {
                    callback.credential(request -> Mono.just(
                            new AccessToken(settings[4], OffsetDateTime.now().plusHours(1))));
                }
                System.out.println(END + migrate(settings, callback.build()));
            }
        }

        private static String migrate(String[] settings, MirroringCallback callback) {
            try {
                Flyway.configure()
                        .dataSource(settings[0], "sa", "")
                        .locations("filesystem:" + settings[1])
                        .loggers(CapturedLog.class.getName())
                        .callbacks(
                                new BeforeOurs(
                                        Path.of(settings[1]).getFileName().toString()),
                                callback)
                        .load()
                        .migrate();
                return "ok";
            } catch (FlywayException e) {
                return e.getMessage().replaceAll("\\s+", " ");
            }
        }
    }

    /** Tells the database of events before the callback under test has them. */
    private record BeforeOurs(String release) implements Callback {

        @Override
        public String getCallbackName() {
            // As ours, and registered before it.
            return "";
        }

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_VERSIONED;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            String point = event == Event.BEFORE_EACH_MIGRATE
                    ? "before " + context.getMigrationInfo().getScript()
                    : "after versioned";
            try (Statement statement = context.getConnection().createStatement()) {
                statement.execute("call reached('" + release + " " + point + "')");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
