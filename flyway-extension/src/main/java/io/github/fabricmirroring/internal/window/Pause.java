package io.github.fabricmirroring.internal.window;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How a window measures time and lets it pass; replaced where a test must not wait. */
interface Pause {

    Pause REAL = new Pause() {
        @Override
        public Duration now() {
            return Duration.ofNanos(System.nanoTime());
        }

        @Override
        public boolean until(CountDownLatch called, Duration atMost) throws InterruptedException {
            return called.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }
    };

    /** A point on a clock that only ever goes forward, to be compared with another one of this process. */
    Duration now();

    /** Lets time pass until somebody calls. Returns whether somebody did. */
    boolean until(CountDownLatch called, Duration atMost) throws InterruptedException;
}
