package io.github.fabricmirroring.benchmark;

import java.io.IOException;

/** The smallest heap that a run passes with. */
final class Heap {

    interface Attempt {

        /** Returns whether the run passes with {@code -Xmx} of so many megabytes. */
        boolean passes(int megabytes) throws IOException, InterruptedException;
    }

    private Heap() {}

    /**
     * Returns that heap in megabytes, to 1 MB.
     *
     * @param fails a heap that is too small for certain
     * @param passes a heap that is large enough
     * @throws IOException if it is not
     */
    static int smallest(int fails, int passes, Attempt attempt) throws IOException, InterruptedException {
        if (!attempt.passes(passes)) {
            throw new IOException("The run does not pass with " + passes + " MB of heap");
        }
        int below = fails;
        int enough = passes;
        while (enough - below > 1) {
            int tried = (below + enough) / 2;
            if (attempt.passes(tried)) {
                enough = tried;
            } else {
                below = tried;
            }
        }
        return enough;
    }
}
