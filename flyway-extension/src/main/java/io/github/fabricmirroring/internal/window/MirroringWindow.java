package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import io.github.fabricmirroring.internal.window.WindowGuard.Phase;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time for which one run keeps mirroring off: when it is stopped, waited for and started again.
 *
 * <ol>
 *   <li>{@link #requireOff} before each tagged migration. The first one opens the window: leave a note in the database, stop,
 *       wait until the database says off. The next ones find it open and only look whether mirroring is still off, so
 *       neighbours share a window. If mirroring was off before, nothing is opened and nothing will be started.
 *   <li>{@link #migrationEnded} after each tagged migration. Its transaction is not over yet, so nothing is started; the
 *       window is <em>due</em>.
 *   <li>{@link #closeIfDue} before an untagged migration, when the transaction before it is over: start mirroring.
 *   <li>{@link #close} when the run is over, however it ended: start mirroring if the window is still open, see it on, and
 *       remove the note.
 * </ol>
 *
 * <p>The note says who has to start mirroring. Another run may take it over, and the window with it, while it holds Flyway's
 * lock: its owner is dead then, or between two migrations. So the owner asks its note before each migration, and claims it
 * before it starts mirroring. {@link #recover} and {@link #recoverAfterRun} end a window that a dead owner left open.
 *
 * <p>Fabric accepts a start at once and carries it out later. Until the database has said on, its off means nothing: the next
 * tagged migration, of this run or of another one, could be surprised by the start in the middle of its work. The note stays
 * that long.
 *
 * <p>If opening fails half-way, mirroring is started again before the failure is told. While a window is open or opening, a
 * shutdown hook stands ready to close it; see {@link WindowGuard}.
 *
 * <p>One run calls from one thread; only the shutdown hook comes from another.
 */
public final class MirroringWindow {

    private static final Logger LOG = LoggerFactory.getLogger(MirroringWindow.class);

    /** What an exiting process takes at most to start mirroring, whatever {@code startTimeout} says. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    /** From the commit of one migration to the note about the next one, waiting for Flyway's lock included. */
    private static final Duration OWNERS_WAY_TO_THE_NEXT_MIGRATION = Duration.ofSeconds(5);

    private final MirroringSettings settings;
    private final Supplier<MirroringApi> apiFactory;
    private final Messages messages;
    private final Pause pause;
    private final boolean ofCommand;
    private final WindowGuard guard = new WindowGuard(this::closeOnShutdown);
    private final StateWatch state;
    private final StateWatch stateOnShutdown;
    private final WindowNotes notes;
    private final NoteHolder note;

    private MirroringApi api;
    private Duration offSince;
    private int migrations;
    private boolean due;
    private boolean inside;

    /** The shutdown hook reads it, too: the note stays, and the hook with it, until the start is seen to have happened. */
    private volatile boolean startUnconfirmed;

    /**
     * @param api makes the client when the first window opens, not before
     */
    public MirroringWindow(
            MirroringSettings settings,
            Supplier<MirroringApi> api,
            StateQuery stateQuery,
            WindowNotes notes,
            Messages messages) {
        this(settings, api, stateQuery, notes, messages, Pause.REAL, false);
    }

    /**
     * A window for a command, which runs outside of Flyway and without its lock: it takes over nobody's window, and no run of
     * Flyway takes over this one.
     */
    public static MirroringWindow ofCommand(
            MirroringSettings settings,
            Supplier<MirroringApi> api,
            StateQuery stateQuery,
            WindowNotes notes,
            Messages messages) {
        return new MirroringWindow(settings, api, stateQuery, notes, messages, Pause.REAL, true);
    }

    MirroringWindow(
            MirroringSettings settings,
            Supplier<MirroringApi> api,
            StateQuery stateQuery,
            WindowNotes notes,
            Messages messages,
            Pause pause,
            boolean ofCommand) {
        this.settings = settings;
        this.apiFactory = api;
        this.messages = messages;
        this.pause = pause;
        this.ofCommand = ofCommand;
        this.state = new StateWatch(stateQuery, messages, settings.pollInterval(), pause, guard.shutdown());
        this.stateOnShutdown =
                new StateWatch(stateQuery, messages, settings.pollInterval(), pause, new CountDownLatch(1));
        this.notes = notes;
        this.note = new NoteHolder(notes, ofCommand);
    }

    /** Whether mirroring is off through this window and still has to be started. */
    public boolean isOpen() {
        return guard.isOpen();
    }

    /**
     * By which a Flyway or a command inside of the command knows the window that it runs in, be it this one or the one that this
     * command itself runs in; see {@link WindowNote#OWNER_VARIABLE}.
     */
    public String owner() {
        return inside ? NoteHolder.surroundingCommand() : note.owner();
    }

    /** Whether {@link #close} has something to do: start mirroring, or see that an accepted start has happened. */
    public boolean isUnfinished() {
        return isOpen() || startUnconfirmed;
    }

    /**
     * Returns once mirroring is off, opening a window if that is needed.
     *
     * @param script the tagged migration that is about to run, or the command
     * @throws MirroringException if mirroring is on and could not be stopped; the migration must not run
     */
    public void requireOff(String script) {
        guard.refuseDuringShutdown();
        inside = isInsideOfCommand();
        if (inside) {
            requireStillOff(script, "the command that this run is part of");
            messages.info("mirroring is kept off by the command that this run is part of, as " + script + " requires.");
            return;
        }
        if (isOpen() && keepsNote(script)) {
            due = false;
            if (state.ask() == MirroringState.ON) {
                messages.warn(
                        "mirroring was started by somebody else while this run keeps it off; stopping it again for "
                                + script + ".");
                stopAndWait(script);
            }
            return;
        }
        confirmStart();
        guard.refuseDuringShutdown();
        if (takesNoteOver(script)) {
            open(script, true);
        } else {
            meet(script, state.ask());
        }
    }

    private void meet(String script, MirroringState found) {
        LOG.debug("Before {} the database says that mirroring is {}", script, found);
        if (found == MirroringState.OFF && !startUnconfirmed) {
            messages.info("mirroring is off already, as " + script + " requires; it is left as it was found.");
        } else if (settings.item().isPresent()) {
            prepareApi();
            writeNote(script);
            open(script, false);
        } else if (found == MirroringState.ON) {
            throw new MirroringException(script
                    + " requires mirroring to be off, and it is on, but which SQL database to"
                    + " stop mirroring for is not configured. Set " + settings.nameOf(Setting.ITEM_URL) + " ("
                    + Setting.ITEM_URL.environmentVariable() + ") to the portal's address of the SQL database, or "
                    + settings.nameOf(Setting.WORKSPACE_ID) + " and " + settings.nameOf(Setting.SQL_DATABASE_ID)
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
        requireStillOff(script, "this group of migrations");
    }

    private void requireStillOff(String script, String during) {
        if (state.ask() == MirroringState.ON) {
            throw new MirroringException("mirroring was started by somebody else during " + during + ", so " + script
                    + " was not run: it is not for this run to stop mirroring now. Run it again, and see to it that nobody"
                    + " starts mirroring meanwhile.");
        }
    }

    /**
     * Stops mirroring because a person wants it off, and leaves it so: no note is left, and nothing will start it again.
     *
     * @return {@link MirroringState#OFF}, or {@link MirroringState#UNKNOWN} if the database does not tell
     * @throws MirroringException if the stop was not accepted, or the database does not say off within {@code stopTimeout}
     */
    public MirroringState stop() {
        prepareApi();
        anothersNote()
                .ifPresent(found -> messages.warn("mirroring is kept off already " + found.toWords()
                        + ", and will be started when that has ended."));
        messages.info("stopping mirroring of " + item() + ".");
        Duration stopRequested = pause.now();
        api.stopMirroring(settings.stopTimeout());
        messages.info("Fabric has accepted the stop.");
        MirroringState said = state.await(MirroringState.OFF, stopRequested, settings.stopTimeout());
        if (said == MirroringState.ON) {
            throw new MirroringException(notOff(stopRequested)
                    + "; Fabric has accepted the stop, so it may be off later." + adviceWhenNotOff());
        }
        return said;
    }

    /**
     * Starts mirroring because a person wants it on, whoever has stopped it, and removes the note if there is one.
     *
     * @param seeItOn whether to wait until the database says on
     * @return {@link MirroringState#ON} if the database said so, {@link MirroringState#OFF} if it did not within {@code
     *     startTimeout}, {@link MirroringState#UNKNOWN} if it does not tell or was not asked
     * @throws MirroringException if the start was not accepted
     */
    public MirroringState start(boolean seeItOn) {
        prepareApi();
        messages.info("starting mirroring of " + item() + ".");
        guard.begin(Phase.CLOSING);
        try {
            claimAnothersNote();
            startHeld(settings.startTimeout());
        } finally {
            closed();
        }
        MirroringState said = MirroringState.UNKNOWN;
        if (seeItOn) {
            said = confirmStart();
        } else {
            removeNote();
        }
        letGo();
        return said;
    }

    private void claimAnothersNote() {
        try {
            for (Optional<WindowNote> found = note.another(); found.isPresent(); found = note.another()) {
                messages.warn("mirroring was stopped " + found.get().toWords() + "; starting it all the same.");
                if (note.claim(found.get())) {
                    return;
                }
            }
        } catch (MirroringException e) {
            messages.warn("starting mirroring without knowing who has stopped it: " + e.getMessage());
        }
    }

    /** A tagged migration has ended, well or not; its transaction has not. */
    public void migrationEnded() {
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
        if (due && guard.claim(Phase.OPEN)) {
            due = false;
            try {
                startIfHolder(settings.startTimeout());
            } finally {
                closed();
            }
        }
    }

    /**
     * Starts mirroring again if the window is open, and waits until the database says on. To be called outside a transaction.
     *
     * @return {@link MirroringState#OFF} if it did not say so within {@code startTimeout}, which has been told as an error
     * @throws MirroringException if mirroring could not be started; it says what to do by hand
     */
    public MirroringState close() {
        due = true;
        closeIfDue();
        MirroringState said = confirmStart();
        letGo();
        return said;
    }

    /**
     * Ends a window that an earlier run left open. Only to be called before a migration, where Flyway's lock is held: the
     * earlier run is dead, or between two migrations, and will find out.
     *
     * @throws MirroringException if mirroring could not be started
     */
    public void recover() {
        anothersNote().ifPresent(found -> {
            if (found.isOfCommand()) {
                leaveToCommand(found);
            } else {
                closeFor(found);
            }
        });
    }

    /**
     * Ends a window that an earlier run left open, if the migration that it was for has been applied. Else that run may be
     * alive, in a migration that this one does not know.
     *
     * @throws MirroringException if mirroring could not be started
     */
    public void recoverAfterRun() {
        Optional<WindowNote> found = anothersNote();
        if (found.filter(WindowNote::isOfCommand).isPresent()) {
            leaveToCommand(found.get());
            return;
        }
        if (found.filter(notes::isApplied).isPresent()) {
            // An owner that is alive may be on the way to its next migration, and names it within moments.
            state.letPass(OWNERS_WAY_TO_THE_NEXT_MIGRATION);
            found = anothersNote();
        }
        if (found.isPresent() && !notes.isApplied(found.get())) {
            messages.warn(
                    "mirroring is kept off " + found.get().toWords() + ". That migration has not been applied, so it is"
                            + " left alone. If that process is gone, run migrate with the release that has the migration: it starts"
                            + " mirroring again.");
        } else {
            found.ifPresent(this::closeFor);
            confirmStart();
            letGo();
        }
    }

    private boolean isInsideOfCommand() {
        return NoteHolder.isInsideOfCommand()
                && anothersNote().filter(NoteHolder::isOfSurroundingCommand).isPresent();
    }

    private void leaveToCommand(WindowNote found) {
        if (!NoteHolder.isOfSurroundingCommand(found)) {
            messages.warn("mirroring is kept off " + found.toWords() + ", which starts it when it has ended. "
                    + ifItIsGone());
        }
    }

    private static String ifItIsGone() {
        return "If that process is gone, run the command `start` of this extension's jar: it starts mirroring.";
    }

    private Optional<WindowNote> anothersNote() {
        return settings.item().isPresent() ? note.another() : Optional.empty();
    }

    /** Whether the note is still this run's; it then names the script. Else the window is another run's by now. */
    private boolean keepsNote(String script) {
        if (note.update(script)) {
            return true;
        }
        messages.info("another run has taken this window over.");
        due = false;
        closed();
        return false;
    }

    private boolean takesNoteOver(String script) {
        Optional<WindowNote> found = anothersNote();
        while (found.isPresent()) {
            refuseToShare(found.get(), script);
            prepareApiFor(found.get());
            if (found.get().closing()) {
                found = closedByItsOwner(found.get());
            }
            if (found.isPresent() && note.takeOver(found.get(), script)) {
                messages.warn("mirroring is kept off " + found.get().toWords() + ", which has not started it again; "
                        + script + " needs it off, too, and it will be started after that.");
                return true;
            }
            found = anothersNote();
        }
        return false;
    }

    /** A command does not hold Flyway's lock: neither it nor a run of Flyway can know whether the other one is at work. */
    private void refuseToShare(WindowNote found, String script) {
        if (ofCommand || found.isOfCommand()) {
            throw new MirroringException(
                    "mirroring is kept off " + found.toWords() + ", which may start it in the middle of " + script
                            + "; so that was not run. Run it again when the other one has ended. " + ifItIsGone());
        }
    }

    private void closeFor(WindowNote found) {
        Optional<WindowNote> left = found.closing() ? closedByItsOwner(found) : Optional.of(found);
        if (left.isEmpty()) {
            return;
        }
        boolean on;
        try {
            on = state.ask() == MirroringState.ON;
        } catch (MirroringException e) {
            throw notStarted(left.get(), e);
        }
        if (on) {
            messages.warn(stoppedBy(left.get()) + "; it is on, so only the note about it is removed.");
            notes.remove(left.get());
            return;
        }
        prepareApiFor(left.get());
        guard.begin(Phase.CLOSING);
        try {
            if (note.claim(left.get())) {
                messages.warn(stoppedBy(left.get()) + "; starting it.");
                startHeld(settings.startTimeout());
            }
        } finally {
            closed();
        }
    }

    private void prepareApiFor(WindowNote found) {
        try {
            prepareApi();
        } catch (MirroringException e) {
            throw notStarted(found, e);
        }
    }

    private static MirroringException notStarted(WindowNote found, MirroringException e) {
        return new MirroringException(stoppedBy(found) + "; it could not be started: " + e.getMessage(), e);
    }

    private static String stoppedBy(WindowNote found) {
        return "mirroring was stopped " + found.toWords() + ", which has not said that it is on again";
    }

    /**
     * Waits for another run that is starting mirroring just now.
     *
     * @return its note if that is still there although mirroring is on or {@code startTimeout} has passed; another note if
     *     there is one by now; nothing if it has done its work
     */
    private Optional<WindowNote> closedByItsOwner(WindowNote closing) {
        messages.info("another run is starting mirroring just now; waiting for it.");
        Duration since = pause.now();
        while (true) {
            Optional<WindowNote> now = note.another();
            if (!now.equals(Optional.of(closing))
                    || state.ask() == MirroringState.ON
                    || pause.now().minus(since).compareTo(settings.startTimeout()) >= 0) {
                return now;
            }
            if (!state.letPass(settings.pollInterval())) {
                throw new MirroringException("interrupted while waiting for another run that is starting mirroring.");
            }
        }
    }

    /** Before anything is stopped, so that whatever happens then can be recovered from. */
    private void writeNote(String script) {
        if (!(note.isHeld() && note.update(script)) && !note.leave(script)) {
            throw new MirroringException("another run has begun to stop mirroring at the same moment, so " + script
                    + " was not run. Run it again.");
        }
    }

    /**
     * @param takenOver whether mirroring may be off already, by another run's doing
     */
    private void open(String script, boolean takenOver) {
        migrations = 0;
        offSince = pause.now();
        try {
            guard.begin(Phase.OPENING);
        } catch (MirroringException exiting) {
            if (!takenOver && !startUnconfirmed) {
                removeNote();
            }
            throw exiting;
        }
        try {
            if (!takenOver || state.ask() != MirroringState.OFF) {
                stopAndWait(script);
            }
            guard.advanceTo(Phase.OPEN);
        } catch (RuntimeException | Error e) {
            startAgainAfter(e, takenOver);
            throw e;
        }
    }

    /** Before a note is written or claimed, because it may fail. */
    private void prepareApi() {
        if (api == null) {
            api = apiFactory.get();
        }
    }

    private void stopAndWait(String script) {
        messages.info("stopping mirroring of " + item() + " for " + script + ".");
        Duration stopRequested = pause.now();
        guard.stop(() -> api.stopMirroring(settings.stopTimeout()));
        waitUntilOff(script, stopRequested);
    }

    private void waitUntilOff(String script, Duration stopRequested) {
        switch (state.await(MirroringState.OFF, stopRequested, settings.stopTimeout())) {
            case OFF -> messages.info("off after " + words(pause.now().minus(stopRequested)) + ".");
            case UNKNOWN ->
                messages.warn("Fabric has accepted the stop, but this database does not say whether mirroring is"
                        + " off; going on with " + script + ". Set " + settings.nameOf(Setting.STATE_QUERY)
                        + " to have it waited for.");
            case ON -> throw notOff(script, stopRequested);
        }
    }

    private MirroringException notOff(String script, Duration stopRequested) {
        guard.refuseDuringShutdown();
        String notRun = ", so " + script + " was not run.";
        if (Thread.currentThread().isInterrupted()) {
            return new MirroringException("interrupted while waiting for mirroring to be off" + notRun);
        }
        return new MirroringException(notOff(stopRequested) + notRun + adviceWhenNotOff());
    }

    private String notOff(Duration stopRequested) {
        return "mirroring of " + item() + " was not off " + words(pause.now().minus(stopRequested))
                + " after the stop (" + state.lastAnswer() + ")";
    }

    private String adviceWhenNotOff() {
        return " If it only takes longer, raise " + settings.nameOf(Setting.STOP_TIMEOUT)
                + " (seconds); if it is off in the portal, check " + settings.nameOf(Setting.STATE_QUERY) + ".";
    }

    /** Waits until an accepted start has happened, so that the database's off can be believed again. */
    private MirroringState confirmStart() {
        if (!startUnconfirmed) {
            return MirroringState.UNKNOWN;
        }
        Duration accepted = pause.now();
        MirroringState said =
                state.await(MirroringState.ON, accepted, settings.startTimeout(), this::cannotBeConfirmed);
        if (said == MirroringState.OFF && hasLostNote()) {
            said = MirroringState.UNKNOWN;
        }
        if (said != MirroringState.OFF) {
            removeNote();
            letGo();
        } else if (!isGivingUp()) {
            messages.error(
                    "Fabric has accepted the start, but " + words(pause.now().minus(accepted)) + " later "
                            + state.lastAnswer() + ". Look at the mirroring of " + item()
                            + " in the portal before long, or run " + again() + ", which looks after it.");
        }
        return said;
    }

    /** A database that cannot be asked may be gone; the run is not held up for that, and the note stays. */
    private boolean cannotBeConfirmed() {
        return state.isUnanswered() || hasLostNote();
    }

    /** Another run has seen mirroring on and stopped it again since: what it says now is that run's doing. */
    private boolean hasLostNote() {
        try {
            return note.isLost();
        } catch (MirroringException e) {
            LOG.debug("The database did not say whose the note is", e);
            return false;
        }
    }

    /** The start has happened, or the run is over; if the process is exiting, the shutdown hook goes on. */
    private void letGo() {
        guard.release(() -> startUnconfirmed = false);
    }

    /** The note has served; one that stays is removed by the next run, which finds mirroring on. */
    private void removeNote() {
        try {
            note.remove();
        } catch (MirroringException e) {
            messages.warn("mirroring is on again, but " + e.getMessage());
        }
    }

    private boolean isGivingUp() {
        return guard.isShuttingDown() || Thread.currentThread().isInterrupted();
    }

    /** Unless the shutdown hook does it, or nothing was stopped. */
    private void startAgainAfter(Throwable failure, boolean takenOver) {
        if (!guard.claim(Phase.OPENING)) {
            return;
        }
        try {
            if (!takenOver && failure instanceof MirroringApiException refusal && !refusal.mayHaveTakenEffect()) {
                messages.info("nothing was stopped: mirroring is as it was.");
                removeNote();
            } else {
                startIfHolder(settings.startTimeout());
            }
        } catch (MirroringException e) {
            messages.error(e.getMessage());
            failure.addSuppressed(e);
        } finally {
            closed();
        }
    }

    private void startIfHolder(Duration within) {
        if (claimsNote()) {
            startHeld(within);
        } else {
            messages.info("another run keeps mirroring off by now, and will start it.");
        }
    }

    private boolean claimsNote() {
        try {
            return note.claim();
        } catch (MirroringException e) {
            messages.warn("starting mirroring without knowing whether another run needs it off: " + e.getMessage());
            return true;
        }
    }

    private void startHeld(Duration within) {
        try {
            startAgain(within);
        } catch (MirroringException e) {
            // A start that may still happen keeps its claim: the next run waits for it, lest it happens inside a
            // migration.
            if (e.getCause() instanceof MirroringApiException refusal && !refusal.mayHaveTakenEffect()) {
                releaseNote();
            }
            throw e;
        }
    }

    private void releaseNote() {
        try {
            note.release();
        } catch (MirroringException e) {
            LOG.debug("The next run has to wait for this one's claim", e);
        }
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
        messages.info(
                offSince == null
                        ? "started again."
                        : "started again, after " + words(pause.now().minus(offSince)) + " off" + forMigrations()
                                + ".");
    }

    private void closed() {
        guard.closed();
        if (!startUnconfirmed) {
            letGo();
        }
    }

    private void closeOnShutdown() {
        Duration exiting = pause.now();
        try {
            if (guard.claimOnShutdown(SHUTDOWN_TIMEOUT)) {
                messages.warn("the process is exiting; starting mirroring of " + item() + " again.");
                startIfHolder(min(leftOnExit(exiting), settings.startTimeout()));
                closed();
            } else if (isOpen()) {
                messages.error("MIRRORING MAY BE OFF: the process is exiting while it is being stopped or started. "
                        + byHand());
            }
            if (startUnconfirmed
                    && stateOnShutdown.await(MirroringState.ON, exiting, SHUTDOWN_TIMEOUT) != MirroringState.OFF) {
                removeNote();
            }
        } catch (MirroringException e) {
            messages.error(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            messages.error(
                    "MIRRORING IS OFF: starting it failed while the process was exiting (" + e + "). " + byHand());
        }
    }

    private Duration leftOnExit(Duration exiting) {
        Duration left = SHUTDOWN_TIMEOUT.minus(pause.now().minus(exiting));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private String byHand() {
        return "Run " + again() + ", which starts it, or start mirroring of " + item()
                + " by hand, in the portal or with: " + api.startMirroringByHand();
    }

    private String again() {
        return ofCommand ? "the command `start`" : "migrate again";
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
