package io.github.fabricmirroring.internal.window;

/** A connection to a {@link SimulatedWorld}'s database. */
final class Connection {

    private enum Line {
        OPEN,
        LOST,
        CLOSED
    }

    private Line line = Line.OPEN;
    private boolean hasKept;

    boolean isLost() {
        return line == Line.LOST;
    }

    boolean isOpen() {
        return line == Line.OPEN;
    }

    /** By the network, or the death of its owner. */
    void lose() {
        line = Line.LOST;
    }

    /** By its owner. */
    void close() {
        line = Line.CLOSED;
    }

    /** Whether it has had a keeper lock that it gave back. */
    boolean hasKept() {
        return hasKept;
    }

    void stoppedKeeping() {
        hasKept = true;
    }
}
