package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.window.SimulatedFabric.Answer;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The second table above {@link MirroringWindow}, row by row: when is mirroring started again, and when is it not? */
class LeavingTest {

    private static final String A = "V1__a.sql";
    private static final String B = "V2__b.sql";
    private static final String STOP_FOR_A = "stop [" + A + " stopping]";
    private static final String START_FOR_A = "start [" + A + " starting]";

    private final WindowAlone alone = new WindowAlone();
    private final MirroringWindow window = alone.window;

    @Nested
    class BeforeATaggedMigration {

        @Test
        void anOpenWindowGoesOnWithoutACall() {
            window.requireOff(A);
            window.migrationEnded();

            window.requireOff(B);
            window.leaveIfDue();

            assertThat(alone.calls).as("it is no longer due").containsExactly(STOP_FOR_A);
            assertThat(alone.notes()).containsExactly(B + " off");
        }

        @Test
        void mirroringThatSomebodyElseHasStartedIsStoppedAgain() {
            window.requireOff(A);
            window.migrationEnded();
            alone.whileOn();

            window.requireOff(B);

            assertThat(alone.calls).containsExactly(STOP_FOR_A, "stop [" + B + " stopping]");
            assertThat(alone.said).anyMatch(line -> line.startsWith("WARN mirroring was started by somebody else"));
        }

        @Test
        void insideATransactionItIsNotStoppedAgain() {
            window.requireOff(A);

            assertThatThrownBy(() -> window.requireStillOff(B, MirroringState.ON))
                    .isInstanceOf(MirroringException.class)
                    .hasMessageContaining("started by somebody else during this group");

            window.requireStillOff(B, MirroringState.OFF);
            assertThat(alone.calls).containsExactly(STOP_FOR_A);
        }

        @Test
        void aWindowWhoseConnectionWasLostIsOpenedAnew() {
            window.requireOff(A);
            alone.world.lose(alone.ports.connection().orElseThrow());

            window.requireOff(B);

            assertThat(alone.calls).containsExactly(STOP_FOR_A);
            assertThat(alone.world.keeps(alone.ports.connection().orElseThrow()))
                    .isTrue();
            assertThat(alone.said).anyMatch(line -> line.contains("the connection that keeps mirroring off was lost"));
        }

        @Test
        void aWindowThatWasTakenForDeadMeanwhileIsOpenedAnew() {
            window.requireOff(A);
            alone.world.lose(alone.ports.connection().orElseThrow());
            alone.world.remove(alone.world.notes());
            alone.whileOn();

            window.requireOff(B);

            assertThat(alone.calls).hasSize(2).last().isEqualTo("stop [" + B + " stopping]");
            assertThat(window.isOpen()).isTrue();
        }
    }

    @Nested
    class BeforeAnUntaggedMigration {

        @Test
        void aDueWindowIsLeft() {
            window.requireOff(A);
            window.migrationEnded();

            window.leaveIfDue();

            assertThat(alone.calls).containsExactly(STOP_FOR_A, START_FOR_A);
            assertThat(alone.notes()).isEmpty();
            assertThat(window.isOpen()).isFalse();
        }

        @Test
        void anOpenOneIsNot() {
            window.requireOff(A);

            window.leaveIfDue();

            assertThat(window.isOpen()).isTrue();
            assertThat(alone.calls).containsExactly(STOP_FOR_A);
        }

        @Test
        void withoutAWindowNothingHappens() {
            window.migrationEnded();
            window.leaveIfDue();
            window.leave();

            assertThat(alone.calls).isEmpty();
            assertThat(alone.ports.connection()).isEmpty();
        }
    }

    @Nested
    class WhenTheRunIsOver {

        @Test
        void mirroringIsStartedAndSeenOnBeforeTheNoteGoes() {
            window.requireOff(A);

            assertThat(window.leave()).isEqualTo(MirroringState.ON);

            assertThat(alone.calls).containsExactly(STOP_FOR_A, START_FOR_A);
            assertThat(alone.world.mirroring().isOn()).isTrue();
            assertThat(alone.notes()).isEmpty();
            assertThat(alone.ports.hook()).isEmpty();
        }

        @Test
        void theLastOneOutStartsItAndNobodyBefore() {
            window.requireOff(A);
            alone.withKeeper("other");

            window.leave();

            assertThat(alone.calls).containsExactly(STOP_FOR_A);
            assertThat(alone.notes()).containsExactly("V0__old.sql off");
            assertThat(alone.said).last().isEqualTo("another process needs mirroring off by now, and will start it.");
        }

        @Test
        void whatADeadOneHasAskedForIsWaitedForFirst() {
            window.requireOff(A);
            alone.whileOn().withNote("dead", Phase.STOPPING).withAccepted(false);
            alone.answersNext(() -> {
                assertThat(alone.world.mirroring().isOn()).isFalse();
                return Answer.ACCEPTED;
            });

            window.leave();

            assertThat(alone.calls).containsExactly(STOP_FOR_A, START_FOR_A);
            assertThat(alone.notes()).isEmpty();
        }

        @Test
        void afterALostConnectionItIsStartedByANewOne() {
            window.requireOff(A);
            alone.world.lose(alone.ports.connection().orElseThrow());

            assertThat(window.leave()).isEqualTo(MirroringState.ON);

            assertThat(alone.calls).containsExactly(STOP_FOR_A, START_FOR_A);
            assertThat(alone.notes()).isEmpty();
        }

        @Test
        void whatOthersHaveStartedMeanwhileIsNotStartedASecondTime() {
            window.requireOff(A);
            alone.world.lose(alone.ports.connection().orElseThrow());
            alone.world.remove(alone.world.notes());
            alone.whileOn();

            assertThat(window.leave()).isEqualTo(MirroringState.ON);

            assertThat(alone.calls).containsExactly(STOP_FOR_A);
            assertThat(alone.said).last().isEqualTo("mirroring is on again: another process has started it.");
        }

        @Test
        void anInterruptDoesNotKeepMirroringOff() {
            window.requireOff(A);
            Thread.currentThread().interrupt();
            alone.ports.interruptNextPause();

            assertThat(window.leave()).isEqualTo(MirroringState.ON);

            assertThat(Thread.interrupted()).as("kept for the caller").isTrue();
            assertThat(alone.calls).containsExactly(STOP_FOR_A, START_FOR_A);
        }

        /** The call hands it on when it is over. */
        @Test
        void anInterruptInsideTheStartCallDoesNotEndTheWaitForOn() {
            window.requireOff(A);
            alone.answersNext(() -> {
                Thread.currentThread().interrupt();
                return SimulatedFabric.Answer.ACCEPTED;
            });

            assertThat(window.leave()).isEqualTo(MirroringState.ON);

            assertThat(Thread.interrupted()).as("kept for the caller").isTrue();
            assertThat(alone.notes()).isEmpty();
        }

        @Test
        void anInterruptIsHandedOnOnlyOnce() {
            window.requireOff(A);
            Thread.currentThread().interrupt();
            window.leave();
            assertThat(Thread.interrupted()).isTrue();

            window.requireOff(A);
            window.leave();

            assertThat(Thread.interrupted()).isFalse();
        }
    }
}
