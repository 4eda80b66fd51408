package io.github.fabricmirroring.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Migrations of mirrored databases in this JVM, where everybody waits most of the time: for scripts, for the stand-in,
 * for the next look at the state. So all of them go on at once.
 *
 * @param project of the ways
 * @param change from a call to the database saying so
 * @param answerAfter how long each answer takes
 */
record TimeOff(Project project, Duration change, Duration answerAfter, Duration pollInterval) {

    private static final Duration SHORT = Duration.ofMillis(50);

    /**
     * What an answer takes and a bit, so that some database says off just after a look, and its wait is the longest.
     */
    private static final Duration JUST_AFTER_A_LOOK = Duration.ofMillis(25);

    /**
     * @param ways in the order of {@link Way}
     */
    record Outcome(List<Way.Outcome> ways, List<Reaction> reactions) {}

    /**
     * @param databases on which reactions are measured, apart from the ways
     * @param windows on each of them
     */
    Outcome measure(int databases, int windows, Path folder) throws Exception {
        // The first calls in a JVM take longer.
        Project one = Project.of(2, List.of(1), SHORT, SHORT);
        Path oneTagged = one.write(folder.resolve("one-tagged"));
        for (Way way : Way.values()) {
            way.measure(one, oneTagged, SHORT, Duration.ZERO, SHORT);
        }
        Path scripts = project.write(folder.resolve("project"));
        Project apart = Project.of(2 * windows, Collections.nCopies(windows, 1), SHORT, SHORT);
        Path scriptsApart = apart.write(folder.resolve("apart"));
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Way.Outcome>> ways = new ArrayList<>();
            for (Way way : Way.values()) {
                ways.add(threads.submit(() -> way.measure(project, scripts, change, answerAfter, pollInterval)));
            }
            List<Future<List<Reaction>>> reactions = new ArrayList<>();
            for (int database = 0; database < databases; database++) {
                Duration moment = change.plus(answerAfter)
                        .plus(JUST_AFTER_A_LOOK)
                        .plus(pollInterval.multipliedBy(database).dividedBy(databases));
                reactions.add(threads.submit(() -> reactions(apart, scriptsApart, moment)));
            }
            return new Outcome(
                    all(ways), all(reactions).stream().flatMap(List::stream).toList());
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> List<T> all(List<Future<T>> underWay) throws ExecutionException, InterruptedException {
        List<T> done = new ArrayList<>();
        for (Future<T> one : underWay) {
            done.add(one.get());
        }
        return done;
    }

    private List<Reaction> reactions(Project apart, Path scripts, Duration moment)
            throws SQLException, IOException, InterruptedException {
        try (MirroredDatabase database = new MirroredDatabase(moment, answerAfter)) {
            Way.HERE.migrate(database, apart, scripts, pollInterval);
            return Reaction.of(database, apart);
        }
    }
}
