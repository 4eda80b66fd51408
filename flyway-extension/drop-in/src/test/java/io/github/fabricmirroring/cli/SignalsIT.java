package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.fabricmirroring.cli.JarProcess.Result;
import io.github.fabricmirroring.standin.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "it needs setsid and script")
class SignalsIT extends ProcessTest {

    /** Says of each signal that it has come, and ends a while after the first. */
    private String counting(String signal) throws IOException {
        Path script = Files.writeString(
                folder.resolve("command"),
                """
                #!/bin/sh
                got=0
                trap 'got=$((got + 1)); echo got %1$s $got' %1$s
                echo waiting $PPID
                while [ $got -eq 0 ]; do sleep 0.1; done
                for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do sleep 0.1; done
                exit 9
                """
                        .formatted(signal));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script.toString();
    }

    /** Without the signals that a background job is told to ignore, in a session of its own. */
    private JarProcess inSession() {
        return withDatabase().launcher("env", "--default-signal=INT,HUP", "setsid");
    }

    private void awaitCommand() {
        await().atMost(1, TimeUnit.MINUTES).until(() -> jar.out().contains("waiting"));
    }

    private static void kill(String signal, String process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, "--", process)
                        .start()
                        .waitFor())
                .isZero();
    }

    private void assertGotOnce(String signal, Result run) {
        assertThat(run.out()).contains("got " + signal + " 1").doesNotContain("got " + signal + " 2");
        assertThat(run.err() + run.out()).contains("started again");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void signalsGoToTheCommandAndMirroringIsStartedWhenItHasEnded(String signal) throws Exception {
        Process process = inSession().start("run", "--", counting(signal));
        awaitCommand();

        kill(signal, Long.toString(process.pid()));

        Result run = jar.end(process);
        assertGotOnce(signal, run);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(9);
    }

    /** As from {@code timeout}, or from what cancels a job. */
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void aSignalToTheWholeGroupReachesTheCommandOnce(String signal) throws Exception {
        Process process = inSession().start("run", "--", counting(signal));
        awaitCommand();

        kill(signal, "-" + process.pid());

        Result run = jar.end(process);
        assertGotOnce(signal, run);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(9);
    }

    /** {@code timeout} signals the process that it watches, and then the group. */
    @Test
    void aSignalToTheRunAndThenToItsGroupReachesTheCommandOnce() throws Exception {
        Process process = inSession().start("run", "--", counting("TERM"));
        awaitCommand();

        kill("TERM", Long.toString(process.pid()));
        kill("TERM", "-" + process.pid());

        assertGotOnce("TERM", jar.end(process));
    }

    @Test
    void aSignalToTheGroupReachesACommandThatHasOneOfItsOwn() throws Exception {
        Process process = inSession().start("run", "--", "setsid", "--wait", counting("TERM"));
        awaitCommand();

        kill("TERM", "-" + process.pid());

        Result run = jar.end(process);
        assertGotOnce("TERM", run);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(9);
    }

    @Test
    void aSignalToTheRunAloneReachesTheCommandThoughThereIsATerminal() throws Exception {
        Process process = withDatabase()
                .environment("TERM", "dumb")
                .launcher("env", "--default-signal=INT,HUP")
                .onTerminal()
                .start("run", "--", counting("INT"));
        awaitCommand();
        String run = jar.out().replaceFirst("(?s).*waiting (\\d+).*", "$1");

        kill("INT", run);

        Result result = jar.end(process);
        assertGotOnce("INT", result);
        assertThat(result.exitCode()).as(result.out()).isEqualTo(9);
    }

    @Test
    void mirroringIsStartedAgainIfTheRunIsToldToExitBeforeTheCommandRuns() throws Exception {
        Process process = withDatabase().start("run", "--state-query", "select 1", "--", "echo", "run");
        fabric.awaitCall(Operation.STOP_MIRRORING, Duration.ofMinutes(1));

        process.destroy();

        Result run = jar.end(process);
        assertThat(run.exitCode()).isEqualTo(143);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("the process is exiting; starting mirroring");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    /** Otherwise the command would begin while mirroring is being started. */
    @Test
    void aSignalBetweenOffAndTheCommandGoesToTheCommandOrKeepsItFromRunning() throws Exception {
        Process process = withDatabase().start("run", "--", "sh", "-c", "sleep 5; echo finished");
        // Not asked every 100 ms: it is a matter of a few.
        while (process.isAlive() && !jar.err().contains("off after ")) {
            Thread.onSpinWait();
        }

        process.destroy();

        Result run = jar.end(process);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(143);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("started again");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void theCommandHasTheInputAndTheOutputOfTheRun() throws Exception {
        fabric.hold(Operation.START_MIRRORING);
        Process process = withDatabase().input("from the input\n").start("run", "--", "sh", "-c", "cat; exit 7");

        fabric.awaitCall(Operation.START_MIRRORING, Duration.ofMinutes(1));
        assertThat(jar.out()).isEqualTo("from the input\n");
        fabric.release(Operation.START_MIRRORING);

        assertThat(jar.end(process).exitCode()).isEqualTo(7);
    }
}
