package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.cli.Terminal.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest extends CommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"stop", "start", "run"})
    void commandsThatWaitOfferWhatTheyWaitBy(String command) {
        Result help = terminal.run(command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .startsWith("Usage: fabric-mirroring " + command)
                .contains("--item-url=ADDRESS", "--config=FILE", "--url=JDBC-URL")
                .contains("--stop-timeout=SECONDS", "--start-timeout", "--poll-interval", "--default-schema");
    }

    @Test
    void noCommandOffersWhatItDoesNotUse() {
        Result status = terminal.run("status", "--help");

        assertThat(status.out())
                .contains("--item-url=ADDRESS", "--state-query=SQL")
                .doesNotContain("-timeout", "--poll-interval", "--default-schema", "--no-wait");
        assertThat(terminal.run("run", "--help").out()).doesNotContain("--json", "--no-wait");
        assertThat(terminal.run("stop", "--help").out()).doesNotContain("--no-wait");
    }

    @Test
    void whatRunCannotKnowIsInItsHelp() {
        String help = terminal.run("run", "--help").out().replaceAll("\\s+", " ");

        assertThat(help)
                .contains("Without --url two of these at once do not know of each other")
                .contains("A command that goes on in the background after it has returned is not waited for");
    }

    /** Whole, in the lines of any terminal, and as a shell takes it. */
    @Test
    void theExampleCanBeCopied() {
        assertThat(terminal.run("--help").out())
                .contains(
                        "  fabric-mirroring stop --item-url \\\n    'https://app.fabric.microsoft.com/groups/…/sqldatabases/…'\n");
        assertThat(terminal.run("status", "--help").out()).contains("'jdbc:sqlserver://<server>:1433;database=<name>'");
        assertThat(terminal.run("check", "--help").out()).contains("filesystem:sql");
    }

    @Test
    void completionKnowsTheOptions() {
        assertThat(terminal.run("generate-completion").out())
                .contains("complete -F")
                .contains("--item-url");
        assertThat(terminal.run("--help").out()).contains("stop", "start", "status", "run", "Exit codes:", "az login");
    }
}
