package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every implementation of {@link Notes} does. */
@Timeout(60)
public abstract class NotesContract {

    /**
     * A new session with the test's database. It is closed, and its database gone, when the test has ended.
     *
     * @param service a name; each has a schema of its own, where there are schemas
     */
    protected abstract Participant participant(String service);

    /** As a migration may do it that drops whatever it finds. */
    protected abstract void dropNotesOf(String service);

    private Notes notes(String service) {
        return participant(service).session().notes();
    }

    protected static WindowNote note(Phase phase) {
        return new WindowNote(
                UUID.randomUUID().toString(),
                WindowNote.FORMAT,
                phase,
                "V2__Füße.sql",
                "2026-11-25T03:00:00+01:00",
                "item of workspace",
                "build-7",
                "4711",
                "jörg");
    }

    @Test
    void nothingIsThereBeforeAnythingIsWritten() {
        assertThat(notes("a").read()).isEmpty();
    }

    @Test
    void aNoteIsReadAsItWasWrittenInAnyPhase() {
        Notes notes = notes("a");
        for (Phase phase : Phase.values()) {
            WindowNote note = note(phase);
            notes.write(note);

            assertThat(notes.read()).containsExactly(note);
            notes.remove(List.of(note));
        }
    }

    @Test
    void othersSeeANoteAtOnce() {
        Notes reader = notes("a");
        WindowNote note = note(Phase.OFF);

        notes("a").write(note);

        assertThat(reader.read()).containsExactly(note);
    }

    @Test
    void aNoteReplacesTheOneWithItsId() {
        Notes notes = notes("a");
        WindowNote note = note(Phase.STOPPING);
        notes.write(note);
        WindowNote other = note(Phase.OFF);
        notes.write(other);

        notes.write(note.in(Phase.OFF).about("V3__c.sql"));

        assertThat(notes.read()).containsExactlyInAnyOrder(note.in(Phase.OFF).about("V3__c.sql"), other);
    }

    @Test
    void aNoteMayBeWrittenTwice() {
        Notes notes = notes("a");
        WindowNote note = note(Phase.OFF);

        notes.write(note);
        notes.write(note);

        assertThat(notes.read()).containsExactly(note);
    }

    @Test
    void theNotesOfAllServicesAreSeenAndRemovedByEach() {
        WindowNote ofA = note(Phase.OFF);
        WindowNote ofB = note(Phase.STARTING);
        WindowNote alsoOfB = note(Phase.OFF);
        notes("a").write(ofA);
        notes("b").write(ofB);
        notes("b").write(alsoOfB);
        Notes c = notes("c");

        assertThat(c.read()).containsExactlyInAnyOrder(ofA, ofB, alsoOfB);
        c.remove(List.of(ofA, ofB));
        assertThat(c.read()).containsExactly(alsoOfB);
        assertThat(notes("a").read()).containsExactly(alsoOfB);
    }

    @Test
    void whatIsGoneMayBeRemoved() {
        Notes notes = notes("a");
        WindowNote note = note(Phase.OFF);

        assertThatCode(() -> {
                    notes.remove(List.of());
                    notes.remove(List.of(note));
                    notes.write(note);
                    notes.remove(List.of(note));
                    notes.remove(List.of(note));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aNoteOutlastsItsSession() {
        Participant closed = participant("a");
        Participant cut = participant("a");
        WindowNote ofClosed = note(Phase.OFF);
        WindowNote ofCut = note(Phase.STOPPING);
        closed.session().notes().write(ofClosed);
        cut.session().notes().write(ofCut);

        closed.session().close();
        cut.cut();

        assertThat(notes("a").read()).containsExactlyInAnyOrder(ofClosed, ofCut);
    }

    @Test
    void aNoteOfALaterReleaseIsReadAsFarAsItIsKnown() {
        WindowNote own = note(Phase.OFF);
        WindowNote later = new WindowNote("later", WindowNote.FORMAT + 1, Phase.OFF, "", "", "", "", "", "");
        Notes notes = notes("a");
        notes.write(later);
        notes.write(own);

        assertThat(notes.read())
                .hasSize(2)
                .contains(own)
                .anyMatch(note -> note.id().equals("later") && note.isOfLaterRelease());
    }

    @Test
    void whatWasDroppedIsWrittenAnew() {
        Notes notes = notes("a");
        WindowNote note = note(Phase.OFF);
        notes.write(note);
        dropNotesOf("a");
        assertThat(notes.read()).isEmpty();

        notes.write(note.in(Phase.STARTING));

        assertThat(notes.read()).containsExactly(note.in(Phase.STARTING));
    }

    @Test
    void whoWasCutLearnsThatItsSessionIsLost() {
        Participant one = participant("a");
        WindowNote note = note(Phase.OFF);
        one.session().notes().write(note);

        one.cut();

        assertThatThrownBy(() -> one.session().notes().read()).isInstanceOf(SessionLostException.class);
        assertThatThrownBy(() -> one.session().notes().write(note)).isInstanceOf(SessionLostException.class);
        assertThatThrownBy(() -> one.session().notes().remove(List.of(note))).isInstanceOf(SessionLostException.class);
    }

    @Test
    void notesNeedNoLock() {
        Participant gateHolder = participant("a");
        gateHolder.session().locks().takeGate(Duration.ZERO);
        gateHolder.session().locks().keep();
        WindowNote note = note(Phase.OFF);

        gateHolder.session().notes().write(note);
        Notes other = notes("a");
        WindowNote others = note(Phase.OFF);
        other.write(others);

        assertThat(other.read()).containsExactlyInAnyOrder(note, others);
        other.remove(List.of(note));
        assertThat(gateHolder.session().notes().read()).containsExactly(others);
    }
}
