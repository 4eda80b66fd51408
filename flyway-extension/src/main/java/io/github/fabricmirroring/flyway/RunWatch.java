package io.github.fabricmirroring.flyway;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;

/**
 * Notices that a run with an open window has ended without an event that would have reached us: an {@link Error} in a
 * migration fires none, and of a callback that comes before ours, a failure keeps later events from ours. The process
 * may live on, and mirroring is off.
 *
 * <p>A run is over when its thread is dead, or when it is outside Flyway and Flyway has closed the connection of the
 * migrations.
 */
final class RunWatch {

    private static final long INTERVAL_MILLIS = 250;

    private final MirroringRun run;
    private final CountDownLatch end = new CountDownLatch(1);

    /** Nothing until the window is open for the first time. */
    private Thread watcher;

    RunWatch(MirroringRun run) {
        this.run = run;
    }

    /** By the run's own thread; once is enough. */
    void begin() {
        if (watcher == null) {
            Thread runner = Thread.currentThread();
            watcher = new Thread(() -> watch(runner), "fabric-mirroring-watch");
            watcher.setDaemon(true);
            watcher.start();
        }
    }

    void end() {
        end.countDown();
    }

    private void watch(Thread runner) {
        try {
            while (!end.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isOver(runner)) {
                    run.abandoned();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOver(Thread runner) {
        return !runner.isAlive() || (run.isConnectionClosed() && !isInsideFlyway(runner));
    }

    private static boolean isInsideFlyway(Thread runner) {
        return Arrays.stream(runner.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Flyway.class.getName()));
    }
}
