package io.github.fabricmirroring.internal.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One service's schema history, with the lock that serves one process after the other. */
final class History {

    private final List<Integer> applied = new ArrayList<>();
    private Optional<SimulatedProcess> lockedBy = Optional.empty();

    boolean isFree() {
        return lockedBy.isEmpty();
    }

    void lock(SimulatedProcess process) {
        lockedBy = Optional.of(process);
    }

    void unlock(SimulatedProcess process) {
        lockedBy = lockedBy.filter(other -> other != process);
    }

    /** The first migration of that many that is not applied. */
    Optional<Integer> pending(int known) {
        return applied.size() < known ? Optional.of(applied.size()) : Optional.empty();
    }

    void apply(int migration) {
        applied.add(migration);
    }
}
