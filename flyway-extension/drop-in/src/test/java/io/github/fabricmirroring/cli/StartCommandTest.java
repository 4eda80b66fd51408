package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.cli.Terminal.Result;
import org.junit.jupiter.api.Test;

class StartCommandTest extends CommandTest {

    @Test
    void startWaitsUntilTheDatabaseSaysOn() {
        fabric.switchMirroring(false);

        Result start = withDatabase().run("start", "--json");

        assertThat(start.exitCode()).as(start.err()).isZero();
        assertThat(start.out())
                .isEqualToIgnoringNewLines("{\"mirroring\":\"on\",\"workspaceId\":\"" + fabric.workspaceId()
                        + "\",\"sqlDatabaseId\":\"" + fabric.sqlDatabaseId() + "\"}");
        assertThat(fabric.calls()).containsExactly("startMirroring");
    }

    @Test
    void startNeedNotWait() {
        Result start = withDatabase().run("start", "--no-wait", "--state-query", "select 0");

        assertThat(start.exitCode()).as(start.err()).isZero();
        assertThat(start.out())
                .isEqualToIgnoringNewLines("Fabric has accepted the start of mirroring of " + item() + ".");
    }

    @Test
    void startFailsIfTheDatabaseDoesNotSayOnInTime() {
        Result start = withDatabase().run("start", "--state-query", "select 0", "--start-timeout", "1");

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.err())
                .containsPattern(
                        "error: Fabric has accepted the start, but mirroring is not on [\\d.]+ s later \\(the database says off\\)");
    }

    @Test
    void startIsTriedEvenIfTheDatabaseDoesNotAnswer() {
        fabric.switchMirroring(false);

        Result start = withDatabase().run("start", "--no-wait", "--url", DEAD_URL);

        assertThat(start.exitCode()).as(start.err()).isZero();
        assertThat(start.err()).contains("warning: starting mirroring without knowing who has stopped it");
        assertThat(fabric.calls()).containsExactly("startMirroring");
    }
}
