package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.Presence.Debt;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a window is opened: take the gate, take the keeper lock, look, act, leave the gate. */
final class Opening {

    private final MirroringSettings settings;
    private final Gate gate;
    private final Settling settling;
    private final Stopping stopping;
    private final ProcessExit exit;
    private final Waiting waiting;
    private final OtherItems otherItems;
    private final Messages messages;

    Opening(
            MirroringSettings settings,
            Gate gate,
            Settling settling,
            Stopping stopping,
            ProcessExit exit,
            Waiting waiting,
            OtherItems otherItems,
            Messages messages) {
        this.settings = settings;
        this.gate = gate;
        this.settling = settling;
        this.stopping = stopping;
        this.exit = exit;
        this.waiting = waiting;
        this.otherItems = otherItems;
        this.messages = messages;
    }

    /** What the gate's holder finds. */
    record Found(List<WindowNote> notes, boolean othersKeep) {

        Optional<Phase> outstanding() {
            return Presence.outstanding(notes);
        }

        boolean nothing() {
            return notes.isEmpty() && !othersKeep;
        }

        boolean startMayCome() {
            return outstanding().equals(Optional.of(Phase.STARTING));
        }
    }

    /**
     * Returns once the database says off, or cannot tell.
     *
     * @return {@link WindowState#OPEN}, or {@link WindowState#NONE} if mirroring was found off, by nobody whom this
     *     protocol knows
     * @throws MirroringException if mirroring is not off for sure, or the wait was broken off; what there is to undo
     *     stands in the presence
     */
    WindowState open(Presence presence) {
        Duration since = waiting.now();
        while (true) {
            try {
                return throughTheGate(presence);
            } catch (SessionLostException e) {
                exit.refuse();
                messages.connectionLost(e);
                Duration left = settings.stopTimeout().minus(waiting.since(since));
                if (left.isNegative() || !presence.reconnect(left, waiting)) {
                    throw e;
                }
            }
        }
    }

    private WindowState throughTheGate(Presence presence) {
        String purpose = presence.note().purpose();
        if (!gate.take(presence.locks(), settings.stopTimeout(), waiting)) {
            exit.refuseIfBrokenOff(purpose, messages);
            throw new MirroringException(messages.gateNotTaken(settings.stopTimeout(), purpose));
        }
        presence.locks().keep();
        List<WindowNote> notes = presence.readNotes();
        messages.refuseLaterRelease(notes, purpose);
        otherItems.refuse(notes, purpose);
        Found found = new Found(notes, presence.locks().othersKeep());
        settle(presence, found);
        WindowState opened = act(presence, presence.state(), found);
        presence.locks().leaveGate();
        return opened;
    }

    private void settle(Presence presence, Found found) {
        boolean onlyOwn = found.notes().stream().allMatch(presence::isOwn);
        // What this window has only noted so far is not outstanding.
        boolean nothingSent = onlyOwn && !presence.owesStart();
        if (!nothingSent && (found.startMayCome() || onlyOwn || !found.othersKeep())) {
            settling.await(presence, found.outstanding(), waiting);
            exit.refuseIfBrokenOff(presence.note().purpose(), messages);
        }
        if (presence.owesStart()) {
            presence.owes(Debt.START);
        }
    }

    private WindowState act(Presence presence, MirroringState said, Found found) {
        if (said == MirroringState.OFF && found.nothing()) {
            presence.locks().stopKeeping();
            messages.foundOff(presence.note().purpose());
            return WindowState.NONE;
        }
        boolean off = said == MirroringState.OFF || said == MirroringState.UNKNOWN && found.othersKeep();
        if (off && !found.startMayCome()) {
            stopping.join(presence, found);
            messages.joined(presence, found.notes(), found.othersKeep());
        } else {
            stopping.stop(presence, found);
        }
        return WindowState.OPEN;
    }
}
