package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The first table above {@link MirroringWindow}, row by row. */
class OpeningTest {

    private static final String A = "V1__a.sql";

    private final WindowAlone alone = new WindowAlone();
    private final MirroringWindow window = alone.window;

    @Nested
    class WhileTheDatabaseSaysOff {

        @Test
        void withoutNotesOrKeepersItWasFoundOffAndIsNeverStarted() {
            alone.whileOff();

            window.requireOff(A);

            assertThat(window.isOpen()).isFalse();
            assertThat(alone.said)
                    .containsExactly(
                            "mirroring is off already, as " + A + " requires; it is left as it was found. If nobody has"
                                    + " stopped it, sys.dm_change_feed_errors may tell why it is off: lasting errors turn it off by"
                                    + " themselves.");
            window.leave();
            assertThat(alone.calls).isEmpty();
            assertThat(alone.notes()).isEmpty();
            assertThat(alone.ports.hook()).isEmpty();
        }

        @Test
        void aDeadWindowIsTakenOverAndStartedInTheEnd() {
            for (Phase left : new Phase[] {Phase.OFF, Phase.STOPPING}) {
                WindowAlone after = new WindowAlone().whileOff().withNote("dead", left);

                after.window.requireOff(A);

                assertThat(after.calls).isEmpty();
                assertThat(after.notes()).containsExactly(A + " off");
                assertThat(after.said)
                        .singleElement()
                        .asString()
                        .startsWith(
                                "WARN Mirroring has been off since 03:00 (V0__old.sql, process 4711, ci@host), and that"
                                        + " process is gone.");
                after.window.leave();
                assertThat(after.calls).containsExactly("start [" + A + " starting]");
                assertThat(after.notes()).isEmpty();
            }
        }

        @Test
        void aKeptWindowIsJoinedWithoutACall() {
            alone.withKeeper("other").withNote("dead", Phase.STOPPING);

            window.requireOff(A);

            assertThat(alone.calls).isEmpty();
            assertThat(alone.notes())
                    .as("what was outstanding was a dead one's; whose off is, nobody knows")
                    .containsExactly("V0__old.sql off", A + " off");
            window.leave();
            assertThat(alone.calls).as("the last one starts it").isEmpty();
            assertThat(alone.notes()).containsExactly("V0__old.sql off");
        }

        @Test
        void aStartThatStillComesIsWaitedForAndThenStoppedAnew() {
            alone.whileOff().withNote("dead", Phase.STARTING).withAccepted(true);

            window.requireOff(A);

            assertThat(alone.calls).containsExactly("stop [" + A + " stopping]");
            assertThat(alone.notes()).containsExactly(A + " off");
            assertThat(alone.world.mirroring().isOn()).isFalse();
        }

        @Test
        void aStartThatDoesNotComeIsWaitedForAtMostStartTimeout() {
            alone.whileOff().withNote("dead", Phase.STARTING);

            window.requireOff(A);

            assertThat(alone.world.now()).isBetween(120_000L, 121_000L);
            assertThat(alone.calls).containsExactly("stop [" + A + " stopping]");
        }
    }

    @Nested
    class WhileTheDatabaseSaysOn {

        @Test
        void theNoteComesBeforeTheStopAndSaysOffOnceTheDatabaseDoes() {
            window.requireOff(A);

            assertThat(alone.calls).containsExactly("stop [" + A + " stopping]");
            assertThat(alone.notes()).containsExactly(A + " off");
            assertThat(alone.world.mirroring().isOn()).isFalse();
            assertThat(window.isOpen()).isTrue();
        }

        @Test
        void aStopOfADeadOneThatStillComesIsWaitedForAndTakenOver() {
            alone.withNote("dead", Phase.STOPPING).withAccepted(false);

            window.requireOff(A);

            assertThat(alone.calls).isEmpty();
            assertThat(alone.notes()).containsExactly(A + " off");
        }

        @Test
        void aStopOfADeadOneThatDoesNotComeIsAskedForAnew() {
            alone.withNote("dead", Phase.STOPPING);

            window.requireOff(A);

            assertThat(alone.world.now()).isGreaterThan(120_000);
            assertThat(alone.calls).containsExactly("stop [" + A + " stopping]");
        }

        @Test
        void whatSomebodyElseHasStartedIsStoppedAnew() {
            for (Phase left : new Phase[] {Phase.OFF, Phase.STARTING}) {
                WindowAlone after = new WindowAlone().withNote("dead", left);

                after.window.requireOff(A);

                assertThat(after.calls).containsExactly("stop [" + A + " stopping]");
            }
        }

        @Test
        void whatSomebodyElseHasStartedIsStoppedAnewForTheOthersWhoKeep() {
            alone.withKeeper("other").whileOn();

            window.requireOff(A);

            assertThat(alone.calls).containsExactly("stop [V0__old.sql off, " + A + " stopping]");
        }
    }

    @Nested
    class WhileTheDatabaseCannotTell {

        @Test
        void withoutNotesMirroringIsStoppedAndNotWaitedForWithAWarning() {
            alone.whileUnknown();

            window.requireOff(A);

            assertThat(alone.calls).containsExactly("stop [" + A + " stopping]");
            assertThat(alone.world.now()).isZero();
            assertThat(alone.said).last().asString().startsWith("WARN Fabric has accepted the stop, but this database");
        }

        @Test
        void aKeptWindowIsJoined() {
            alone.withKeeper("other").whileUnknown();

            window.requireOff(A);

            assertThat(alone.calls).isEmpty();
        }

        @Test
        void aNoteThatNobodyKeepsIsNotBelieved() {
            alone.withNote("dead", Phase.OFF).whileUnknown();

            window.requireOff(A);

            assertThat(alone.calls).containsExactly("stop [" + A + " stopping]");
        }
    }

    @Nested
    class WithoutAnItem {

        private final WindowAlone itemless =
                new WindowAlone(MirroringSettings.builder().build());

        @Test
        void offIsAsRequired() {
            itemless.whileOff().window.requireOff(A);

            assertThat(itemless.window.isOpen()).isFalse();
        }

        @Test
        void onFailsAndNamesTheSettings() {
            assertThatThrownBy(() -> itemless.window.requireOff(A)).hasMessageContaining("itemUrl");
        }

        @Test
        void aDatabaseThatCannotTellIsTakenForNotMirrored() {
            itemless.whileUnknown().window.requireOff(A);

            assertThat(itemless.said).singleElement().asString().contains("so it just runs");
        }
    }
}
