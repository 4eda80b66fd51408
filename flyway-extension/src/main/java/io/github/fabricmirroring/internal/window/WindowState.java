package io.github.fabricmirroring.internal.window;

import java.util.EnumSet;
import java.util.Set;

/** Where a window of this process stands, and where it may go from there. */
enum WindowState {
    /** There is no window. */
    NONE,
    /** The gate is taken, or waited for, to have mirroring off. */
    OPENING,
    /** Mirroring is off, and a migration that needs it off is about to run or runs. */
    OPEN,
    /**
     * That migration has ended, its transaction has not: mirroring is started when the next event shows that it has.
     */
    DUE,
    /** Mirroring is being started, of this window or of one whose owner is dead. */
    STARTING,
    /** Mirroring could not be started, or was not seen on in time. The note stands, and that has been reported. */
    LEFT_OFF;

    private Set<WindowState> successors() {
        return switch (this) {
            case NONE, LEFT_OFF -> EnumSet.of(OPENING, STARTING);
            case OPENING -> EnumSet.of(NONE, OPEN, STARTING);
            case OPEN -> EnumSet.of(DUE, OPENING, STARTING);
            case DUE -> EnumSet.of(OPEN, OPENING, STARTING);
            case STARTING -> EnumSet.of(NONE, LEFT_OFF);
        };
    }

    /** Whether mirroring is off through this window, for all that this process knows. */
    boolean isOpen() {
        return this == OPEN || this == DUE;
    }

    WindowState to(WindowState next) {
        if (!successors().contains(next)) {
            throw new IllegalStateException("a window does not go from " + this + " to " + next);
        }
        return next;
    }
}
