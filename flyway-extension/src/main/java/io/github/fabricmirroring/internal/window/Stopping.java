package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.Opening.Found;
import io.github.fabricmirroring.internal.window.Presence.Debt;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import java.time.Duration;

/** How the gate's holder stops mirroring: note {@code stopping}, stop, wait for off, note {@code off}. */
final class Stopping {

    private final MirroringSettings settings;
    private final Fabric fabric;
    private final ProcessExit exit;
    private final Waiting waiting;
    private final Messages messages;

    Stopping(MirroringSettings settings, Fabric fabric, ProcessExit exit, Waiting waiting, Messages messages) {
        this.settings = settings;
        this.fabric = fabric;
        this.exit = exit;
        this.waiting = waiting;
        this.messages = messages;
    }

    /** Mirroring is off already, by others or by the dead: from now on by this window, too. */
    void join(Presence presence, Found found) {
        signIn(presence.note().purpose());
        takeOver(presence, Phase.OFF, found);
    }

    /**
     * The own note first, so that there is no moment without one; then those of the dead are removed, whose windows it
     * takes.
     */
    private void takeOver(Presence presence, Phase phase, Found found) {
        boolean anyoneElses = !presence.others(found.notes()).isEmpty();
        presence.owesAtLeast(Debt.NOTE);
        presence.write(phase);
        if (phase == Phase.OFF || anyoneElses && !found.othersKeep()) {
            presence.owesAtLeast(Debt.START);
        }
        presence.removeNotesOfTheDead(found.notes(), found.othersKeep());
    }

    /**
     * @throws MirroringException if the stop was not accepted, the database does not say off within {@code
     *     stopTimeout}, or the wait was broken off
     */
    void stop(Presence presence, Found found) {
        String purpose = presence.note().purpose();
        signIn(purpose);
        messages.stopping(presence, found.notes(), found.othersKeep());
        takeOver(presence, Phase.STOPPING, found);
        exit.refuseIfBrokenOff(purpose, messages);
        call(presence, purpose);
        exit.refuse();
        awaitOff(presence, waiting.now(), purpose);
        presence.write(Phase.OFF);
    }

    private void signIn(String purpose) {
        try {
            exit.breakable(fabric::signIn);
        } catch (MirroringApiException e) {
            exit.refuseIfBrokenOff(purpose, messages);
            throw e;
        }
    }

    private void call(Presence presence, String purpose) {
        Debt before = presence.debt();
        try {
            exit.breakable(() -> {
                presence.owes(Debt.START_ONCE_OFF);
                fabric.stopMirroring(settings.stopTimeout());
            });
        } catch (MirroringApiException e) {
            if (!e.mayHaveTakenEffect()) {
                presence.owes(before);
            }
            exit.refuseIfBrokenOff(purpose, messages);
            throw e;
        }
    }

    private void awaitOff(Presence presence, Duration accepted, String purpose) {
        StateWatch watch = new StateWatch(messages, settings.pollInterval(), waiting);
        MirroringState said = watch.await(MirroringState.OFF, presence::state, accepted, settings.stopTimeout());
        if (said == MirroringState.ON) {
            exit.refuseIfBrokenOff(purpose, messages);
        }
        // It has come, or its time is up.
        presence.owes(Debt.START);
        switch (said) {
            case OFF -> messages.off(waiting.since(accepted));
            case UNKNOWN -> messages.goingOnWithoutKnowing(purpose);
            case ON ->
                throw new MirroringException(messages.notOff(waiting.since(accepted), watch.lastAnswer(), purpose));
        }
    }
}
