package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.SimulatedFabric.Answer;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is done for windows whose owners are dead, by a run without one, by an exiting process, and by a person. */
class RecoveringTest {

    private static final String A = "V1__a.sql";
    private static final String START = "start [V0__old.sql starting]";

    private final WindowAlone alone = new WindowAlone();
    private final MirroringWindow window = alone.window;

    @Nested
    class ByARun {

        @Test
        void mirroringThatADeadOneHasLeftOffIsStarted() {
            alone.whileOff().withNote("dead", Phase.OFF);

            window.recover();

            assertThat(alone.calls).containsExactly(START);
            assertThat(alone.world.mirroring().isOn()).isTrue();
            assertThat(alone.notes()).isEmpty();
            assertThat(alone.said).first().asString().endsWith("and that process is gone. Starting it.");
        }

        @Test
        void ofMirroringThatIsOnOnlyTheNoteIsRemoved() {
            alone.withNote("dead", Phase.OFF);

            window.recover();

            assertThat(alone.calls).isEmpty();
            assertThat(alone.notes()).isEmpty();
        }

        @Test
        void aStopThatStillComesIsWaitedForFirst() {
            alone.withNote("dead", Phase.STOPPING).withAccepted(false);
            alone.answersNext(() -> {
                assertThat(alone.world.mirroring().isOn()).isFalse();
                return Answer.ACCEPTED;
            });

            window.recover();

            assertThat(alone.calls).containsExactly(START);
        }

        @Test
        void aStartThatStillComesIsWaitedForAndNotAskedForAgain() {
            alone.whileOff().withNote("dead", Phase.STARTING).withAccepted(true);

            window.recover();

            assertThat(alone.calls).isEmpty();
            assertThat(alone.world.mirroring().isOn()).isTrue();
            assertThat(alone.notes()).isEmpty();
        }

        @Test
        void theLivingAreLeftAloneWithoutAWord() {
            alone.withKeeper("other");

            window.recover();

            assertThat(alone.calls).isEmpty();
            assertThat(alone.said).isEmpty();
            assertThat(alone.notes()).hasSize(1);
        }

        @Test
        void whoeverHasTheGateIsLeftAloneWithoutAWord() {
            alone.whileOff().withNote("other", Phase.STOPPING).world.takeGate(new Connection());

            window.recover();

            assertThat(alone.calls).isEmpty();
            assertThat(alone.said).isEmpty();
        }

        @Test
        void aNoteOfALaterReleaseIsReportedAndLeftAlone() {
            alone.whileOff().withNote("later", WindowNote.FORMAT + 1, Phase.OFF);

            window.recover();

            assertThat(alone.calls).isEmpty();
            assertThat(alone.notes()).hasSize(1);
            assertThat(alone.said)
                    .singleElement()
                    .asString()
                    .startsWith("WARN ")
                    .contains("later release");
        }

        @Test
        void withoutAnItemItIsReported() {
            WindowAlone itemless = new WindowAlone(MirroringSettings.builder().build());
            itemless.whileOff().withNote("dead", Phase.OFF).window.recover();

            assertThat(itemless.said).singleElement().asString().contains("this run does not start it");
            assertThat(itemless.notes()).hasSize(1);
        }

        @Test
        void aReportDoesNoMore() {
            alone.whileOff().withNote("dead", Phase.OFF);

            window.report();

            assertThat(alone.said).singleElement().asString().contains("this run does not start it");
            assertThat(alone.calls).isEmpty();
            assertThat(alone.notes()).hasSize(1);
        }

        @Test
        void aRefusalIsReportedWithWhatWasFound() {
            alone.whileOff().withNote("dead", Phase.OFF);
            alone.answersNext(Answer.REFUSED);

            assertThatThrownBy(window::recover)
                    .isInstanceOf(MirroringException.class)
                    .hasMessageStartingWith("MIRRORING IS OFF and could not be started again: refused");
            assertThat(alone.said).first().asString().startsWith("WARN Mirroring has been off since 03:00");

            assertThat(alone.notes()).containsExactly("V0__old.sql off");
        }

        @Test
        void anInterruptWhileSomethingIsOutstandingStartsNothing() {
            alone.withNote("dead", Phase.STOPPING).withAccepted(false).ports.interruptNextPause();

            assertThatThrownBy(window::recover).hasMessageContaining("broken off while it waited");

            assertThat(Thread.interrupted()).isTrue();
            assertThat(alone.calls).isEmpty();
            assertThat(alone.notes()).hasSize(1);
        }

        @Test
        void withoutATokenNothingIsStartedAndTheNoteStays() {
            alone.whileOff().withNote("dead", Phase.OFF).whenSigningIn(() -> {
                throw new MirroringException("nobody is signed in");
            });

            assertThatThrownBy(window::recover).hasMessageEndingWith("It could not be started: nobody is signed in");

            assertThat(alone.calls).isEmpty();
            assertThat(alone.notes()).containsExactly("V0__old.sql off");
        }

        @Test
        void aRunWithAWindowOfItsOwnDoesNotLook() {
            window.requireOff(A);

            window.recover();

            assertThat(alone.calls).hasSize(1);
            assertThat(window.isOpen()).isTrue();
        }
    }

    @Nested
    class ByAnExitingProcess {

        @Test
        void anOpenWindowIsLeftAndNoOtherOpens() {
            window.requireOff(A);

            alone.ports.hook().orElseThrow().run();

            assertThat(alone.calls).containsExactly("stop [" + A + " stopping]", "start [" + A + " starting]");
            assertThat(alone.notes()).isEmpty();
            assertThatThrownBy(() -> window.requireOff(A)).hasMessageContaining("the process is exiting");
            window.leave();
            window.recover();
            assertThat(alone.calls).hasSize(2);
        }

        @Test
        void aWindowThatOthersKeepIsLeftToThem() {
            window.requireOff(A);
            alone.withKeeper("other");

            alone.ports.hook().orElseThrow().run();

            assertThat(alone.calls).hasSize(1);
            assertThat(alone.notes()).containsExactly("V0__old.sql off");
        }
    }

    @Nested
    class ByAPerson {

        @Test
        void startEndsADeadWindow() {
            alone.whileOff().withNote("dead", Phase.OFF);

            assertThat(alone.manualSwitch().start()).isEqualTo(MirroringState.ON);

            assertThat(alone.calls).hasSize(1);
            assertThat(alone.notes()).isEmpty();
        }

        @Test
        void startWithoutANoteReportsWhatFabricAnswers() {
            alone.whileOff().answersNext(Answer.REFUSED);

            assertThatThrownBy(() -> alone.manualSwitch().start())
                    .isInstanceOf(MirroringException.class)
                    .hasMessageContaining("refused");

            assertThat(alone.notes()).isEmpty();
        }

        @Test
        void startMayEndTheWindowOfALivingOneWhichDoesNotStartASecondTime() {
            window.requireOff(A);

            assertThat(alone.manualSwitch().start()).isEqualTo(MirroringState.ON);
            assertThat(alone.said).anyMatch(line -> line.contains("is at work; starting it all the same"));
            assertThat(alone.notes()).isEmpty();
            window.leave();

            assertThat(alone.calls).hasSize(2);
        }

        @Test
        void stopLeavesNoNoteAndNobodyStartsIt() {
            assertThat(alone.manualSwitch().stop()).isEqualTo(MirroringState.OFF);
            window.recover();

            assertThat(alone.calls).containsExactly("stop []");
            assertThat(alone.world.mirroring().isOn()).isFalse();
        }

        @Test
        void stopReplacesTheNoteOfADeadOne() {
            alone.withNote("dead", Phase.OFF);

            alone.manualSwitch().stop();

            assertThat(alone.notes()).isEmpty();
            assertThat(alone.said).last().asString().contains("Its note is removed");
        }
    }
}
