package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.window.Presence.Debt;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import java.time.Duration;
import java.util.Optional;

/** Waits for what an accepted call will do, or may never do, as its caller may have died before it. */
final class Settling {

    private final Messages messages;
    private final Duration pollInterval;
    private final Duration atMost;

    /**
     * @param atMost what has not shown by then does not come
     */
    Settling(Messages messages, Duration pollInterval, Duration atMost) {
        this.messages = messages;
        this.pollInterval = pollInterval;
        this.atMost = atMost;
    }

    /**
     * @param within for whoever cannot wait that long
     * @return whether nothing is outstanding any more: not if the wait was broken off, or had to be shorter
     * @throws SessionLostException if the connection is gone
     */
    boolean await(Presence presence, Optional<Phase> outstanding, Duration within, Waiting waiting) {
        return outstanding
                .filter(phase -> phase != Phase.OFF)
                .map(phase -> await(
                        presence, phase == Phase.STARTING ? MirroringState.ON : MirroringState.OFF, within, waiting))
                .orElse(true);
    }

    /** As long as it may take. */
    boolean await(Presence presence, Optional<Phase> outstanding, Waiting waiting) {
        return await(presence, outstanding, atMost, waiting);
    }

    private boolean await(Presence presence, MirroringState shown, Duration within, Waiting waiting) {
        if (says(shown, presence)) {
            return true;
        }
        if (presence.debt() == Debt.START_ONCE_OFF) {
            messages.awaitingOwnStop();
        } else {
            messages.settling(shown);
        }
        Duration since = waiting.now();
        StateWatch watch = new StateWatch(messages, pollInterval, waiting);
        MirroringState said =
                watch.await(shown, presence::state, since, within.compareTo(atMost) < 0 ? within : atMost);
        return said == shown
                || said == MirroringState.UNKNOWN
                || waiting.since(since).compareTo(atMost) >= 0;
    }

    private static boolean says(MirroringState shown, Presence presence) {
        try {
            return presence.state() == shown;
        } catch (SessionLostException e) {
            throw e;
        } catch (MirroringException e) {
            return false; // Neither for the first look nor for a later one is that the end.
        }
    }
}
