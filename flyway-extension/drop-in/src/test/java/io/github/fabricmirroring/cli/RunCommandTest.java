package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.cli.Terminal.Result;
import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class RunCommandTest extends CommandTest {

    private Path output() {
        return folder.resolve("output");
    }

    @Test
    void runKeepsMirroringOffAroundTheCommandAndEndsWithItsExitCode() throws Exception {
        Result run = withDatabase().run("run", "--", "sh", "-c", "echo $0 > " + output() + "; exit 7", "argument");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
        assertThat(output()).content().isEqualTo("argument\n");
        assertThat(run.err()).contains("off after ", "started again, after ");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void runTakesTheCommandsOwnOptionsForTheCommands() throws Exception {
        Result run = withDatabase()
                .run("run", "sh", "-c", "echo \"$@\" > " + output(), "sh", "--help", "--url", "x", "@body.json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(output()).content().isEqualTo("--help --url x @body.json\n");
    }

    /** Flyway would not begin in a schema that has a table and no schema history. */
    @Test
    void runLeavesNoNoteInASchemaWithoutTablesAndSaysSo() throws Exception {
        execute("drop table \"flyway_schema_history\"");

        Result run = withDatabase().run("run", "--", "true");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("warning: this schema has no table yet", "run `fabric-mirroring start`");
        try (ResultSet tables = database.getMetaData().getTables(null, "PUBLIC", "%", null)) {
            assertThat(tables.next()).isFalse();
        }
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    /** As for Liquibase, sqlpackage or sqlcmd. */
    @Test
    void runLeavesANoteInTheUsersDefaultSchemaWhereThereIsNoSchemaHistory() throws Exception {
        execute("drop table \"flyway_schema_history\"");
        execute("create schema \"deployer\"");
        execute("create table \"deployer\".\"DATABASECHANGELOG\"(id int)");
        execute("create table \"deployer\".\"seen\" as select * from (values (1)) where 1 = 0");
        String inOwnSchema = url + ";SCHEMA=deployer;INIT=SET SCHEMA \"deployer\"";

        Result run = withDatabase()
                .run("run", "--url", inOwnSchema.replace("SCHEMA=deployer;", ""), "--", "sh", "-c", "exit 0");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("warning");
        try (ResultSet tables = database.getMetaData().getTables(null, "deployer", "fabric_mirroring", null)) {
            assertThat(tables.next()).as("the table of notes").isTrue();
        }
    }

    @Test
    void runWithoutADatabaseSaysThatNobodySawMirroringOff() {
        Result run = configured().run("run", "--", "true");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("going on with true. Set --url to have it waited for.");
    }

    @Test
    void anArgumentThatTheLocaleHasSpoiledIsRefused() {
        Result run = withDatabase().run("run", "--", "sh", "-c", "echo M\uFFFDller");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Set LC_ALL to one that has them");
        assertThat(fabric.calls()).isEmpty();
    }

    @Test
    void runLeavesMirroringAsItWasFound() {
        fabric.switchMirroring(false);

        Result run = withDatabase().run("run", "--", "true");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("mirroring is off already, as true requires");
        assertThat(fabric.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-command", "/no/such/program", "/", "./no/such"})
    void aCommandThatIsNotThereIsNamedAsItWasTyped(String typed) {
        Result run = withDatabase().run("run", "--", typed);

        assertThat(run.exitCode()).isEqualTo(127);
        assertThat(run.err()).contains("error: there is no command " + typed + "; nothing was stopped.");
        assertThat(fabric.calls()).isEmpty();
    }

    @Test
    void aFileThatIsNotExecutableIsNotRun() throws Exception {
        Path notExecutable = Files.writeString(folder.resolve("plain.txt"), "");

        Result run = withDatabase().run("run", "--", notExecutable.toString());

        assertThat(run.exitCode()).isEqualTo(126);
        assertThat(run.err()).contains("error: " + notExecutable + " is not executable; nothing was stopped.");
        assertThat(fabric.calls()).isEmpty();
    }

    @Test
    void mirroringIsStartedAgainAfterACommandThatTheSystemRefuses() throws Exception {
        Path refused = Files.writeString(folder.resolve("refused"), "#!/no/such/interpreter\n");
        assertThat(refused.toFile().setExecutable(true)).isTrue();

        Result run = withDatabase().run("run", "--", refused.toString());

        assertThat(run.exitCode()).isEqualTo(126);
        assertThat(run.err()).contains("error: " + refused + " cannot be run: ");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "5, 5"})
    void aStartThatFailsAfterTheCommandFailsTheRunButHidesNoExitCode(int commands, int runs) {
        fabric.faultAlways(Operation.START_MIRRORING, FORBIDDEN);

        Result run = withDatabase().run("run", "--", "sh", "-c", "exit " + commands);

        assertThat(run.exitCode()).isEqualTo(runs);
        assertThat(run.err())
                .contains("error: MIRRORING IS OFF and could not be started again: Fabric answered 403")
                .contains("Run `fabric-mirroring start`, which starts it, or start mirroring of " + item() + " by hand")
                .contains("az rest --method post");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "5, 5"})
    void aStartThatIsNotSeenToHappenFailsTheRunButHidesNoExitCode(int commands, int runs) {
        fabric.faultAlways(Operation.START_MIRRORING, Fault.acceptedButNothingHappens());

        Result run = withDatabase().run("run", "--start-timeout", "1", "--", "sh", "-c", "exit " + commands);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(runs);
        assertThat(run.err())
                .containsPattern(
                        "error: Fabric has accepted the start, but mirroring is not on [\\d.]+ s later \\(the database says off\\)");
    }

    @Test
    void theCommandIsNotRunIfMirroringCannotBeStopped() {
        fabric.faultAlways(Operation.STOP_MIRRORING, FORBIDDEN);

        Result run = withDatabase().run("run", "--", "touch", output().toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(output()).doesNotExist();
        assertThat(run.err()).contains("nothing was stopped", "error: Fabric answered 403");
    }
}
