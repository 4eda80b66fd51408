package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;

/** Stops or starts mirroring because a person says so. It goes through the gate like everybody, and opens no window. */
public final class ManualSwitch {

    private final WindowSetup setup;
    private final MirroringSettings settings;
    private final Messages messages;
    private final ThisProcess process;
    private final Waiting waiting;
    private final Gate gate;
    private final Fabric fabric;
    private final Settling settling;
    private final OtherItems otherItems;
    private final Starting starting;

    public ManualSwitch(WindowSetup setup) {
        this(setup, ThisProcess.REAL);
    }

    ManualSwitch(WindowSetup setup, ThisProcess process) {
        this.setup = setup;
        this.process = process;
        this.waiting = new Waiting(process, new CountDownLatch(1));
        this.settings = setup.settings();
        this.messages = new Messages(setup.reporter(), settings, setup.host());
        this.gate = new Gate(messages);
        this.fabric = new Fabric(setup.api());
        this.settling = new Settling(messages, settings.pollInterval(), settings.startTimeout());
        this.otherItems = new OtherItems(setup.reporter(), settings.item());
        this.starting = new Starting(settings, fabric, otherItems, messages);
    }

    /**
     * Stops mirroring, and leaves it so: no note is left, and nothing will start it again but those who keep it off
     * already.
     *
     * @return {@link MirroringState#OFF}, or {@link MirroringState#UNKNOWN} if the database cannot tell
     * @throws MirroringException if the stop was not accepted, or the database does not say off within {@code
     *     stopTimeout}
     */
    public MirroringState stop() {
        return throughTheGate("stop", this::stop);
    }

    /**
     * Starts mirroring, whoever has stopped it, and removes every note once it is on.
     *
     * @return {@link MirroringState#ON} if the database says so, {@link MirroringState#OFF} if it did not within {@code
     *     startTimeout}, {@link MirroringState#UNKNOWN} if it cannot tell
     * @throws MirroringException if the start was not accepted
     */
    public MirroringState start() {
        return throughTheGate("start", this::start);
    }

    private MirroringState throughTheGate(
            String command, BiFunction<Presence, List<WindowNote>, MirroringState> change) {
        fabric.signIn();
        Presence presence = Presence.open(setup, process, "command " + command, Optional.empty());
        try {
            if (!gate.take(presence.locks(), settings.stopTimeout(), waiting)) {
                throw new MirroringException(messages.gateNotTakenByHand(settings.stopTimeout()));
            }
            List<WindowNote> notes = presence.readNotes();
            messages.warnOfLaterRelease(notes);
            return change.apply(presence, notes);
        } finally {
            presence.close();
        }
    }

    private MirroringState stop(Presence presence, List<WindowNote> notes) {
        otherItems.refuse(notes, presence.note().purpose());
        boolean othersKeep = presence.locks().othersKeep();
        if (othersKeep) {
            messages.keptOffByOthers(notes);
        }
        settle(presence, notes, othersKeep);
        messages.stoppingByHand();
        fabric.stopMirroring(settings.stopTimeout());
        Duration accepted = waiting.now();
        messages.stopAccepted();
        StateWatch watch = new StateWatch(messages, settings.pollInterval(), waiting);
        MirroringState said = watch.await(MirroringState.OFF, presence::state, accepted, settings.stopTimeout());
        if (said == MirroringState.ON) {
            throw new MirroringException(messages.notOffAfterManualStop(waiting.since(accepted), watch.lastAnswer()));
        }
        if (!othersKeep && !notes.isEmpty()) {
            messages.noteReplacedByHand(notes);
            presence.removeNotesOfTheDead(notes, false);
        }
        return said;
    }

    private MirroringState start(Presence presence, List<WindowNote> notes) {
        otherItems.warn(notes);
        boolean othersKeep = presence.locks().othersKeep();
        if (othersKeep) {
            messages.surprising(notes);
        }
        settle(presence, notes, othersKeep);
        messages.startingByHand();
        try {
            return starting.start(presence, notes, settings.startTimeout(), waiting);
        } catch (MirroringException e) {
            if (notes.isEmpty() && presence.note().phase() == Phase.OFF) {
                // Nothing was started, and nobody owes anything.
                presence.removeOwnNote();
            }
            throw e;
        }
    }

    private void settle(Presence presence, List<WindowNote> notes, boolean othersKeep) {
        Optional<Phase> outstanding = Presence.outstanding(notes);
        if (!othersKeep || outstanding.equals(Optional.of(Phase.STARTING))) {
            settling.await(presence, outstanding, waiting);
        }
    }
}
