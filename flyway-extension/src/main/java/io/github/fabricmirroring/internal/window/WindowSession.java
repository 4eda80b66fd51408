package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;

/** Port: one window's connection to the database, which carries its locks, its note and its looks at the state. */
public interface WindowSession extends AutoCloseable {

    Locks locks();

    Notes notes();

    /**
     * Asks the database whether it is being mirrored.
     *
     * @throws SessionLostException if the connection is gone
     * @throws MirroringException if the database could not be asked, or its answer is invalid
     */
    MirroringState state();

    /** Gives the locks back. Never fails; may be called from any thread, to break off what hangs in another one. */
    @Override
    void close();
}
