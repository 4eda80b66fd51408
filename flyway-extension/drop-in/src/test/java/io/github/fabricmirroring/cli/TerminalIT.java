package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.cli.JarProcess.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "it needs script")
class TerminalIT extends ProcessTest {

    /** A state query that has to be asked more than once, however slow the machine is. */
    private String onAtFirst() throws Exception {
        execute("create sequence looks");
        return "select case when next value for looks < 3 then 1 else 0 end";
    }

    @Test
    void onATerminalALineChangesWhileItWaitsAndIsGoneBeforeTheResult() throws Exception {
        Result stop =
                withDatabase().environment("TERM", "xterm").onTerminal().run("stop", "--state-query", onAtFirst());

        assertThat(stop.exitCode()).as(stop.out()).isZero();
        assertThat(stop.out())
                .contains("\u001B[?7l\r\u001B[Kfabric-mirroring: waiting for the database to say off, for ")
                .endsWith("\r\u001B[KMirroring of " + item() + " is off.\r\n");
    }

    @Test
    void noControlCharactersGoToATerminalThatKnowsNone() throws Exception {
        Result stop = withDatabase().environment("TERM", "dumb").onTerminal().run("stop", "--state-query", onAtFirst());

        assertThat(stop.exitCode()).as(stop.out()).isZero();
        assertThat(stop.out()).contains("is off.").doesNotContain("\u001B");
    }

    @Test
    void noControlCharactersGoToAFileWhateverTheRestOfTheProcessIsConnectedTo() throws Exception {
        Path log = folder.resolve("log");

        Result stop = withDatabase()
                .environment("TERM", "xterm")
                .onTerminal()
                .errorsTo(log)
                .run("stop", "--state-query", onAtFirst());

        assertThat(stop.exitCode()).as(stop.out()).isZero();
        assertThat(log).content().contains("Fabric has accepted the stop.").doesNotContain("\u001B");
    }
}
