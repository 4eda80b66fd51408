package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.window.SimulatedFabric.Answer;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import org.junit.jupiter.api.Test;

/** What becomes of a window that does not open: what it has stopped is started before the failure is reported. */
class OpeningThatFailsTest {

    private static final String A = "V1__a.sql";

    private final WindowAlone alone = new WindowAlone();
    private final MirroringWindow window = alone.window;

    @Test
    void afterASureRefusalNothingIsStartedAndTheNoteGoes() {
        alone.answersNext(Answer.REFUSED);

        assertThatThrownBy(() -> window.requireOff(A)).hasMessage("refused");

        assertThat(alone.calls).hasSize(1);
        assertThat(alone.notes()).isEmpty();
        assertThat(alone.said).last().isEqualTo("nothing was stopped: mirroring is as it was.");
        assertThat(window.isOpen()).isFalse();
    }

    @Test
    void aRefusalForADeadOnesWindowStartsMirroring() {
        alone.whileOff().withNote("dead", Phase.STARTING);
        alone.answersNext(Answer.REFUSED);

        assertThatThrownBy(() -> window.requireOff(A)).hasMessage("refused");

        assertThat(alone.calls).containsExactly("stop [" + A + " stopping]", "start [" + A + " starting]");
        assertThat(alone.world.mirroring().isOn()).isTrue();
        assertThat(alone.notes()).isEmpty();
    }

    @Test
    void aStopThatMayStillComeIsWaitedForBeforeMirroringIsStarted() {
        alone.answersNext(Answer.LOST_BUT_ACCEPTED);
        alone.answersNext(() -> {
            assertThat(alone.world.mirroring().isOn()).isFalse();
            return Answer.ACCEPTED;
        });

        assertThatThrownBy(() -> window.requireOff(A)).hasMessage("the answer was lost");

        assertThat(alone.calls).containsExactly("stop [" + A + " stopping]", "start [" + A + " starting]");
        assertThat(alone.world.mirroring().isOn()).isTrue();
        assertThat(alone.notes()).isEmpty();
    }

    @Test
    void aNoteOfALaterReleaseIsLeftAloneAndNothingRuns() {
        alone.withNote("later", WindowNote.FORMAT + 1, Phase.OFF);

        assertThatThrownBy(() -> window.requireOff(A))
                .isInstanceOf(MirroringException.class)
                .hasMessageContaining("has format 2, which a later release")
                .hasMessageEndingWith(A + " was not run.");

        assertThat(alone.calls).isEmpty();
        assertThat(alone.notes()).containsExactly("V0__old.sql off");
    }

    @Test
    void whileAnotherProcessHasTheGateItIsWaitedForAtMostStopTimeout() {
        alone.world.takeGate(new Connection());

        assertThatThrownBy(() -> window.requireOff(A))
                .hasMessageStartingWith("another process has been switching mirroring for 10 min 0 s, so " + A);

        assertThat(alone.said).first().asString().startsWith("another process is switching mirroring; waiting");
        assertThat(alone.calls).isEmpty();
        assertThat(alone.notes()).isEmpty();
    }

    @Test
    void withoutATokenNothingIsWrittenOrStopped() {
        alone.whenSigningIn(() -> {
            throw new MirroringException("nobody is signed in");
        });

        assertThatThrownBy(() -> window.requireOff(A)).hasMessage("nobody is signed in");

        assertThat(alone.calls).isEmpty();
        assertThat(alone.notes()).isEmpty();
        assertThat(alone.said).isEmpty();
        assertThat(alone.world.mirroring().isOn()).isTrue();
    }

    /** The last one out has to start mirroring. */
    @Test
    void withoutATokenNobodyJoins() {
        alone.withKeeper("other").whenSigningIn(() -> {
            throw new MirroringException("nobody is signed in");
        });

        assertThatThrownBy(() -> window.requireOff(A)).hasMessage("nobody is signed in");

        assertThat(alone.notes()).containsExactly("V0__old.sql off");
    }

    @Test
    void interruptedWhileSigningInNothingIsStopped() {
        alone.whenSigningIn(() -> {
            Thread.currentThread().interrupt();
            throw new SignInFailed();
        });

        assertThatThrownBy(() -> window.requireOff(A)).hasMessageStartingWith("interrupted while waiting");

        assertThat(Thread.interrupted()).as("kept for the caller").isTrue();
        assertThat(alone.calls).isEmpty();
        assertThat(alone.notes()).isEmpty();
    }

    @Test
    void interruptedInsideAStopCallThatWasNotSentNothingIsStarted() {
        alone.answersNext(() -> {
            Thread.currentThread().interrupt();
            return Answer.REFUSED;
        });

        assertThatThrownBy(() -> window.requireOff(A)).hasMessageStartingWith("interrupted while waiting");

        assertThat(Thread.interrupted()).as("kept for the caller").isTrue();
        assertThat(alone.calls).hasSize(1);
        assertThat(alone.notes()).isEmpty();
    }

    private static final class SignInFailed extends MirroringApiException {
        private static final long serialVersionUID = 1L;

        SignInFailed() {
            super("the thread was interrupted", null);
        }

        @Override
        public boolean mayHaveTakenEffect() {
            return false;
        }
    }

    @Test
    void interruptedBeforeTheStopCallNothingIsStopped() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> window.requireOff(A)).hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).as("kept for the caller").isTrue();
        assertThat(alone.calls).isEmpty();
        assertThat(alone.notes()).isEmpty();
    }

    @Test
    void interruptedWhileItWaitsForOffMirroringIsStartedOnceTheStopHasShown() {
        alone.ports.interruptNextPause();
        alone.answersNext(Answer.ACCEPTED);
        alone.answersNext(() -> {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(alone.world.mirroring().isOn()).isFalse();
            return Answer.ACCEPTED;
        });

        assertThatThrownBy(() -> window.requireOff(A)).hasMessageContaining("interrupted while waiting");

        assertThat(Thread.interrupted()).as("kept for the caller").isTrue();
        assertThat(alone.calls).hasSize(2);
        assertThat(alone.world.mirroring().isOn()).isTrue();
    }

    @Test
    void aServerThatLosesEachConnectionIsAskedAgainWithPausesAndAtMostForStopTimeout() {
        alone.world
                .mirroring()
                .planToSay(
                        () -> {
                            alone.world.lose(alone.ports.connection().orElseThrow());
                            throw new SessionLostException("lost", null);
                        },
                        3000);

        assertThatThrownBy(() -> window.requireOff(A)).isInstanceOf(SessionLostException.class);

        assertThat(alone.world.now()).isBetween(599_000L, 602_000L);
        assertThat(alone.calls).isEmpty();
    }
}
