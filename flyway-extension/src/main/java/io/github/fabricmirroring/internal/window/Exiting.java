package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How an exiting process leaves its window: at most {@value #SECONDS} s in all, whatever hangs. */
final class Exiting {

    private static final long SECONDS = 10;

    /** What of that the database gets, so that something is left for Fabric. */
    private static final Duration FOR_THE_DATABASE = Duration.ofSeconds(3);

    /** When the database hangs, that is left for asking Fabric all the same. */
    private static final Duration FOR_THE_LAST_TRY = Duration.ofSeconds(3);

    private static final Duration FOR_ALL_BUT_THE_LAST_TRY =
            Duration.ofSeconds(SECONDS).minus(FOR_THE_LAST_TRY);

    private final MirroringSettings settings;
    private final ThisProcess process;
    private final CurrentWindow window;
    private final ProcessExit exit;
    private final Leaving leaving;
    private final Messages messages;

    Exiting(
            MirroringSettings settings,
            ThisProcess process,
            CurrentWindow window,
            ProcessExit exit,
            Leaving leaving,
            Messages messages) {
        this.settings = settings;
        this.process = process;
        this.window = window;
        this.exit = exit;
        this.leaving = leaving;
        this.messages = messages;
    }

    /**
     * From now on, until the window is over, the shutdown hook stands ready.
     *
     * @throws MirroringException if the process is exiting
     */
    void arm() {
        exit.arm(this::onExit);
    }

    private void onExit() {
        exit.begin();
        Thread worker = inBackground(this::leaveInTurn);
        if (!hasEnded(worker, FOR_ALL_BUT_THE_LAST_TRY) && window.owesStart()) {
            worker = inBackground(this::startUnseen);
        }
        if (!hasEnded(worker, FOR_THE_LAST_TRY)) {
            reportUnfinished();
        }
    }

    private static Thread inBackground(Runnable work) {
        Thread worker = new Thread(work, "fabric-mirroring-exit");
        worker.setDaemon(true);
        worker.start();
        return worker;
    }

    private boolean hasEnded(Thread worker, Duration within) {
        try {
            process.awaitEnd(worker, within);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !worker.isAlive();
    }

    /** Whatever the other thread hangs in. */
    private void startUnseen() {
        try {
            window.presence().ifPresent(presence -> leaving.startUnseen(presence, limits()));
        } catch (RuntimeException | Error e) {
            messages.failedWhileExiting(e);
        }
    }

    private void reportUnfinished() {
        if (window.owesStart()) {
            messages.exitTookTooLong();
        } else {
            messages.startLeftToShow();
        }
    }

    /** The run's thread may be in the middle of a call, and ends it first. */
    private void leaveInTurn() {
        try {
            if (!window.turn().tryLock(FOR_THE_DATABASE.toMillis(), TimeUnit.MILLISECONDS)) {
                breakOff();
                window.turn().lock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            leave();
        } catch (RuntimeException | Error e) {
            messages.failedWhileExiting(e);
        } finally {
            window.turn().unlock();
        }
    }

    /** An opening that hangs in the database; a start under way is better left to end. */
    private void breakOff() {
        if (window.state() == WindowState.OPENING) {
            window.presence().ifPresent(Presence::close);
        }
    }

    private void leave() {
        if (window.owesStart()) {
            messages.exiting();
        }
        if (window.state() == WindowState.OPENING || window.state().isOpen()) {
            leaving.undo(limits());
        }
    }

    private Leaving.Limits limits() {
        Duration start = Duration.ofSeconds(SECONDS).minus(FOR_THE_DATABASE);
        return new Leaving.Limits(
                start.compareTo(settings.startTimeout()) < 0 ? start : settings.startTimeout(),
                FOR_THE_DATABASE,
                FOR_THE_DATABASE,
                FOR_THE_DATABASE);
    }
}
