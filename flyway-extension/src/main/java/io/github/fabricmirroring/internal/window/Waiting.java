package io.github.fabricmirroring.internal.window;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets time pass for one thread, until it is interrupted or the process exits. */
final class Waiting {

    private final ThisProcess process;
    private final CountDownLatch brokenOff;
    private final Optional<AtomicBoolean> postponed;

    Waiting(ThisProcess process, CountDownLatch brokenOff) {
        this(process, brokenOff, Optional.empty());
    }

    private Waiting(ThisProcess process, CountDownLatch brokenOff, Optional<AtomicBoolean> postponed) {
        this.process = process;
        this.brokenOff = brokenOff;
        this.postponed = postponed;
    }

    /** Waits that nothing ends early. */
    Waiting whateverHappens() {
        return new Waiting(process, new CountDownLatch(1), Optional.of(new AtomicBoolean()));
    }

    Duration now() {
        return process.now();
    }

    Duration since(Duration then) {
        return process.now().minus(then);
    }

    /** Returns whether all that time has passed: not if the thread was interrupted, or the process exits. */
    boolean pass(Duration time) {
        Duration since = process.now();
        try {
            return !process.pause(time, brokenOff);
        } catch (InterruptedException e) {
            if (postponed.isPresent()) {
                postponed.get().set(true);
                return pass(time.minus(since(since)));
            }
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An interrupted thread would give up each wait and each call before it began, so its interrupt has to wait. */
    void postponeInterrupt() {
        postponed.ifPresent(interrupt -> interrupt.set(Thread.interrupted()));
    }

    /** Now that it cannot do any harm. */
    void passOnInterrupt() {
        if (postponed.filter(AtomicBoolean::get).isPresent()) {
            Thread.currentThread().interrupt();
        }
    }
}
