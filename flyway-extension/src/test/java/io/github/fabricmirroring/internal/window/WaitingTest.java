package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a window does while the database does not say what it waits for. Time passes only here. */
class WaitingTest {

    private final List<String> said = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Deque<Object> answers = new ArrayDeque<>();
    private Duration now = Duration.ZERO;
    private boolean interrupted;

    @Test
    void aLineEvery30SecondsTellsHowLongItHasWaited() {
        answersInTurn(MirroringState.ON, 37);
        answersInTurn(MirroringState.OFF, 1);

        window().requireOff("V1__a.sql");

        assertThat(said)
                .contains(
                        "waiting for the database to say off, for 30 s so far; the database says on.",
                        "waiting for the database to say off, for 60 s so far; the database says on.",
                        "off after 72 s.")
                .filteredOn(line -> line.startsWith("waiting"))
                .hasSize(2);
    }

    @Test
    void pastStopTimeoutMirroringIsStartedAgainAndTheMessageNamesTheSettings() {
        answersInTurn(MirroringState.ON, 1000);
        MirroringWindow window = window();

        assertThatThrownBy(() -> window.requireOff("V1__a.sql"))
                .isInstanceOf(MirroringException.class)
                .hasMessageContaining(
                        "was not off 10 min 0 s after the stop (the database says on), so V1__a.sql was not run")
                .hasMessageContaining("flyway.fabricMirroring.stopTimeout")
                .hasMessageContaining("flyway.fabricMirroring.stateQuery");

        assertThat(calls).containsExactly("stop", "start");
        assertThat(window.isOpen()).isFalse();
    }

    @Test
    void aStateQueryThatFailsWhileWaitingIsAskedAgain() {
        answersInTurn(MirroringState.ON, 1);
        answersInTurn(new MirroringException("the connection is gone"), 3);
        answersInTurn(MirroringState.OFF, 1);

        window().requireOff("V1__a.sql");

        assertThat(calls).containsExactly("stop");
        assertThat(said).contains("off after 6.0 s.");
    }

    @Test
    void aStateQueryThatFailsToTheEndIsToldInTheFailure() {
        answersInTurn(MirroringState.ON, 1);
        answersInTurn(new MirroringException("the connection is gone"), 1000);

        assertThatThrownBy(() -> window().requireOff("V1__a.sql")).hasMessageContaining("the connection is gone");

        assertThat(calls).containsExactly("stop", "start");
    }

    @Test
    void aStateQueryThatFailsAtFirstFailsTheMigrationBeforeAnythingIsStopped() {
        answersInTurn(new MirroringException("no such table"), 1);

        assertThatThrownBy(() -> window().requireOff("V1__a.sql")).hasMessage("no such table");

        assertThat(calls).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitAndStartsMirroringAgain() {
        answersInTurn(MirroringState.ON, 3);
        interrupted = true;

        assertThatThrownBy(() -> window().requireOff("V1__a.sql")).hasMessageContaining("interrupted while waiting");

        assertThat(Thread.interrupted())
                .as("the interrupt is kept for the caller")
                .isTrue();
        assertThat(calls).as("and does not reach the start call").containsExactly("stop", "start");
    }

    @Test
    void anAcceptedStartIsSeenOnBeforeTheRunEnds() {
        answersInTurn(MirroringState.ON, 1);
        answersInTurn(MirroringState.OFF, 4);
        answersInTurn(MirroringState.ON, 1);
        MirroringWindow window = window();
        window.requireOff("V1__a.sql");
        window.migrationEnded();

        window.close();

        assertThat(answers).isEmpty();
        assertThat(window.isUnfinished()).isFalse();
    }

    @Test
    void anAcceptedStartThatDoesNotHappenIsToldAndItsNoteStays() {
        answersInTurn(MirroringState.ON, 1);
        answersInTurn(MirroringState.OFF, 1000);
        MirroringWindow window = window();
        window.requireOff("V1__a.sql");
        window.migrationEnded();

        window.close();

        assertThat(said)
                .last()
                .asString()
                .startsWith("ERROR Fabric has accepted the start, but 2 min 0 s later the database says off.");
    }

    @Test
    void afterAStartThatHasNotHappenedYetOffIsNotBelieved() {
        answersInTurn(MirroringState.ON, 1);
        answersInTurn(MirroringState.OFF, 1000);
        MirroringWindow window = window();
        window.requireOff("V1__a.sql");
        window.migrationEnded();
        window.closeIfDue();

        window.requireOff("V3__c.sql");

        assertThat(calls).containsExactly("stop", "start", "stop");
        assertThat(window.isOpen()).isTrue();
    }

    private void answersInTurn(Object answer, int times) {
        for (int i = 0; i < times; i++) {
            answers.add(answer);
        }
    }

    private MirroringWindow window() {
        MirroringSettings settings = MirroringSettings.builder()
                .set(Setting.WORKSPACE_ID, UUID.randomUUID().toString())
                .set(Setting.SQL_DATABASE_ID, UUID.randomUUID().toString())
                .build();
        return new MirroringWindow(
                settings, Api::new, this::answer, new NotesInMemory(), new Said(), new Time(), false);
    }

    private MirroringState answer() {
        Object answer = answers.remove();
        if (answer instanceof MirroringException failure) {
            throw failure;
        }
        return (MirroringState) answer;
    }

    private final class Time implements Pause {
        @Override
        public Duration now() {
            return now;
        }

        @Override
        public boolean until(CountDownLatch called, Duration atMost) throws InterruptedException {
            if (interrupted) {
                throw new InterruptedException();
            }
            now = now.plus(atMost);
            return false;
        }
    }

    private final class Api implements MirroringApi {
        @Override
        public void stopMirroring(Duration within) {
            calls.add("stop");
        }

        @Override
        public void startMirroring(Duration within) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            calls.add("start");
        }

        @Override
        public String startMirroringByHand() {
            return "by hand";
        }
    }

    private final class Said implements Messages {
        @Override
        public void info(String message) {
            said.add(message);
        }

        @Override
        public void warn(String message) {
            said.add("WARN " + message);
        }

        @Override
        public void error(String message) {
            said.add("ERROR " + message);
        }
    }
}
