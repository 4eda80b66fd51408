package io.github.fabricmirroring.internal.window;

import java.util.function.Consumer;

/**
 * A row of FAULTS.md, and how to get there on fake ports.
 *
 * @param trouble makes it go wrong, from then on until it is mended
 */
record WindowFault(FaultRow row, Consumer<FaultyProject> trouble) {

    @Override
    public String toString() {
        return row.toString();
    }
}
