package io.github.fabricmirroring.benchmark;

import io.github.fabricmirroring.flyway.MirroringCallback;
import io.github.fabricmirroring.standin.Call;
import io.github.fabricmirroring.standin.EngineEdition;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.H2InFabric;
import io.github.fabricmirroring.standin.Operation;
import io.github.fabricmirroring.standin.SqlDatabaseInFabric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * How soon the stop call arrives once a tagged migration's turn has come, in processes that have done nothing of the
 * kind before, on a database in Fabric: the sign-in is done by then.
 */
final class TurnToStop {

    private static final Project PROJECT = Project.of(3, List.of(1), Duration.ZERO, Duration.ZERO);
    private static final String TAGGED = Project.script(PROJECT.taggedVersions().get(0));
    private static final String TURN = "turn of the tagged one: ";

    private TurnToStop() {}

    static List<Duration> measure(int processes, Path folder) throws SQLException, IOException, InterruptedException {
        Path scripts = PROJECT.write(folder.resolve("turn-to-stop"));
        // The stand-in is not what is to be measured cold.
        once(scripts);
        List<Duration> durations = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            durations.add(once(scripts));
        }
        return durations;
    }

    private static Duration once(Path scripts) throws SQLException, IOException, InterruptedException {
        SqlDatabaseInFabric item = SqlDatabaseInFabric.named("Benchmark");
        try (H2InFabric database = H2InFabric.start(item, EngineEdition.SQL_DATABASE_IN_FABRIC);
                FabricStandIn fabric = FabricStandIn.builder()
                        .item(item)
                        .database(database.h2Url(), "sa", "")
                        .delay(Duration.ZERO)
                        .start()) {
            database.showMirroring();
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(Work.createAlias());
            }
            Instant turn = turnIn(process(fabric, database.h2Url(), item.jdbcUrl(), scripts));
            return fabric.journal().stream()
                    .filter(call -> call.name().equals(Operation.STOP_MIRRORING.pathName()))
                    .map(Call::at)
                    .map(stop -> Duration.between(turn, stop))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Process process(FabricStandIn fabric, String h2Url, String url, Path scripts) throws IOException {
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djavax.net.ssl.trustStore=" + fabric.trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=changeit",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Migrating.class.getName(),
                        h2Url,
                        url,
                        scripts.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().putAll(fabric.environment());
        process.environment()
                .put(
                        "FLYWAY_FABRIC_MIRRORING_API_ENDPOINT",
                        fabric.apiEndpoint().toString());
        return process.start();
    }

    private static Instant turnIn(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("A run has failed: " + output);
        }
        return output.lines()
                .filter(line -> line.startsWith(TURN))
                .map(line -> Instant.parse(line.substring(TURN.length())))
                .findFirst()
                .orElseThrow();
    }

    /** One run, with no setting but where the stand-in is. */
    static final class Migrating {

        private Migrating() {}

        public static void main(String[] arguments) {
            Flyway.configure()
                    .envVars()
                    .dataSource(H2InFabric.dataSource(arguments[0], arguments[1]))
                    .locations("filesystem:" + arguments[2])
                    .loggers(InProcess.SILENT)
                    .callbacks(new Timed())
                    .load()
                    .migrate();
        }
    }

    /** Says when the tagged migration's turn has come. */
    private static final class Timed extends MirroringCallback {

        @Override
        public void handle(Event event, Context context) {
            Instant now = Instant.now();
            if (event == Event.BEFORE_EACH_MIGRATE
                    && context.getMigrationInfo().getScript().equals(TAGGED)) {
                System.out.println(TURN + now);
            }
            super.handle(event, context);
        }
    }
}
