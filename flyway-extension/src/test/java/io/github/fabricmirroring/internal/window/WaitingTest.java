package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.MirroringException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a window does while the database does not say what it waits for. */
class WaitingTest {

    private static final String A = "V1__a.sql";
    private static final Supplier<MirroringState> ON = () -> MirroringState.ON;

    private final WindowAlone alone = new WindowAlone();
    private final MirroringWindow window = alone.window;

    private static Supplier<MirroringState> failure(String message) {
        return () -> {
            throw new MirroringException(message);
        };
    }

    @Test
    void aLineEvery30SecondsTellsHowLongItHasWaited() {
        alone.world.mirroring().planChangesAfter(72_000);

        window.requireOff(A);

        assertThat(alone.said)
                .contains("waiting for the database to say off, for 60 s so far; the database says on.")
                .anyMatch(line -> line.startsWith("off after 7"))
                .filteredOn(line -> line.startsWith("waiting"))
                .hasSize(2);
    }

    @Test
    void theFirstLooksComeSoonAndLaterOnesAtPollInterval() {
        alone.world.mirroring().planChangesAfter(500);

        window.requireOff(A);

        assertThat(alone.world.now()).isBetween(500L, 900L);
    }

    @Test
    void pastStopTimeoutMirroringIsStartedAgainAndTheMessageNamesTheSettings() {
        alone.world.mirroring().planToSay(ON, 3000);

        assertThatThrownBy(() -> window.requireOff(A))
                .isInstanceOf(MirroringException.class)
                .hasMessageContaining(
                        "was not off 10 min 0 s after the stop (the database says on), so V1__a.sql was not run")
                .hasMessageContaining("stopTimeout")
                .hasMessageContaining("stateQuery");

        assertThat(alone.calls).containsExactly("stop [" + A + " stopping]", "start [" + A + " starting]");
        assertThat(alone.world.now()).isEqualTo(600_000);
        assertThat(window.isOpen()).isFalse();
    }

    @Test
    void aStateQueryThatFailsWhileWaitingIsAskedAgain() {
        alone.world.mirroring().planToSay(ON, 1);
        alone.world.mirroring().planToSay(failure("no answer"), 3);

        window.requireOff(A);

        assertThat(alone.calls).containsExactly("stop [" + A + " stopping]");
        assertThat(window.isOpen()).isTrue();
    }

    @Test
    void aStateQueryThatFailsToTheEndIsToldInTheFailure() {
        alone.world.mirroring().planToSay(ON, 1);
        alone.world.mirroring().planToSay(failure("no answer"), 3000);

        assertThatThrownBy(() -> window.requireOff(A)).hasMessageContaining("no answer");

        assertThat(alone.calls).hasSize(2);
    }

    @Test
    void aStateQueryThatFailsAtFirstFailsTheMigrationBeforeAnythingIsStopped() {
        alone.world.mirroring().planToSay(failure("no such table"), 1);

        assertThatThrownBy(() -> window.requireOff(A)).hasMessage("no such table");

        assertThat(alone.calls).isEmpty();
        assertThat(alone.notes()).isEmpty();
    }

    @Test
    void aStateQueryThatFailsAtTheEndDoesNotKeepMirroringOff() {
        window.requireOff(A);
        alone.world.mirroring().planToSay(failure("no answer"), 3);

        assertThat(window.leave()).isEqualTo(MirroringState.ON);
    }
}
