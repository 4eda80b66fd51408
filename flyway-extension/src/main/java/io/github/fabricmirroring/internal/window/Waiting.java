package io.github.fabricmirroring.internal.window;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Lets time pass for one thread, until it is interrupted or the process exits. */
class Waiting {

    private final ThisProcess process;
    private final CountDownLatch brokenOff;

    Waiting(ThisProcess process, CountDownLatch brokenOff) {
        this.process = process;
        this.brokenOff = brokenOff;
    }

    /** Waits that nothing ends early. */
    UnbrokenWaiting whateverHappens() {
        return new UnbrokenWaiting(process);
    }

    Duration now() {
        return process.now();
    }

    Duration since(Duration then) {
        return process.now().minus(then);
    }

    /** Returns whether all that time has passed: not if the thread was interrupted, or the process exits. */
    boolean pass(Duration time) {
        try {
            return passOrBeInterrupted(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Keeps an interrupt from what comes next, if nothing is to end that early. */
    void postponeInterrupt() {}

    final boolean passOrBeInterrupted(Duration time) throws InterruptedException {
        return !process.pause(time, brokenOff);
    }
}
