package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.standin.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The note in the database: who leaves it, who removes it, and what a later run makes of one that was left. */
class NoteTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String NOTES = "\"flyway_schema_history_mirroring\"";

    private TestProject project;

    @BeforeEach
    void aProjectWhoseDatabaseIsMirrored(@TempDir Path scripts) {
        project = new TestProject(scripts).untagged("V1__a");
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void aDatabaseWithoutTaggedMigrationsNeverSeesIt() {
        project.flyway().load().migrate();

        assertThat(tables()).doesNotContain("flyway_schema_history_mirroring");
    }

    @Test
    void itIsThereBeforeTheStopAndNamesMigrationRankAndOwner() {
        project.tagged("V2__b");
        project.fabric.hold(STOP_MIRRORING);

        CompletableFuture<?> run = migrate();
        project.fabric.awaitCall(STOP_MIRRORING, LONG);

        assertThat(project.query(
                        "select script || ' ' || installed_rank || ' ' || closing || ' ' || process from " + NOTES))
                .containsExactly("V2__b.sql 1 0 " + ProcessHandle.current().pid());
        project.fabric.release(STOP_MIRRORING);
        run.join();
        assertThat(notes()).isEmpty();
    }

    @Test
    void itNamesTheMigrationAtHand() {
        project.script("V2__b", "-- requires: mirroring-off\n" + seenNote())
                .script("V3__c", "-- requires: mirroring-off\n" + seenNote());

        project.flyway().load().migrate();

        assertThat(project.query("select script from fabric.seen where script like '%.sql%' order by id"))
                .containsExactly("V2__b.sql 1", "V3__c.sql 2");
    }

    @Test
    void itStandsBesideTheSchemaHistoryAndIsQuotedLikeIt() {
        project.tagged("V2__b").script("V3__c", "-- requires: mirroring-off\n" + TestProject.seen("V3__c"));
        project.fabric.faultAlways(START_MIRRORING, Fault.status(403, "Forbidden", "No."));

        assertThatThrownBy(() -> project.flyway()
                        .schemas("Team A")
                        .table("The history")
                        .load()
                        .migrate())
                .hasMessageContaining("MIRRORING IS OFF");

        assertThat(project.query("select script from \"Team A\".\"The history_mirroring\""))
                .containsExactly("V3__c.sql");
    }

    @Test
    void itStaysWhileAStartIsClaimedAndUntilTheDatabaseSaysOn() {
        project.tagged("V2__b");
        project.fabric.hold(START_MIRRORING);

        CompletableFuture<?> run = migrate();
        project.fabric.awaitCall(START_MIRRORING, LONG);

        assertThat(project.query("select closing from " + NOTES)).containsExactly("1");
        project.fabric.release(START_MIRRORING);
        run.join();
        assertThat(notes()).isEmpty();
    }

    @Test
    void itStaysAfterAFailedStartAndTheNextRunStartsMirroring() {
        project.tagged("V2__b");
        leaveOffAfterSuccess();
        assertThat(notes()).hasSize(1);

        project.flyway().load().migrate();

        assertThat(project.fabric.calls()).containsExactly("startMirroring");
        assertThat(project.fabric.mirroringOn()).isTrue();
        assertThat(notes()).isEmpty();
        assertThat(CapturedLog.ours())
                .anyMatch(
                        line -> line.matches(
                                "WARN mirroring was stopped since .+ for V2__b.sql by process \\d+ of .+ on .+; starting it\\."));
    }

    @Test
    void anUntaggedMigrationClosesAWindowThatWasLeftBeforeItRuns() {
        project.tagged("V2__b");
        leaveOffAfterSuccess();
        project.untagged("V3__c");

        project.flyway().load().migrate();

        assertThat(project.fabric.calls()).containsExactly("startMirroring");
        assertThat(notes()).isEmpty();
    }

    @Test
    void aTaggedMigrationTakesAWindowOverThatWasLeftWithoutStoppingAgain() {
        project.tagged("V2__b");
        leaveOffAfterSuccess();
        project.tagged("V3__c");

        project.flyway().load().migrate();

        assertThat(project.fabric.calls()).containsExactly("startMirroring");
        assertThat(project.seen()).contains("V3__c off");
        assertThat(notes()).isEmpty();
    }

    @Test
    void aNoteOfAWindowThatWasNeverOpenedIsTakenOverAndMirroringStopped() {
        leaveNote("V2__b.sql", 1, false);
        project.tagged("V2__b");

        project.flyway().load().migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(project.seen()).contains("V2__b off");
        assertThat(notes()).isEmpty();
    }

    @Test
    void aNoteIsJustRemovedIfMirroringIsOn() {
        leaveNote("V1__a.sql", 0, false);

        project.flyway().load().migrate();

        assertThat(project.fabric.journal()).isEmpty();
        assertThat(notes()).isEmpty();
        assertThat(CapturedLog.ours())
                .singleElement()
                .asString()
                .endsWith("it is on, so only the note about it is removed.");
    }

    @Test
    void aRunWithNothingPendingLeavesANoteAloneWhoseMigrationItDoesNotKnow() {
        leaveNote("V7__new.sql", 1, false);
        project.fabric.switchMirroring(false);

        project.flyway().load().migrate();

        assertThat(project.fabric.journal()).isEmpty();
        assertThat(notes()).hasSize(1);
        assertThat(CapturedLog.ours())
                .singleElement()
                .asString()
                .startsWith("WARN mirroring is kept off since ")
                .contains("That migration has not been applied, so it is left alone.");
    }

    @Test
    void aMigrationThatWasAppliedBeforeTheNoteIsNotTheOneItNames() {
        leaveNote("V1__a.sql", 1, false);
        project.fabric.switchMirroring(false);

        project.flyway().load().migrate();

        assertThat(notes()).hasSize(1);
    }

    @Test
    void aClaimedNoteIsWaitedForUntilMirroringIsOn() {
        leaveNote("V1__a.sql", 0, true);
        project.tagged("V2__b");

        project.flyway().load().migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(project.seen()).contains("V2__b off");
        assertThat(notes()).isEmpty();
    }

    @Test
    void aClaimThatLeadsNowhereIsTakenOverAfterStartTimeout() {
        leaveNote("V1__a.sql", 0, true);
        project.fabric.switchMirroring(false);
        project.untagged("V2__b");

        project.flyway(project.callback().startTimeout(Duration.ofMillis(300)).build())
                .load()
                .migrate();

        assertThat(project.fabric.calls()).containsExactly("startMirroring");
        assertThat(notes()).isEmpty();
    }

    @Test
    void anOwnerWhoseNoteWasTakenOpensAnotherWindowAndOneWhoseNoteIsGoneStartsNothing() {
        project.script("V2__b", "-- requires: mirroring-off\nupdate " + NOTES + " set owner_id = 'another';")
                .tagged("V3__c")
                .script("V4__d", "-- requires: mirroring-off\ndelete from " + NOTES + ";");

        project.flyway().load().migrate();

        assertThat(project.fabric.calls())
                .as("V3 takes over what is off; nobody has to start it after V4")
                .containsExactly("stopMirroring");
        assertThat(CapturedLog.ours())
                .contains("INFO another run has taken this window over.")
                .last()
                .asString()
                .isEqualTo("INFO another run keeps mirroring off by now, and will start it.");
    }

    @Test
    void nothingIsLookedForWhereNothingIsConfigured() {
        leaveNote("V7__new.sql", 1, false);

        project.flyway(new MirroringCallback()).load().migrate();

        assertThat(CapturedLog.ours()).isEmpty();
        assertThat(notes()).hasSize(1);
    }

    private CompletableFuture<?> migrate() {
        return CompletableFuture.runAsync(() -> project.flyway().load().migrate());
    }

    /** A run whose start fails: everything is applied, mirroring is off, and the note tells. */
    private void leaveOffAfterSuccess() {
        project.fabric.faultAlways(START_MIRRORING, Fault.status(403, "Forbidden", "No."));
        assertThatThrownBy(() -> project.flyway().load().migrate()).hasMessageContaining("MIRRORING IS OFF");
        project.fabric.clearFaults();
        project.fabric.clearJournal();
        CapturedLog.clear();
    }

    /** As a run leaves it that was killed; V1 is applied. */
    private void leaveNote(String script, int installedRank, boolean closing) {
        project.flyway().load().migrate();
        project.execute("create table " + NOTES + " (id int primary key, owner_id varchar(36), script nvarchar(1000),"
                + " installed_rank int, closing int, noted_at varchar(40), host nvarchar(255), process varchar(20),"
                + " os_user nvarchar(255))");
        project.execute("insert into " + NOTES + " values (1, 'dead', '" + script + "', " + installedRank + ", "
                + (closing ? 1 : 0) + ", '2026-11-22T03:00:00Z', 'build-7', '4711', 'ci')");
        CapturedLog.clear();
    }

    private static String seenNote() {
        return "insert into fabric.seen(script) select script || ' ' || installed_rank from " + NOTES + ";\n";
    }

    private List<String> notes() {
        return project.query("select script from " + NOTES);
    }

    private List<String> tables() {
        return project.query("select table_name from information_schema.tables");
    }
}
