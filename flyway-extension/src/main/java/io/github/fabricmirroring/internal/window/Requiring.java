package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import java.util.List;
import java.util.Optional;

/** What comes before a tagged migration: the window is opened, or found to be open still. */
final class Requiring {

    private final WindowSetup setup;
    private final ThisProcess process;
    private final CurrentWindow window;
    private final Exiting exiting;
    private final ProcessExit exit;
    private final Opening opening;
    private final Leaving leaving;
    private final Waiting waiting;
    private final Messages messages;

    Requiring(
            WindowSetup setup,
            ThisProcess process,
            CurrentWindow window,
            Exiting exiting,
            ProcessExit exit,
            Opening opening,
            Leaving leaving,
            Waiting waiting,
            Messages messages) {
        this.setup = setup;
        this.process = process;
        this.window = window;
        this.exiting = exiting;
        this.exit = exit;
        this.opening = opening;
        this.leaving = leaving;
        this.waiting = waiting;
        this.messages = messages;
    }

    /**
     * @throws MirroringException if mirroring is not off for sure; what was stopped has been started again then
     */
    void off(String purpose) {
        if (setup.settings().item().isEmpty()) {
            offWithoutItem(purpose);
        } else if (window.state().isOpen() && isStillOff(window.presence().orElseThrow(), purpose)) {
            window.to(WindowState.OPEN);
        } else {
            open(purpose);
        }
    }

    private void offWithoutItem(String purpose) {
        MirroringState said;
        List<WindowNote> notes;
        try (WindowSession session = setup.database().open()) {
            said = session.state();
            notes = said == MirroringState.OFF ? session.notes().read() : List.of();
        }
        if (!notes.isEmpty()) {
            throw new MirroringException(messages.itemMissingToJoin(notes, purpose));
        }
        switch (said) {
            case OFF -> messages.foundOff(purpose);
            case ON -> throw new MirroringException(messages.itemMissing(purpose));
            case UNKNOWN -> messages.notMirrored(purpose);
        }
    }

    /** If the connection is lost, so are the locks, and the window has to be opened anew. */
    private boolean isStillOff(Presence presence, String purpose) {
        try {
            presence.write(purpose);
            return presence.state() != MirroringState.ON;
        } catch (SessionLostException e) {
            messages.connectionLost(e);
            return false;
        }
    }

    private void open(String purpose) {
        exiting.arm();
        window.to(WindowState.OPENING);
        try {
            Presence presence = window.presence()
                    .orElseGet(() -> window.has(Presence.open(setup, process, purpose, Optional.of(waiting.now()))));
            WindowState opened = opening.open(presence);
            if (opened == WindowState.NONE) {
                window.end(opened);
                exit.disarm();
            } else {
                window.to(opened);
            }
        } catch (RuntimeException | Error e) {
            undo(e);
            throw e;
        }
    }

    /** Once the process is exiting, the shutdown hook does it. */
    private void undo(Throwable failure) {
        if (exit.hasBegun()) {
            return;
        }
        try {
            leaving.undo(Leaving.Limits.of(setup.settings()));
        } catch (MirroringException e) {
            messages.failed(e);
            failure.addSuppressed(e);
        }
    }
}
