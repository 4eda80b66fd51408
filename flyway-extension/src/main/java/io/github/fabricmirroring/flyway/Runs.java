package io.github.fabricmirroring.flyway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * The runs that are not over. A run fires all its events from the thread that called {@code migrate}, with one
 * configuration object; inside a migration or a callback, the same thread may have another run. What ended without an
 * event goes with the next run of its thread, or with the thread.
 */
final class Runs {

    /** Innermost first. */
    private final ThreadLocal<Deque<MirroringRun>> runs = ThreadLocal.withInitial(ArrayDeque::new);

    /** In Flyway 11, which does not say whose event it is. */
    Optional<MirroringRun> innermost() {
        return Optional.ofNullable(runs.get().peek());
    }

    Optional<MirroringRun> of(Configuration configuration) {
        Deque<MirroringRun> all = runs.get();
        Optional<MirroringRun> found =
                all.stream().filter(run -> run.isOf(configuration)).findFirst();
        found.ifPresent(run -> {
            while (all.peek() != run) {
                all.pop().abandoned();
            }
        });
        return found;
    }

    MirroringRun of(Configuration configuration, Supplier<MirroringRun> begun) {
        return of(configuration).orElseGet(() -> {
            MirroringRun run = begun.get();
            runs.get().push(run);
            return run;
        });
    }

    void remove(MirroringRun run) {
        runs.get().remove(run);
        forgetThreadWithoutRuns();
    }

    /** Before another run of this thread: one whose connection is closed has ended without an event. */
    void endAbandoned() {
        endAbandoned(MirroringRun::isConnectionClosed);
    }

    /** The same, and so has one with the configuration of the run that begins. */
    void endAbandoned(Configuration beginning) {
        endAbandoned(run -> run.isOf(beginning) || run.isConnectionClosed());
    }

    private void endAbandoned(Predicate<MirroringRun> isAbandoned) {
        List<MirroringRun> abandoned = runs.get().stream().filter(isAbandoned).toList();
        abandoned.forEach(MirroringRun::abandoned);
        runs.get().removeAll(abandoned);
        forgetThreadWithoutRuns();
    }

    private void forgetThreadWithoutRuns() {
        if (runs.get().isEmpty()) {
            runs.remove();
        }
    }
}
