package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In which phase a window is, and which thread may change it: the run's or, once the process is exiting, the shutdown hook's.
 * Whoever closes claims the window first, so mirroring is started once.
 */
final class WindowGuard {

    enum Phase {
        CLOSED,
        OPENING,
        OPEN,
        CLOSING
    }

    private static final Logger LOG = LoggerFactory.getLogger(WindowGuard.class);

    private final Runnable onShutdown;
    private final CountDownLatch shutdown = new CountDownLatch(1);

    private Phase phase = Phase.CLOSED;
    private Thread shutdownHook;
    private Thread stopping;
    private boolean shuttingDown;

    /**
     * @param onShutdown what the shutdown hook does, which is there from {@link #begin} to {@link #release}
     */
    WindowGuard(Runnable onShutdown) {
        this.onShutdown = onShutdown;
    }

    /** Opened when the process is told to exit. */
    CountDownLatch shutdown() {
        return shutdown;
    }

    synchronized boolean isOpen() {
        return phase != Phase.CLOSED;
    }

    synchronized boolean isShuttingDown() {
        return shuttingDown;
    }

    synchronized void refuseDuringShutdown() {
        if (shuttingDown) {
            throw new MirroringException("the process is exiting, so mirroring is not stopped any more.");
        }
    }

    /**
     * @throws MirroringException if the process is exiting
     */
    void begin(Phase first) {
        Thread hook = new Thread(onShutdown, "fabric-mirroring-shutdown");
        synchronized (this) {
            refuseDuringShutdown();
            if (shutdownHook == null) {
                try {
                    Runtime.getRuntime().addShutdownHook(hook);
                } catch (IllegalStateException e) {
                    shuttingDown = true;
                    refuseDuringShutdown();
                }
                shutdownHook = hook;
            }
            phase = first;
        }
    }

    /**
     * @throws MirroringException if the process is exiting
     */
    synchronized void advanceTo(Phase next) {
        refuseDuringShutdown();
        phase = next;
    }

    /** Returns whether the run may close now, and nobody else. */
    synchronized boolean claim(Phase expected) {
        return !shuttingDown && take(expected);
    }

    private boolean take(Phase expected) {
        if (phase != expected) {
            return false;
        }
        phase = Phase.CLOSING;
        return true;
    }

    synchronized void closed() {
        phase = Phase.CLOSED;
        notifyAll();
    }

    /** Makes the stop call; the shutdown hook breaks it off, and waits for its end. */
    void stop(Runnable call) {
        synchronized (this) {
            refuseDuringShutdown();
            stopping = Thread.currentThread();
        }
        try {
            call.run();
        } finally {
            synchronized (this) {
                stopping = null;
                if (shuttingDown) {
                    // The hook's interrupt was meant for the call; it must not reach a database driver.
                    Thread.interrupted();
                }
                notifyAll();
            }
        }
        refuseDuringShutdown();
    }

    /** Takes the shutdown hook away, after what has to be done before that; if the process is exiting, neither. */
    synchronized void release(Runnable before) {
        if (shuttingDown) {
            return;
        }
        before.run();
        if (shutdownHook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(shutdownHook);
            } catch (IllegalStateException e) {
                LOG.debug("The process is exiting; the shutdown hook finds the window closed");
            }
            shutdownHook = null;
        }
    }

    /**
     * For the shutdown hook. Waits for a stop call under way, so that the start comes after it, and for a start call under way.
     *
     * @return whether the hook has to close the window
     */
    synchronized boolean claimOnShutdown(Duration atMost) throws InterruptedException {
        shuttingDown = true;
        shutdown.countDown();
        if (stopping != null) {
            stopping.interrupt();
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        while (stopping != null || phase == Phase.CLOSING) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                break;
            }
            wait(millis);
        }
        return take(Phase.OPENING) || take(Phase.OPEN);
    }
}
