package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.cli.Terminal.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongUsageTest extends CommandTest {

    /** What is after the arrow is in the message. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                " -> a command is missing: stop, start, status, check or run",
                "begin -> there is no such command; there are ",
                "stat -> there is no such command as stat; there are ",
                "help begin -> there is no such command; there are ",
                "stop -> which SQL database? Give its address in the Fabric portal as --item-url",
                "run --item-url %item -> COMMAND is missing.",
                "status -> Nothing to check: pass --url, --item-url, or both.",
                "stop --itemurl -> there is no option --itemurl here.",
                "stop --pasword=p -> there is no option --pasword here.",
                "stop -Psecret -> argument 2 is no option of `fabric-mirroring stop`.",
                "stop --url -> --url needs a value.",
                "stop --json=yes --item-url %item -> --json takes no value.",
                "stop --config x --config y -> --config is given twice.",
                "stop jdbc:sqlserver://x;password=p -> argument 2 looks like a URL: pass a database's as --url",
                "stop %item -> argument 2 looks like a URL: pass a database's as --url, and the portal's as --item-url.",
                "stop now -> argument 2 is not expected: `fabric-mirroring stop` takes options only.",
                "stop --item-url %item --workspace-id 01234567-89ab-cdef-0123-456789abcdef -> --workspace-id is"
                        + " \"01234567-89ab-cdef-0123-456789abcdef\", but --item-url has ",
                "stop --item-url https://example.org?code=p -> --item-url (FLYWAY_FABRIC_MIRRORING_ITEM_URL) is"
                        + " \"https://example.org\": expected the portal's address",
                "stop --item-url %item --stop-timeout 1m -> --stop-timeout (FLYWAY_FABRIC_MIRRORING_STOP_TIMEOUT) is"
                        + " \"1m\": expected a whole number of seconds",
                "stop --item-url %item --stop-timeout long -> --stop-timeout (FLYWAY_FABRIC_MIRRORING_STOP_TIMEOUT) is"
                        + " \"(not shown)\": expected a whole number of seconds",
                "stop --item-url %item --api-endpoint http://x -> --api-endpoint (FLYWAY_FABRIC_MIRRORING_API_ENDPOINT)"
                        + " is \"http://x\": expected an https address",
                "stop --workspace-id 01234567-89ab-cdef-0123-456789abcdef -> --workspace-id is"
                        + " \"01234567-89ab-cdef-0123-456789abcdef\", but --sql-database-id (FLYWAY_FABRIC_MIRRORING_SQL_DATABASE_ID) is not set",
                "stop --item-url %item --url sqlserver://x -> the URL of the database (--url, FLYWAY_URL) has to begin"
                        + " with jdbc:",
                "stop --item-url %item --url jdbc:postgresql://x:1/y?password=p -> no JDBC driver on the class path takes"
                        + " jdbc:postgresql://x:1. Set FLYWAY_HOME",
                "stop --item-url %item --url jdbc:nothing:x?password=p -> no JDBC driver on the class path takes jdbc:….",
                "status --environment x -> --environment is one of those in Flyway's configuration file"
            })
    void wrongUsageIsReportedAndDoesNothing(String usageAndMessage) {
        String[] parts = usageAndMessage.split(" ?-> ");
        String usage = parts[0].strip().replace("%item", fabric.itemUrl());

        Result result = terminal.run(usage.isEmpty() ? new String[0] : usage.split(" "));

        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains("error: " + parts[1], "--help`").doesNotContain("\tat ", "password=p");
        assertThat(result.out()).isEmpty();
        assertThat(fabric.journal()).isEmpty();
    }

    @Test
    void similarWordsAreSuggested() {
        assertThat(terminal.run("stopp").err()).contains("Did you mean: fabric-mirroring stop");
        assertThat(terminal.run("stop", "--item-ur=x").err()).contains("--item-url");
    }

    @Test
    void whoeverIsSignedInToAzureConnectsToSqlServerWithoutTheDriversOwnLibraries() {
        String server = "jdbc:sqlserver://x;database=y";
        Result byToken = configured().run("status", "--url", server + ";authentication=ActiveDirectoryDefault");
        Result byUrl = configured().run("status", "--url", server + ";integratedSecurity=true");

        assertThat(List.of(byToken.exitCode(), byUrl.exitCode())).containsOnly(1);
        assertThat(byToken.err())
                .contains(
                        "the database jdbc:sqlserver://x does not answer: asked for " + server + " with [accessToken]");
        assertThat(byUrl.err()).contains(" with []");
    }
}
