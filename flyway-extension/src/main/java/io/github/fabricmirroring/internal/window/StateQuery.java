package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;

/** Port: asks the database whether it is being mirrored. */
public interface StateQuery {

    /**
     * @throws MirroringException if the database could not be asked, or its answer makes no sense
     */
    MirroringState ask();
}
