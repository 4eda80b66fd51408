package io.github.fabricmirroring.internal.window;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Lets time pass, whatever happens. An interrupted thread would give up each wait and each call before it began, so its
 * interrupt is kept until {@link #passOnInterrupt}.
 */
final class UnbrokenWaiting extends Waiting {

    private enum Interrupt {
        NONE,
        POSTPONED
    }

    private volatile Interrupt interrupt = Interrupt.NONE;

    UnbrokenWaiting(ThisProcess process) {
        super(process, new CountDownLatch(1));
    }

    @Override
    boolean pass(Duration time) {
        Duration since = now();
        try {
            return passOrBeInterrupted(time);
        } catch (InterruptedException e) {
            interrupt = Interrupt.POSTPONED;
            return pass(time.minus(since(since)));
        }
    }

    @Override
    void postponeInterrupt() {
        if (Thread.interrupted()) {
            interrupt = Interrupt.POSTPONED;
        }
    }

    /** Now that it cannot do any harm. */
    void passOnInterrupt() {
        if (interrupt == Interrupt.POSTPONED) {
            interrupt = Interrupt.NONE;
            Thread.currentThread().interrupt();
        }
    }
}
