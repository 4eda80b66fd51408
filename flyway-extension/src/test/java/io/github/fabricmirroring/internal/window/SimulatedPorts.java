package io.github.fabricmirroring.internal.window;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** The ports of one process to a {@link SimulatedWorld}. Each call but those about time and ids is a step. */
final class SimulatedPorts implements WindowDatabase, ThisProcess {

    /** An {@link InterruptedException} on its way through the log. */
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted() {
            super("interrupted", null, false, false);
        }
    }

    /**
     * What a suspended process waits for.
     *
     * @param met whether others have done what it waits for
     * @param until when it goes on all the same
     * @param pause whether others have nothing to do with it
     */
    private record Wait(BooleanSupplier met, long until, boolean pause) {}

    private static final long FOREVER = Long.MAX_VALUE;

    private final SimulatedWorld world;
    private final CallLog log;

    private Optional<Connection> connection = Optional.empty();
    private Optional<Wait> wait = Optional.empty();
    private boolean alone;
    private boolean interruptsNextPause;
    private Optional<Thread> hook = Optional.empty();

    SimulatedPorts(SimulatedWorld world, CallLog log) {
        this.world = world;
        this.log = log;
    }

    /** The connection that it has, or believes to have. */
    Optional<Connection> connection() {
        return connection;
    }

    /** Whether it has lost its connection and does not know yet. */
    boolean hasUnnoticedLoss() {
        return connection.filter(Connection::isLost).isPresent();
    }

    /** From now on nothing else happens: a wait lets the time pass. */
    void alone() {
        alone = true;
    }

    void interruptNextPause() {
        interruptsNextPause = true;
    }

    Optional<Thread> hook() {
        return hook;
    }

    /** Whether it would get on if it was gone on with now. */
    boolean isReady() {
        return wait.map(its -> world.now() >= its.until() || its.met().getAsBoolean())
                .orElse(true);
    }

    /** When it gets on at the latest, if it waits for a time. */
    Optional<Long> waitsUntil() {
        return wait.map(Wait::until).filter(until -> until != FOREVER);
    }

    /** Whether nothing that others do would let it get on. */
    boolean isPausing() {
        return wait.filter(Wait::pause).isPresent();
    }

    /** Suspends the process until it is so. */
    boolean await(BooleanSupplier met) {
        return await(met, FOREVER, false);
    }

    /** Suspends the process until it is so, or that time has passed. Returns whether it is so. */
    boolean await(BooleanSupplier met, long atMost) {
        return await(met, atMost, false);
    }

    /** What it waited for does not matter any more. */
    void endWait() {
        wait = Optional.empty();
    }

    private boolean await(BooleanSupplier met, long atMost, boolean pause) {
        if (wait.isEmpty()) {
            wait = Optional.of(new Wait(met, atMost == FOREVER ? FOREVER : world.now() + atMost, pause));
        }
        if (!isReady()) {
            if (!alone || atMost == FOREVER) {
                throw log.suspend();
            }
            world.passTo(wait.get().until());
        }
        wait = Optional.empty();
        return met.getAsBoolean();
    }

    @Override
    public WindowSession open() {
        return new SimulatedSession(world, log, this, log.step("open", () -> {
            Connection opened = new Connection();
            connection = Optional.of(opened);
            return opened;
        }));
    }

    @Override
    public Duration now() {
        return log.aside("now", () -> Duration.ofMillis(world.now()));
    }

    @Override
    public boolean pause(Duration atMost, CountDownLatch until) throws InterruptedException {
        try {
            return log.step("pause", () -> {
                if (interruptsNextPause || Thread.currentThread().isInterrupted()) {
                    interruptsNextPause = false;
                    throw new Interrupted();
                }
                return await(() -> until.getCount() == 0, atMost.toMillis(), true);
            });
        } catch (Interrupted e) {
            Thread.interrupted();
            throw new InterruptedException();
        }
    }

    /** Threads are real, and so is the time for which they are waited for. */
    @Override
    public void awaitEnd(Thread thread, Duration atMost) throws InterruptedException {
        thread.join(atMost.toMillis());
    }

    @Override
    public String newId() {
        return log.aside("newId", world::newId);
    }

    @Override
    public void addShutdownHook(Thread added) {
        hook = Optional.of(added);
    }

    @Override
    public void removeShutdownHook(Thread removed) {
        hook = Optional.empty();
    }
}
