package io.github.fabricmirroring.mirroring;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time for which one run keeps mirroring off: when it is stopped, waited for and started again.
 *
 * <ol>
 *   <li>{@link #requireOff} before each tagged migration. The first one opens the window: stop, wait until the database
 *       says off. The next ones find it open and only look whether mirroring is still off, so neighbours share a window.
 *       If mirroring was off before, nothing is opened and nothing will be started.
 *   <li>{@link #migrationEnded} after each tagged migration. Its transaction is not over yet, so nothing is started; the
 *       window is <em>due</em>.
 *   <li>{@link #closeIfDue} before an untagged migration, when the transaction before it is over: start mirroring.
 *   <li>{@link #close} when the run is over, however it ended: start mirroring if the window is still open, and see it on.
 * </ol>
 *
 * <p>Fabric accepts a start at once and carries it out later. Until the database has said on, its off means nothing: the next
 * tagged migration, of this run or of another one, could be surprised by the start in the middle of its work.
 *
 * <p>If opening fails half-way, mirroring is started again before the failure is told. While a window is open or opening, a
 * shutdown hook stands ready to close it. Whoever closes claims the window first, so mirroring is started once.
 *
 * <p>One run calls from one thread; only the shutdown hook comes from another.
 */
public final class MirroringWindow {

    private static final Logger LOG = LoggerFactory.getLogger(MirroringWindow.class);

    /** What an exiting process takes at most to start mirroring, whatever {@code startTimeout} says. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private enum Phase {
        CLOSED,
        OPENING,
        OPEN,
        CLOSING
    }

    private final MirroringSettings settings;
    private final Supplier<MirroringApi> apiFactory;
    private final Messages messages;
    private final Pause pause;
    private final CountDownLatch shutdown = new CountDownLatch(1);
    private final StateWatch state;

    private MirroringApi api;
    private Thread shutdownHook;
    private Duration offSince;
    private int migrations;
    private boolean due;
    private boolean startUnconfirmed;

    /** Guarded by this object's monitor, like the two fields below: the shutdown hook reads and changes them, too. */
    private Phase phase = Phase.CLOSED;

    private Thread stopping;
    private boolean shuttingDown;

    /**
     * @param api makes the client when the first window opens, not before
     */
    public MirroringWindow(
            MirroringSettings settings, Supplier<MirroringApi> api, StateQuery stateQuery, Messages messages) {
        this(settings, api, stateQuery, messages, Pause.REAL);
    }

    MirroringWindow(
            MirroringSettings settings,
            Supplier<MirroringApi> api,
            StateQuery stateQuery,
            Messages messages,
            Pause pause) {
        this.settings = settings;
        this.apiFactory = api;
        this.messages = messages;
        this.pause = pause;
        this.state = new StateWatch(stateQuery, messages, settings.pollInterval(), pause, shutdown);
    }

    /** Whether mirroring is off through this window and still has to be started. */
    public synchronized boolean isOpen() {
        return phase != Phase.CLOSED;
    }

    /** Whether {@link #close} has something to do: start mirroring, or see that an accepted start has happened. */
    public boolean isUnfinished() {
        return isOpen() || startUnconfirmed;
    }

    /**
     * Returns once mirroring is off, opening a window if that is needed.
     *
     * @param script the tagged migration that is about to run
     * @throws MirroringException if mirroring is on and could not be stopped; the migration must not run
     */
    public void requireOff(String script) {
        refuseDuringShutdown();
        confirmStart();
        MirroringState found = state.ask();
        LOG.debug("Before {} the database says that mirroring is {}", script, found);
        if (isOpen()) {
            due = false;
            if (found == MirroringState.ON) {
                messages.warn(
                        "mirroring was started by somebody else while this run keeps it off; stopping it again for "
                                + script + ".");
                stopAndWait(script);
            }
        } else if (found == MirroringState.OFF && !startUnconfirmed) {
            messages.info("mirroring is off already, as " + script + " requires; it is left as it was found.");
        } else if (settings.item().isPresent()) {
            open(script);
        } else if (found == MirroringState.ON) {
            throw new MirroringException(script
                    + " requires mirroring to be off, and it is on, but which SQL database to"
                    + " stop mirroring for is not configured. Set " + Setting.ITEM_URL.property() + " ("
                    + Setting.ITEM_URL.environmentVariable() + ") to the portal's address of the SQL database, or "
                    + Setting.WORKSPACE_ID.property() + " and " + Setting.SQL_DATABASE_ID.property()
                    + " to the two ids in it.");
        } else {
            messages.info(script + " requires mirroring to be off; no SQL database in Fabric is configured and this"
                    + " database does not say that it is mirrored, so it just runs.");
        }
    }

    /**
     * As {@link #requireOff}, inside a transaction that has already done something: stopping now could make Fabric wait for
     * that transaction, and that transaction for Fabric.
     */
    public void requireStillOff(String script) {
        if (state.ask() == MirroringState.ON) {
            throw new MirroringException(
                    "mirroring was started by somebody else while this run keeps it off, so " + script
                            + " cannot run in the transaction that is open. Run migrate again, and see to it that nobody starts"
                            + " mirroring meanwhile.");
        }
    }

    /** A tagged migration has ended, well or not; its transaction has not. */
    public synchronized void migrationEnded() {
        if (isOpen()) {
            migrations++;
            due = true;
        }
    }

    /**
     * Starts mirroring again if no migration needs it off any more. To be called outside the migration's transaction.
     *
     * @throws MirroringException if mirroring could not be started; it says what to do by hand
     */
    public void closeIfDue() {
        if (due && claim(Phase.OPEN)) {
            due = false;
            try {
                startAgain(settings.startTimeout());
            } finally {
                closed();
            }
        }
    }

    /**
     * Starts mirroring again if the window is open, and waits until the database says on. To be called outside a transaction.
     *
     * @throws MirroringException if mirroring could not be started; it says what to do by hand
     */
    public void close() {
        due = true;
        closeIfDue();
        confirmStart();
        startUnconfirmed = false;
    }

    private void open(String script) {
        if (api == null) {
            api = apiFactory.get();
        }
        migrations = 0;
        becomeOpening();
        try {
            stopAndWait(script);
            advanceTo(Phase.OPEN);
        } catch (RuntimeException e) {
            throw startedAgainAfter(e);
        }
    }

    private void stopAndWait(String script) {
        messages.info("stopping mirroring of " + item() + " for " + script + ".");
        Duration stopRequested = pause.now();
        offSince = stopRequested;
        stop();
        waitUntilOff(script, stopRequested);
    }

    private void stop() {
        synchronized (this) {
            refuseDuringShutdown();
            stopping = Thread.currentThread();
        }
        try {
            api.stopMirroring(settings.stopTimeout());
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

    private void waitUntilOff(String script, Duration stopRequested) {
        switch (state.await(MirroringState.OFF, stopRequested, settings.stopTimeout())) {
            case OFF -> messages.info("off after " + words(pause.now().minus(stopRequested)) + ".");
            case UNKNOWN ->
                messages.warn("Fabric has accepted the stop, but this database does not say whether mirroring is"
                        + " off; going on with " + script + ". Set " + Setting.STATE_QUERY.property()
                        + " to have it waited for.");
            case ON -> throw notOff(script, pause.now().minus(stopRequested));
        }
    }

    private MirroringException notOff(String script, Duration waited) {
        refuseDuringShutdown();
        String notRun = ", so " + script + " was not run.";
        if (Thread.currentThread().isInterrupted()) {
            return new MirroringException("interrupted while waiting for mirroring to be off" + notRun);
        }
        return new MirroringException("mirroring of " + item() + " was not off " + words(waited) + " after the stop ("
                + state.lastAnswer() + ")" + notRun + " If it only takes longer, raise "
                + Setting.STOP_TIMEOUT.property()
                + " (seconds); if it is off in the portal, check " + Setting.STATE_QUERY.property() + ".");
    }

    /** Waits until an accepted start has happened, so that the database's off can be believed again. */
    private void confirmStart() {
        if (startUnconfirmed) {
            Duration accepted = pause.now();
            startUnconfirmed = state.await(MirroringState.ON, accepted, settings.startTimeout()) == MirroringState.OFF;
            if (startUnconfirmed && !isGivingUp()) {
                messages.warn("Fabric has accepted the start, but "
                        + words(pause.now().minus(accepted)) + " later " + state.lastAnswer()
                        + ". Look at the mirroring of " + item() + " in the portal before long.");
            }
        }
    }

    private synchronized boolean isGivingUp() {
        return shuttingDown || Thread.currentThread().isInterrupted();
    }

    /** Returns what to throw once mirroring is started again, or will be by the shutdown hook, or was never stopped. */
    private RuntimeException startedAgainAfter(RuntimeException failure) {
        if (!claim(Phase.OPENING)) {
            return failure;
        }
        try {
            if (failure instanceof MirroringApiException refusal && !refusal.mayHaveTakenEffect()) {
                LOG.debug("Fabric refused the stop, so nothing has to be started again");
            } else {
                startAgain(settings.startTimeout());
            }
        } catch (MirroringException e) {
            messages.error(e.getMessage());
            failure.addSuppressed(e);
        } finally {
            closed();
        }
        return failure;
    }

    private void startAgain(Duration within) {
        LOG.debug("Starting mirroring of {}, within {}", item(), within);
        // An interrupted thread would give the call up before it began.
        boolean interrupted = Thread.interrupted();
        try {
            api.startMirroring(within);
        } catch (MirroringException e) {
            throw new MirroringException(
                    "MIRRORING IS OFF and could not be started again: " + e.getMessage() + " " + byHand(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        startUnconfirmed = true;
        messages.info("started again, after " + words(pause.now().minus(offSince)) + " off" + forMigrations() + ".");
    }

    private void becomeOpening() {
        Thread hook = new Thread(this::closeOnShutdown, "fabric-mirroring-shutdown");
        synchronized (this) {
            refuseDuringShutdown();
            try {
                Runtime.getRuntime().addShutdownHook(hook);
            } catch (IllegalStateException e) {
                shuttingDown = true;
                refuseDuringShutdown();
            }
            shutdownHook = hook;
            phase = Phase.OPENING;
        }
    }

    private synchronized void advanceTo(Phase next) {
        refuseDuringShutdown();
        phase = next;
    }

    private synchronized boolean claim(Phase expected) {
        if (phase != expected) {
            return false;
        }
        phase = Phase.CLOSING;
        return true;
    }

    private synchronized void closed() {
        phase = Phase.CLOSED;
        notifyAll();
        if (!shuttingDown) {
            try {
                Runtime.getRuntime().removeShutdownHook(shutdownHook);
            } catch (IllegalStateException e) {
                LOG.debug("The process is exiting; the shutdown hook finds the window closed");
            }
        }
    }

    private synchronized void refuseDuringShutdown() {
        if (shuttingDown) {
            throw new MirroringException("the process is exiting, so mirroring is not stopped any more.");
        }
    }

    private void closeOnShutdown() {
        try {
            boolean claimed = claimOnShutdown();
            if (!claimed && isOpen()) {
                messages.error("MIRRORING IS OFF: the process is exiting before mirroring could be started again. "
                        + byHand());
            }
            if (claimed) {
                messages.warn("the process is exiting; starting mirroring of " + item() + " again.");
                try {
                    startAgain(min(SHUTDOWN_TIMEOUT, settings.startTimeout()));
                } finally {
                    closed();
                }
            }
        } catch (MirroringException e) {
            messages.error(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a stop call under way, so that the start comes after it, and for a start call under way. */
    private synchronized boolean claimOnShutdown() throws InterruptedException {
        shuttingDown = true;
        shutdown.countDown();
        if (stopping != null) {
            stopping.interrupt();
        }
        long deadline = System.nanoTime() + SHUTDOWN_TIMEOUT.toNanos();
        while (stopping != null || phase == Phase.CLOSING) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                break;
            }
            wait(millis);
        }
        return claim(Phase.OPENING) || claim(Phase.OPEN);
    }

    private String byHand() {
        return "Start mirroring of " + item() + " by hand, in the portal or with: " + api.startMirroringByHand();
    }

    private SqlDatabaseItem item() {
        return settings.item().orElseThrow();
    }

    private String forMigrations() {
        return switch (migrations) {
            case 0 -> "";
            case 1 -> " for 1 migration";
            default -> " for " + migrations + " migrations";
        };
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static String words(Duration duration) {
        if (duration.toSeconds() < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return duration.toSeconds() < 120
                ? duration.toSeconds() + " s"
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
}
