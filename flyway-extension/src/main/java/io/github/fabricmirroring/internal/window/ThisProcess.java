package io.github.fabricmirroring.internal.window;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a window needs of the process that it is in; replaced where a test must not wait, or not be random. */
interface ThisProcess {

    ThisProcess REAL = new ThisProcess() {
        @Override
        public Duration now() {
            return Duration.ofNanos(System.nanoTime());
        }

        @Override
        public boolean pause(Duration atMost, CountDownLatch until) throws InterruptedException {
            return until.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void awaitEnd(Thread thread, Duration atMost) throws InterruptedException {
            thread.join(atMost.toMillis());
        }

        @Override
        public String newId() {
            return UUID.randomUUID().toString();
        }

        @Override
        public void addShutdownHook(Thread hook) {
            Runtime.getRuntime().addShutdownHook(hook);
        }

        @Override
        public void removeShutdownHook(Thread hook) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    };

    /** A point on a clock that only ever goes forward, to be compared with another one of this process. */
    Duration now();

    /** Lets time pass until the latch opens. Returns whether it did. */
    boolean pause(Duration atMost, CountDownLatch until) throws InterruptedException;

    /** Returns once the thread has ended, or that time has passed. */
    void awaitEnd(Thread thread, Duration atMost) throws InterruptedException;

    /** An id that nothing else has. */
    String newId();

    /**
     * @throws IllegalStateException if the process is exiting
     */
    void addShutdownHook(Thread hook);

    /**
     * @throws IllegalStateException if the process is exiting
     */
    void removeShutdownHook(Thread hook);
}
