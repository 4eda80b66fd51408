package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;

/** Port: the database whose mirroring a window stops. */
public interface WindowDatabase {

    /**
     * Opens a connection for one window.
     *
     * @throws MirroringException if none can be had
     */
    WindowSession open();
}
