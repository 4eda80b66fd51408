package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a window learns that the process is told to exit. */
final class ProcessExit {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessExit.class);

    private final ThisProcess process;
    private final CountDownLatch exiting = new CountDownLatch(1);

    private Optional<Thread> hook = Optional.empty();
    private Optional<Thread> caller = Optional.empty();

    ProcessExit(ThisProcess process) {
        this.process = process;
    }

    /**
     * @throws MirroringException if the process is exiting or the thread interrupted
     */
    void refuseIfBrokenOff(String purpose, Messages messages) {
        refuse();
        if (Thread.currentThread().isInterrupted()) {
            throw new MirroringException(messages.interrupted(purpose));
        }
    }

    /** Opened when the process is told to exit; each wait ends then. */
    CountDownLatch exiting() {
        return exiting;
    }

    boolean hasBegun() {
        return exiting.getCount() == 0;
    }

    /**
     * @throws MirroringException if the process is exiting
     */
    void refuse() {
        if (hasBegun()) {
            throw new MirroringException(Messages.EXITING);
        }
    }

    /**
     * From now on the shutdown hook stands ready.
     *
     * @throws MirroringException if the process is exiting
     */
    synchronized void arm(Runnable onExit) {
        refuse();
        if (hook.isPresent()) {
            return;
        }
        Thread thread = new Thread(onExit, "fabric-mirroring-shutdown");
        try {
            process.addShutdownHook(thread);
            hook = Optional.of(thread);
        } catch (IllegalStateException e) {
            exiting.countDown();
            refuse();
        }
    }

    /** Takes the shutdown hook away, unless the process is exiting. */
    synchronized void disarm() {
        if (hasBegun() || hook.isEmpty()) {
            return;
        }
        try {
            process.removeShutdownHook(hook.get());
        } catch (IllegalStateException e) {
            LOG.debug("The process is exiting; the shutdown hook finds no window");
        }
        hook = Optional.empty();
    }

    /** Makes a call that the exit breaks off. */
    void breakable(Runnable call) {
        synchronized (this) {
            refuse();
            caller = Optional.of(Thread.currentThread());
        }
        try {
            call.run();
        } finally {
            synchronized (this) {
                caller = Optional.empty();
                if (hasBegun()) {
                    // The interrupt was meant for the call; it must not reach a database driver.
                    Thread.interrupted();
                }
            }
        }
    }

    synchronized void begin() {
        exiting.countDown();
        caller.ifPresent(Thread::interrupt);
    }
}
