package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.Presence.Debt;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a window is left: take the gate, drop the keeper lock; if others keep, remove the own note, and the last of them
 * starts mirroring; otherwise start it. Nothing breaks this off but the end of the process, and no failure of the
 * database keeps mirroring off.
 */
final class Leaving {

    /**
     * How long a leaving window waits.
     *
     * @param start for how long a failing start call is tried again
     * @param gate for the gate: whoever holds it is alive, and switches mirroring
     * @param connection for a new connection
     * @param settling for what may still come
     */
    record Limits(Duration start, Duration gate, Duration connection, Duration settling) {

        /** Whoever holds the gate may have to wait for a stop and for a start. */
        static Limits of(MirroringSettings settings) {
            return new Limits(
                    settings.startTimeout(),
                    settings.stopTimeout().plus(settings.startTimeout()),
                    Duration.ofSeconds(5),
                    settings.startTimeout());
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Leaving.class);

    private final MirroringSettings settings;
    private final CurrentWindow window;
    private final ProcessExit exit;
    private final Gate gate;
    private final Settling settling;
    private final Starting starting;
    private final UnbrokenWaiting waiting;
    private final Messages messages;

    Leaving(
            MirroringSettings settings,
            CurrentWindow window,
            ProcessExit exit,
            Gate gate,
            Settling settling,
            Starting starting,
            Waiting waiting,
            Messages messages) {
        this.settings = settings;
        this.window = window;
        this.exit = exit;
        this.gate = gate;
        this.settling = settling;
        this.starting = starting;
        // An opening or a look is broken off by an exit, this is not.
        this.waiting = waiting.whateverHappens();
        this.messages = messages;
    }

    /**
     * For the run's thread; once the process is exiting, the shutdown hook does it.
     *
     * @return whether the database says on; {@link MirroringState#UNKNOWN} also if others keep mirroring off
     * @throws MirroringException if mirroring could not be started; it says what to do by hand
     */
    MirroringState leave() {
        return exit.hasBegun() ? MirroringState.UNKNOWN : leave(Limits.of(settings));
    }

    /** Undoes what a window has done that has not opened. */
    void undo(Limits limits) {
        if (window.owesStart()) {
            leave(limits);
            return;
        }
        waiting.postponeInterrupt();
        try {
            if (window.debt() == Debt.NOTE) {
                messages.nothingStopped();
                window.presence().ifPresent(Presence::removeOwnNote);
            }
        } finally {
            window.end(WindowState.NONE);
            exit.disarm();
            waiting.passOnInterrupt();
        }
    }

    MirroringState leave(Limits limits) {
        window.to(WindowState.STARTING);
        waiting.postponeInterrupt();
        WindowState next = WindowState.LEFT_OFF;
        try {
            MirroringState said = leaveByWhateverConnection(window.presence().orElseThrow(), limits);
            next = said == MirroringState.OFF ? WindowState.LEFT_OFF : WindowState.NONE;
            return said;
        } finally {
            window.end(next);
            exit.disarm();
            waiting.passOnInterrupt();
        }
    }

    private MirroringState leaveByWhateverConnection(Presence presence, Limits limits) {
        SessionLostException lost;
        try {
            return throughTheGate(presence, limits);
        } catch (SessionLostException e) {
            lost = e;
        }
        for (int connections = 1; connections < Presence.MOST_CONNECTIONS; connections++) {
            messages.connectionLost(lost);
            if (!presence.reconnect(limits.connection(), waiting)) {
                break;
            }
            try {
                return throughTheGate(presence, limits);
            } catch (SessionLostException e) {
                lost = e;
            }
        }
        startUnseen(presence, limits);
        if (presence.reconnect(limits.connection(), waiting)) {
            starting.noteThatItStarts(presence);
        }
        return MirroringState.UNKNOWN;
    }

    /** Without the database, which cannot be reached. May be called while another thread waits for that. */
    void startUnseen(Presence presence, Limits limits) {
        messages.startingWithoutDatabase();
        starting.startUnseen(presence, limits.start(), waiting);
    }

    private MirroringState throughTheGate(Presence presence, Limits limits) {
        takeGate(presence, limits);
        try {
            if (othersKeep(presence)) {
                leaveItToOthers(presence);
                return MirroringState.UNKNOWN;
            }
            return start(presence, limits);
        } finally {
            leaveGate(presence);
        }
    }

    /** A connection on which the gate cannot even be asked for is of no use. */
    private void takeGate(Presence presence, Limits limits) {
        boolean taken;
        try {
            taken = gate.take(presence.locks(), limits.gate(), waiting);
        } catch (SessionLostException e) {
            throw e;
        } catch (MirroringException e) {
            throw new SessionLostException(e.getMessage(), e);
        }
        if (!taken) {
            throw new MirroringLeftOffException(messages.gateNotTakenToStart(limits.gate()));
        }
    }

    /** The last of them removes every note. */
    private void leaveItToOthers(Presence presence) {
        try {
            presence.removeOwnNote();
        } catch (SessionLostException e) {
            throw e;
        } catch (MirroringException e) {
            LOG.debug("The note is left to the others, too", e);
        }
        messages.leftToOthers();
    }

    private boolean othersKeep(Presence presence) {
        try {
            presence.locks().stopKeeping();
            return presence.locks().othersKeep();
        } catch (SessionLostException e) {
            throw e;
        } catch (MirroringException e) {
            messages.startingWithoutKnowingOthers(e);
            return false;
        }
    }

    /** Without its own note somebody else has ended the window: a person, or a process that took it for dead. */
    private MirroringState start(Presence presence, Limits limits) {
        List<WindowNote> notes = readNotes(presence);
        Optional<Phase> found = settle(presence, notes, limits);
        boolean ended = notes.stream().noneMatch(presence::isOwn);
        if (ended && !found.equals(Optional.of(Phase.STOPPING)) && Starting.isOn(presence)) {
            messages.startedByOthers();
            return starting.removeNotes(presence);
        }
        return starting.start(presence, notes, limits.start(), waiting);
    }

    /** Its own stop, or what the last holder of the gate has died in; then no other holder came between. */
    private Optional<Phase> settle(Presence presence, List<WindowNote> notes, Limits limits) {
        Optional<Phase> outstanding = Presence.outstanding(presence.others(notes))
                .filter(phase -> phase != Phase.OFF)
                .or(() -> Optional.of(Phase.STOPPING).filter(own -> presence.debt() == Debt.START_ONCE_OFF));
        boolean settled = settling.await(presence, outstanding, limits.settling(), waiting);
        boolean stopMayCome = !settled && outstanding.equals(Optional.of(Phase.STOPPING));
        presence.owes(stopMayCome ? Debt.START_ONCE_OFF : Debt.START);
        return outstanding;
    }

    private static List<WindowNote> readNotes(Presence presence) {
        try {
            return presence.readNotes();
        } catch (SessionLostException e) {
            throw e;
        } catch (MirroringException e) {
            LOG.debug("Starting without knowing what may still come", e);
            return List.of();
        }
    }

    private static void leaveGate(Presence presence) {
        try {
            presence.locks().leaveGate();
        } catch (MirroringException e) {
            LOG.debug("The gate is left when the connection is closed", e);
        }
    }
}
