package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the gate's holder starts mirroring when nobody keeps it off: note {@code starting}, start, see it on, remove the
 * notes.
 *
 * <p>What the database refuses meanwhile does not keep mirroring off: only a lost connection is passed on, and only as
 * long as nothing has been asked for.
 */
final class Starting {

    private static final Logger LOG = LoggerFactory.getLogger(Starting.class);

    private final MirroringSettings settings;
    private final Fabric fabric;
    private final OtherItems otherItems;
    private final Messages messages;

    Starting(MirroringSettings settings, Fabric fabric, OtherItems otherItems, Messages messages) {
        this.settings = settings;
        this.fabric = fabric;
        this.otherItems = otherItems;
        this.messages = messages;
    }

    /**
     * @param notes what the gate's holder has found, with nothing outstanding
     * @param within for how long the call is tried
     * @return {@link MirroringState#OFF} if it was accepted and not seen within {@code startTimeout}, which has been
     *     reported as an error; {@link MirroringState#UNKNOWN} if the database cannot tell
     * @throws SessionLostException if the connection is lost before the call
     * @throws MirroringException if it was not accepted, and the database does not say on
     */
    MirroringState start(Presence presence, List<WindowNote> notes, Duration within, Waiting waiting) {
        presence.owesAtLeast(Presence.Debt.START);
        noteThatItStarts(presence, notes);
        return call(presence, within, waiting);
    }

    /** Without the database, which is gone: whoever needs mirroring off needs the database, too. */
    void startUnseen(Presence presence, Duration within, Waiting waiting) {
        LOG.debug("Starting mirroring without the database");
        try {
            ask(within, waiting);
        } catch (MirroringException e) {
            throw new MirroringLeftOffException(messages.notStarted(e, fabric.startMirroringByHand()), e);
        }
        messages.started(presence, waiting);
        presence.owes(Presence.Debt.NOTHING);
    }

    /** So that the next run waits for it. */
    void noteThatItStarts(Presence presence) {
        try {
            presence.write(Phase.STARTING);
        } catch (MirroringException e) {
            messages.startingWithoutNote(e);
        }
    }

    private void noteThatItStarts(Presence presence, List<WindowNote> notes) {
        try {
            presence.write(Phase.STARTING);
            presence.removeNotesOfTheDead(otherItems.without(notes), false);
        } catch (SessionLostException e) {
            throw e;
        } catch (MirroringException e) {
            messages.startingWithoutNote(e);
        }
    }

    private MirroringState call(Presence presence, Duration within, Waiting waiting) {
        try {
            ask(within, waiting);
        } catch (MirroringException e) {
            if (!isStopOutstanding(presence) && isOn(presence)) {
                messages.onAlthoughRefused(e);
                presence.owes(Presence.Debt.NOTHING);
                return removeNotes(presence);
            }
            if (presence.owesStart() && e instanceof MirroringApiException refusal && !refusal.mayHaveTakenEffect()) {
                nothingIsOutstanding(presence);
            }
            throw new MirroringLeftOffException(messages.notStarted(e, fabric.startMirroringByHand()), e);
        }
        if (isStopOutstanding(presence)) {
            messages.stopNotSeen();
            return MirroringState.OFF;
        }
        messages.started(presence, waiting);
        presence.owes(Presence.Debt.NOTHING);
        return seeItOn(presence, waiting);
    }

    /** The call lets an interrupt wait until it is over; what comes after it would give up before it began. */
    private void ask(Duration within, Waiting waiting) {
        try {
            fabric.startMirroring(within);
        } finally {
            waiting.postponeInterrupt();
        }
    }

    private MirroringState seeItOn(Presence presence, Waiting waiting) {
        StateWatch watch = new StateWatch(messages, settings.pollInterval(), waiting);
        Duration accepted = waiting.now();
        MirroringState said;
        try {
            said = watch.await(MirroringState.ON, presence::state, accepted, settings.startTimeout());
        } catch (SessionLostException e) {
            messages.notSeenOn(waiting.since(accepted), e.getMessage());
            return MirroringState.OFF;
        }
        if (said == MirroringState.OFF) {
            messages.notSeenOn(waiting.since(accepted), watch.lastAnswer());
            return MirroringState.OFF;
        }
        removeNotes(presence);
        return said;
    }

    /** Nobody keeps: what stands is this window's, or a dead one's. */
    MirroringState removeNotes(Presence presence) {
        try {
            presence.remove(otherItems.without(presence.readNotes()).stream()
                    .filter(note -> !note.isOfLaterRelease())
                    .toList());
        } catch (MirroringException e) {
            messages.noteNotRemoved(e);
        }
        return MirroringState.ON;
    }

    /** As long as it is, "on" says nothing about the start. */
    private static boolean isStopOutstanding(Presence presence) {
        return presence.debt() == Presence.Debt.START_ONCE_OFF;
    }

    static boolean isOn(Presence presence) {
        try {
            return presence.state() == MirroringState.ON;
        } catch (MirroringException e) {
            LOG.debug("The database did not say whether mirroring is on", e);
            return false;
        }
    }

    /** So that the next run need not wait for a start that will not come. */
    private static void nothingIsOutstanding(Presence presence) {
        try {
            presence.write(Phase.OFF);
        } catch (MirroringException e) {
            LOG.debug("The next run has to wait for a start that does not come", e);
        }
    }
}
