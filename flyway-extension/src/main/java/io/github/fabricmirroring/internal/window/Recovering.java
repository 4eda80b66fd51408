package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a window whose owner is dead is ended: a note stands, the gate is free and nobody keeps. A living owner is left
 * alone, without a word.
 */
final class Recovering {

    private final WindowSetup setup;
    private final ThisProcess process;
    private final CurrentWindow window;
    private final Exiting exiting;
    private final ProcessExit exit;
    private final Settling settling;
    private final Starting starting;
    private final Fabric fabric;
    private final Waiting waiting;
    private final OtherItems otherItems;
    private final Messages messages;

    Recovering(
            WindowSetup setup,
            ThisProcess process,
            CurrentWindow window,
            Exiting exiting,
            ProcessExit exit,
            Settling settling,
            Starting starting,
            Fabric fabric,
            Waiting waiting,
            OtherItems otherItems,
            Messages messages) {
        this.setup = setup;
        this.process = process;
        this.window = window;
        this.exiting = exiting;
        this.exit = exit;
        this.settling = settling;
        this.starting = starting;
        this.fabric = fabric;
        this.waiting = waiting;
        this.otherItems = otherItems;
        this.messages = messages;
    }

    /**
     * @return as {@link Starting#start}; {@link MirroringState#UNKNOWN} if there was nothing to do
     * @throws MirroringException if mirroring could not be started
     */
    MirroringState recover() {
        if (exit.hasBegun()) {
            return MirroringState.UNKNOWN;
        }
        exiting.arm();
        window.to(WindowState.STARTING);
        WindowState next = WindowState.LEFT_OFF;
        try {
            MirroringState said = recoverByWhateverConnection();
            next = said == MirroringState.OFF ? WindowState.LEFT_OFF : WindowState.NONE;
            return said;
        } finally {
            window.end(next);
            exit.disarm();
        }
    }

    /** Only reports what stands, for a run that does not look after it. */
    void report() {
        Presence presence = look();
        try {
            ofTheDead(presence).ifPresent(messages::standing);
        } finally {
            presence.close();
        }
    }

    private MirroringState recoverByWhateverConnection() {
        for (int connections = 1; ; connections++) {
            Presence presence = window.has(look());
            try {
                return ofTheDead(presence)
                        .map(this::ofThisItem)
                        .filter(notes -> !notes.isEmpty())
                        .map(notes -> startFor(presence, notes))
                        .orElse(MirroringState.UNKNOWN);
            } catch (SessionLostException e) {
                presence.close();
                if (connections == Presence.MOST_CONNECTIONS) {
                    throw e;
                }
            }
        }
    }

    private List<WindowNote> ofThisItem(List<WindowNote> notes) {
        otherItems.warn(notes);
        return otherItems.without(notes);
    }

    private Presence look() {
        return Presence.open(setup, process, "recovery", Optional.empty());
    }

    /** With the gate taken, if there are any. */
    private Optional<List<WindowNote>> ofTheDead(Presence presence) {
        if (presence.readNotes().isEmpty()
                || !presence.locks().takeGate(Duration.ZERO)
                || presence.locks().othersKeep()) {
            return Optional.empty();
        }
        List<WindowNote> notes = presence.readNotes();
        messages.warnOfLaterRelease(notes);
        return Optional.of(
                        notes.stream().filter(note -> !note.isOfLaterRelease()).toList())
                .filter(known -> !known.isEmpty());
    }

    private MirroringState startFor(Presence presence, List<WindowNote> notes) {
        MirroringSettings settings = setup.settings();
        if (settings.item().isEmpty()) {
            messages.standing(notes);
            return MirroringState.UNKNOWN;
        }
        Optional<Phase> found = Presence.outstanding(notes);
        try {
            if (!settling.await(presence, found, waiting)) {
                throw new MirroringException(Messages.RECOVERY_BROKEN_OFF);
            }
            if (presence.state() == MirroringState.ON && !found.equals(Optional.of(Phase.STOPPING))) {
                messages.onAlready(notes);
                return starting.removeNotes(presence);
            }
            exit.breakable(fabric::signIn);
        } catch (SessionLostException e) {
            throw e;
        } catch (MirroringException e) {
            throw new MirroringLeftOffException(messages.notRecovered(notes, e), e);
        }
        messages.recovering(notes);
        presence.takesTheWindowOf(notes.get(0));
        return starting.start(presence, notes, settings.startTimeout(), waiting);
    }
}
