package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import java.time.Duration;

/**
 * The time for which this process keeps mirroring off. Whoever needs mirroring off holds a shared lock in the database;
 * the last one out starts mirroring.
 *
 * <p>Three things stand in the database, all for the whole of it: the <em>gate</em>, an exclusive lock whose holder
 * alone asks Fabric for a change; a <em>keeper</em> lock per window, shared; a <em>note</em> per window, whose phase
 * says what is outstanding. Locks die with their process, notes stay. A note stands from before the stop call until the
 * database says on, and nobody leaves the gate while a note stands that nobody keeps.
 *
 * <p>{@link Opening} takes the gate and the keeper lock, looks, acts, and leaves the gate:
 *
 * <pre>
 * database     notes of others   others keep
 * off          none              no            found off, not by us: drop the keeper lock, run, never start
 * off          off, stopping     no            the owner is dead: take it over
 * off          not starting      yes           join: own note, no call
 * off          starting          -             the start may still come: wait for on, then stop anew
 * on           none              no            note stopping, stop, wait for off, note off
 * on           stopping          no            the stop may still come: wait for off; if it does not come, stop anew
 * on           off, starting     or yes        somebody has started it: stop anew
 * cannot tell  none              no            note, stop, go on without waiting, with a warning
 * cannot tell  any               yes           join
 * cannot tell  any               no            stop anew
 * </pre>
 *
 * <p>When is mirroring started again? What the events of a run mean:
 *
 * <pre>
 *                                            no window   open                           due
 * {@link #requireOff} before a tagged one            open        ask: on -> stop again; else on   as open; no longer
 * due {@link #migrationEnded} inside its transaction    -           due                            due
 * {@link #leaveIfDue} before an untagged one        -           -                              leave
 * {@link #leave} when the run is over               -           leave                          leave
 * {@link #recover} then, without a window           recover     -                              -
 * the process exits                          -           leave, at most 10 s in all     leave
 * </pre>
 *
 * <p>{@link Leaving} takes the gate and drops the keeper lock; if others keep, it removes its note and is done, and the
 * last of them starts mirroring; otherwise {@link Starting} notes <em>starting</em>, starts, waits for on and removes
 * the notes. {@link Recovering} does the same for notes that nobody keeps, if the gate is free. A window that does not
 * open starts what it has stopped before the failure is reported. {@link WindowState} has the legal transitions.
 *
 * <p>One run calls from one thread; only the shutdown hook comes from another.
 */
public final class MirroringWindow {

    private final Messages messages;
    private final CurrentWindow window = new CurrentWindow();
    private final ProcessExit exit;
    private final Requiring requiring;
    private final Leaving leaving;
    private final Recovering recovering;

    public MirroringWindow(WindowSetup setup) {
        this(setup, ThisProcess.REAL, setup.settings().startTimeout());
    }

    MirroringWindow(WindowSetup setup, ThisProcess process, Duration settlingAtMost) {
        MirroringSettings settings = setup.settings();
        this.messages = new Messages(setup.reporter(), settings, setup.host());
        this.exit = new ProcessExit(process);
        Waiting waiting = new Waiting(process, exit.exiting());
        OtherItems otherItems = new OtherItems(setup.reporter(), settings.item());
        Gate gate = new Gate(messages);
        Fabric fabric = new Fabric(setup.api());
        Settling settling = new Settling(messages, settings.pollInterval(), settlingAtMost);
        Starting starting = new Starting(settings, fabric, otherItems, messages);
        this.leaving = new Leaving(settings, window, exit, gate, settling, starting, waiting, messages);
        Exiting exiting = new Exiting(settings, process, window, exit, leaving, messages);
        Stopping stopping = new Stopping(settings, fabric, exit, waiting, messages);
        Opening opening = new Opening(settings, gate, settling, stopping, exit, waiting, otherItems, messages);
        this.requiring = new Requiring(setup, process, window, exiting, exit, opening, leaving, waiting, messages);
        this.recovering = new Recovering(
                setup, process, window, exiting, exit, settling, starting, fabric, waiting, otherItems, messages);
    }

    /** Whether mirroring is off through this window and still has to be started. */
    public boolean isOpen() {
        return window.inTurn(() -> window.state().isOpen());
    }

    /**
     * Returns once mirroring is off, opening a window if that is needed.
     *
     * @param purpose the tagged migration that is about to run, or the command
     * @throws MirroringException if mirroring is on and could not be stopped; the migration must not run
     */
    public void requireOff(String purpose) {
        window.inTurn(() -> {
            exit.refuse();
            requiring.off(purpose);
            return window.state();
        });
    }

    /**
     * What can be known before {@link #requireOff}, of a window without an item.
     *
     * @param said what the database says
     * @throws MirroringException if mirroring is on, and so has to be stopped
     */
    public void requireItem(String purpose, MirroringState said) {
        if (said == MirroringState.ON) {
            throw new MirroringException(messages.itemMissing(purpose));
        }
    }

    /**
     * As {@link #requireOff}, inside a transaction that has already done something: stopping now could make Fabric wait
     * for that transaction, and that transaction for Fabric.
     *
     * @param said what the database says on the transaction's own connection
     * @throws MirroringException if mirroring is on
     */
    public void requireStillOff(String purpose, MirroringState said) {
        if (said == MirroringState.ON) {
            throw new MirroringException(messages.startedDuringGroup(purpose));
        }
    }

    /** A tagged migration has ended, well or not; its transaction has not. */
    public void migrationEnded() {
        window.inTurn(() -> {
            if (window.state().isOpen()) {
                window.presence().ifPresent(Presence::migrationEnded);
                window.to(WindowState.DUE);
            }
            return window.state();
        });
    }

    /**
     * Starts mirroring again if no migration needs it off any more. To be called outside a transaction.
     *
     * @throws MirroringException if mirroring could not be started; it says what to do by hand
     */
    public void leaveIfDue() {
        window.inTurn(() -> window.state() == WindowState.DUE ? leaving.leave() : MirroringState.UNKNOWN);
    }

    /**
     * Starts mirroring again if the window is open, and waits until the database says on. To be called outside a
     * transaction.
     *
     * @return {@link MirroringState#OFF} if it did not say so within {@code startTimeout}, which has been reported as
     *     an error
     * @throws MirroringException if mirroring could not be started; it says what to do by hand
     */
    public MirroringState leave() {
        return window.inTurn(() -> window.state().isOpen() ? leaving.leave() : MirroringState.UNKNOWN);
    }

    /**
     * Ends a window whose owner is dead, if one stands and this process has none of its own. To be called outside a
     * transaction.
     *
     * @throws MirroringException if the database could not be asked, or mirroring could not be started
     */
    public void recover() {
        window.inTurn(() -> window.state() == WindowState.NONE ? recovering.recover() : MirroringState.UNKNOWN);
    }

    /**
     * Reports windows whose owners are dead, and does no more.
     *
     * @throws MirroringException if the database could not be asked
     */
    public void report() {
        window.inTurn(() -> {
            if (window.state() == WindowState.NONE) {
                recovering.report();
            }
            return window.state();
        });
    }
}
