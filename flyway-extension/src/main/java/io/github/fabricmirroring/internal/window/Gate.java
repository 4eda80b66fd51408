package io.github.fabricmirroring.internal.window;

import java.time.Duration;

/** Waits for the gate. */
final class Gate {

    /** How long the database is asked to wait at a time, so that an exit or an interrupt is noticed. */
    private static final Duration SLICE = Duration.ofMillis(500);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    /** After this long people want to know what a run is waiting for. */
    private static final Duration WORTH_A_LINE = Duration.ofSeconds(3);

    private final Messages messages;

    Gate(Messages messages) {
        this.messages = messages;
    }

    /**
     * @return whether the gate is taken: not if the time ran out, or the wait was broken off
     * @throws SessionLostException if the connection is gone
     */
    boolean take(Locks locks, Duration atMost, Waiting waiting) {
        Duration since = waiting.now();
        Duration reportAt = WORTH_A_LINE;
        while (!locks.takeGate(min(SLICE, atMost))) {
            Duration waited = waiting.since(since);
            if (waited.compareTo(reportAt) >= 0) {
                messages.waitingForGate(waited);
                reportAt = waited.plus(messages.progressInterval());
            }
            if (waited.compareTo(atMost) >= 0 || !waiting.pass(BETWEEN_TRIES)) {
                return false;
            }
        }
        return true;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
