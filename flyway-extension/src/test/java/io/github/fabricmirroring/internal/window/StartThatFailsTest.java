package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.window.SimulatedFabric.Answer;
import org.junit.jupiter.api.Test;

/** A start that fails, or is not seen in time. */
class StartThatFailsTest {

    private static final String A = "V1__a.sql";
    private static final String B = "V2__b.sql";
    private static final String STOP_FOR_A = "stop [" + A + " stopping]";
    private static final String START_FOR_A = "start [" + A + " starting]";

    private final WindowAlone alone = new WindowAlone();
    private final MirroringWindow window = alone.window;

    @Test
    void leavesTheNoteAndSaysWhatToDo() {
        window.requireOff(A);
        alone.answersNext(Answer.REFUSED);

        assertThatThrownBy(window::leave)
                .isInstanceOf(MirroringException.class)
                .hasMessageStartingWith("MIRRORING IS OFF and could not be started again: refused")
                .hasMessageContaining("the next run")
                .hasMessageEndingWith("by hand");

        assertThat(alone.notes()).as("nothing is outstanding").containsExactly(A + " off");
        assertThat(window.isOpen()).isFalse();
    }

    @Test
    void leavesTheNoteAsItIsIfItMayStillCome() {
        window.requireOff(A);
        alone.answersNext(Answer.LOST);

        assertThatThrownBy(window::leave).hasMessageContaining("the answer was lost");

        assertThat(alone.notes()).containsExactly(A + " starting");
    }

    @Test
    void isNoFailureIfTheDatabaseSaysOn() {
        window.requireOff(A);
        alone.answersNext(() -> {
            alone.whileOn();
            return Answer.REFUSED;
        });

        assertThat(window.leave()).isEqualTo(MirroringState.ON);

        assertThat(alone.said).last().asString().startsWith("mirroring is on, although the start was not accepted");
        assertThat(alone.notes()).isEmpty();
    }

    @Test
    void isReportedIfItIsNotSeenInTimeAndItsNoteStays() {
        window.requireOff(A);
        window.migrationEnded();
        alone.world.mirroring().planChangesAfter(200_000);

        assertThat(window.leave()).isEqualTo(MirroringState.OFF);

        assertThat(alone.notes()).containsExactly(A + " starting");
        assertThat(alone.said)
                .last()
                .asString()
                .startsWith(
                        "ERROR Fabric has accepted the start, but mirroring is not on 2 min 0 s later (the database says off).");
    }

    @Test
    void makesTheNextTaggedMigrationWaitForOnInsteadOfBelievingOff() {
        window.requireOff(A);
        window.migrationEnded();
        alone.world.mirroring().planChangesAfter(200_000);
        window.leaveIfDue();
        alone.world.mirroring().planChangesAfter(1000);

        window.requireOff(B);

        assertThat(alone.calls).containsExactly(STOP_FOR_A, START_FOR_A, "stop [" + B + " stopping]");
        assertThat(window.isOpen()).isTrue();
        assertThat(alone.world.mirroring().willBeOn()).isFalse();
    }
}
