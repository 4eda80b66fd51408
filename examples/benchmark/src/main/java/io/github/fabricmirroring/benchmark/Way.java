package io.github.fabricmirroring.benchmark;

import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;

/** A way to have mirroring off for the migrations that need it. */
enum Way {
    HERE("the extension") {
        @Override
        void migrate(MirroredDatabase database, Project project, Path scripts, Duration pollInterval) {
            database.flyway(scripts)
                    .callbacks(database.callback().pollInterval(pollInterval).build())
                    .load()
                    .migrate();
        }
    },

    /** At its best: it goes on at the very moment that the database says off. */
    SCRIPT_AROUND("a script: stop, the whole migrate, start") {
        @Override
        void migrate(MirroredDatabase database, Project project, Path scripts, Duration pollInterval)
                throws IOException, InterruptedException {
            post(database.fabric(), Operation.STOP_MIRRORING);
            awaitMirroring(database.fabric(), false);
            database.flyway(scripts).load().migrate();
            post(database.fabric(), Operation.START_MIRRORING);
            awaitMirroring(database.fabric(), true);
        }
    },

    /** The extension again, with a run of its own for each tagged migration: a window ends with its run. */
    ONE_BY_ONE("one cycle per tagged migration") {
        @Override
        void migrate(MirroredDatabase database, Project project, Path scripts, Duration pollInterval) {
            for (int version : project.taggedVersions()) {
                migrate(database, scripts, pollInterval, MigrationVersion.fromVersion(Integer.toString(version)));
            }
            migrate(database, scripts, pollInterval, MigrationVersion.LATEST);
        }

        private void migrate(MirroredDatabase database, Path scripts, Duration pollInterval, MigrationVersion target) {
            database.flyway(scripts)
                    .callbacks(database.callback().pollInterval(pollInterval).build())
                    .target(target)
                    .load()
                    .migrate();
        }
    };

    /**
     * @param timesOff for how long mirroring was off, each time
     * @param whole from the first call to mirroring being on after the last migration
     */
    record Outcome(String name, List<Duration> timesOff, Duration whole) {

        int cycles() {
            return timesOff.size();
        }

        Duration timeOff() {
            return timesOff.stream().reduce(Duration.ZERO, Duration::plus);
        }
    }

    private static final Duration LOOK = Duration.ofMillis(2);

    private final String title;

    Way(String title) {
        this.title = title;
    }

    abstract void migrate(MirroredDatabase database, Project project, Path scripts, Duration pollInterval)
            throws IOException, InterruptedException;

    /**
     * @param change from a call to the database saying so
     * @param answerAfter how long each answer takes
     */
    Outcome measure(Project project, Path scripts, Duration change, Duration answerAfter, Duration pollInterval)
            throws SQLException, IOException, InterruptedException {
        try (MirroredDatabase database = new MirroredDatabase(change, answerAfter)) {
            long begin = System.nanoTime();
            migrate(database, project, scripts, pollInterval);
            return new Outcome(title, database.timesOff(), Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private static void post(FabricStandIn fabric, Operation operation) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fabric.apiEndpoint() + "/v1/workspaces/"
                        + fabric.workspaceId() + "/sqlDatabases/" + fabric.sqlDatabaseId() + "/"
                        + operation.pathName()))
                .header("Authorization", "Bearer " + fabric.token())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            throw new IOException("The stand-in answered " + status + " to " + operation.pathName());
        }
    }

    private static void awaitMirroring(FabricStandIn fabric, boolean on) throws InterruptedException {
        while (fabric.mirroringOn() != on) {
            Thread.sleep(LOOK.toMillis());
        }
    }
}
