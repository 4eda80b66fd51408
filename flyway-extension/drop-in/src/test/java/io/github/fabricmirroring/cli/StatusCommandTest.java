package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.cli.Terminal.Result;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCommandTest extends CommandTest {

    @ParameterizedTest
    @CsvSource({"select 1, on, 0", "select 0, off, 3", "none, unknown, 4", "auto, unknown, 4"})
    void statusShowsTheStateByItsExitCode(String stateQuery, String state, int exitCode) {
        Result status = withDatabase().run("status", "--state-query", stateQuery);

        assertThat(status.out()).startsWith("Mirroring is " + state + ".");
        assertThat(status.exitCode()).isEqualTo(exitCode);
        assertThat(status.err()).isEmpty();
        assertThat(fabric.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"select 1, on, 0", "select 0, off, 3", "none, unknown, 4"})
    void theStateIsShownThoughNeitherNotesNorTheItemCanBeRead(String stateQuery, String state, int exitCode)
            throws Exception {
        execute("create table \"fabric_mirroring\"(something int)");
        execute("insert into \"fabric_mirroring\" values (1)");
        String noItem =
                fabric.itemUrl().replaceFirst("[^/]*$", UUID.randomUUID().toString());

        Result status = withDatabase().run("status", "--state-query", stateQuery, "--item-url", noItem);
        Result json = withDatabase().run("status", "--json", "--state-query", stateQuery, "--item-url", noItem);

        assertThat(status.exitCode()).as(status.err()).isEqualTo(exitCode);
        assertThat(status.out()).isEqualToIgnoringNewLines("Mirroring is " + state + ".");
        assertThat(status.err())
                .contains("warning: Could not read the notes about mirroring", "warning: Fabric answered 404");
        assertThat(json.exitCode()).isEqualTo(exitCode);
        assertThat(json.out()).startsWith("{\"mirroring\":\"" + state + "\"");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsAFailure() {
        Result status = withDatabase().run("status", "--url", DEAD_URL);

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.err()).contains("error: the database jdbc:h2:tcp://localhost:1 does not answer");
    }

    @Test
    void statusOfAnItemShowsItsName() {
        Result status = configured().run("status", "--json");

        assertThat(status.exitCode()).isEqualTo(4);
        assertThat(status.out())
                .isEqualToIgnoringNewLines("{\"mirroring\":\"unknown\",\"workspaceId\":\"" + fabric.workspaceId()
                        + "\",\"sqlDatabaseId\":\"" + fabric.sqlDatabaseId() + "\",\"displayName\":\"Sales\"}");
    }

    @Test
    void statusOfNothingButAnItemThatIsNotThereFails() {
        Result status = terminal.run(
                "status",
                "--workspace-id",
                fabric.workspaceId().toString(),
                "--sql-database-id",
                UUID.randomUUID().toString());

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.err()).contains("Fabric answered 404 ItemNotFound to getSqlDatabase");
    }
}
