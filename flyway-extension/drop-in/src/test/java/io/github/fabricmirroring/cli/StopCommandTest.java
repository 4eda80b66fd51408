package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.cli.Terminal.Result;
import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.Operation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;

class StopCommandTest extends CommandTest {

    @Test
    void stopWaitsUntilTheDatabaseSaysOffAndLeavesItOff() {
        Result stop = withDatabase().run("stop");

        assertThat(stop.exitCode()).as(stop.err()).isZero();
        assertThat(stop.out()).isEqualToIgnoringNewLines("Mirroring of " + item() + " is off.");
        assertThat(stop.err())
                .isEqualToIgnoringNewLines("fabric-mirroring: stopping mirroring of " + item() + "."
                        + "fabric-mirroring: Fabric has accepted the stop.");
        assertThat(fabric.mirroringOn()).isFalse();
        assertThat(fabric.calls()).containsExactly("stopMirroring");
        assertThat(withDatabase().run("status").out()).doesNotContain("note");
    }

    @Test
    void stopNeedsNothingButTheItem() {
        Result stop = terminal.run("stop", "--item-url", fabric.itemUrl() + "?experience=fabric-developer");

        assertThat(stop.exitCode()).as(stop.err()).isZero();
        assertThat(stop.out())
                .startsWith("Fabric has accepted the stop of mirroring of " + item())
                .contains("--url");
        assertThat(fabric.calls()).containsExactly("stopMirroring");
    }

    @Test
    void stopFailsIfTheDatabaseDoesNotSayOffInTime() {
        Result stop = withDatabase().run("stop", "--state-query", "select 1", "--stop-timeout", "1");

        assertThat(stop.exitCode()).isEqualTo(1);
        assertThat(stop.out()).isEmpty();
        assertThat(stop.err())
                .containsPattern("error: mirroring of " + item() + " was not off [\\d.]+ s after the stop")
                .contains("Fabric has accepted the stop, so it may be off later", "raise --stop-timeout")
                .doesNotContain("\tat ");
        assertThat(fabric.calls()).containsExactly("stopMirroring");
    }

    @Test
    void stopFailsWithFabricsWords() {
        fabric.faultAlways(Operation.STOP_MIRRORING, FORBIDDEN);

        Result stop = configured().run("stop", "--json");

        assertThat(stop.exitCode()).isEqualTo(1);
        assertThat(stop.err()).contains("error: Fabric answered 403 InsufficientPrivileges to stopMirroring");
        assertThat(stop.out()).startsWith("{\"error\":\"Fabric answered 403");
    }

    @Test
    void nothingIsStoppedIfTheDatabaseDoesNotAnswer() {
        Result stop = withDatabase().run("stop", "--url", DEAD_URL);

        assertThat(stop.exitCode()).isEqualTo(1);
        assertThat(stop.err())
                .contains("error: the database jdbc:h2:tcp://localhost:1")
                .contains("does not answer");
        assertThat(fabric.calls()).isEmpty();
    }

    @Test
    void jsonIsTheSameInEveryEncoding() {
        fabric.faultAlways(Operation.STOP_MIRRORING, Fault.status(403, "Forbidden", "Nein, f\u00FCr \"Sie\" nicht."));

        Result stop = configured().run("stop", "--json");

        assertThat(stop.out()).contains("Nein, f\\u00FCr \\\"Sie\\\" nicht.").hasLineCount(1);
    }

    /** They may come from anybody. */
    @Test
    void noControlCharactersComeOutOfFabricsWords() {
        fabric.faultAlways(Operation.STOP_MIRRORING, Fault.status(403, "Forbidden", "No,\u001B[2J\r\n no."));

        Result stop = configured().run("stop");

        assertThat(stop.err()).contains("no.").doesNotContain("\u001B");
    }

    @Test
    void aResultThatCannotBeWrittenIsAFailure() {
        StringWriter err = new StringWriter();
        PrintWriter full = new PrintWriter(new FullDisk());

        int exitCode = FabricMirroring.execute(configured().commandLine(full, new PrintWriter(err)), "stop", "--json");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("error: the result could not be written to standard output.");
    }

    private static final class FullDisk extends Writer {

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void close() {}
    }
}
