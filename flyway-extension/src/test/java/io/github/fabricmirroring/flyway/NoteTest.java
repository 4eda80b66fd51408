package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import io.github.fabricmirroring.standin.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The note in the database: who leaves it, who removes it, and what a later run makes of one that was left. */
class NoteTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String NOTES = "\"fabric_mirroring\"";

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

        assertThat(tables()).doesNotContain("fabric_mirroring", "fabric_mirroring_lock");
    }

    @Test
    void itIsThereBeforeTheStopAndNamesMigrationPhaseAndOwner() {
        project.tagged("V2__b");
        project.fabric.hold(STOP_MIRRORING);

        CompletableFuture<?> run = migrate();
        project.fabric.awaitCall(STOP_MIRRORING, LONG);

        assertThat(project.query("select purpose || ' ' || format || ' ' || phase || ' ' || process from " + NOTES))
                .containsExactly(
                        "V2__b.sql 1 stopping " + ProcessHandle.current().pid());
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
                .containsExactly("V2__b.sql off", "V3__c.sql off");
    }

    @Test
    void itStandsInTheSchemaOfTheHistoryWhateverThatIsCalled() {
        project.tagged("V2__b").script("V3__c", "-- requires: mirroring-off\n" + TestProject.seen("V3__c"));
        project.fabric.faultAlways(START_MIRRORING, Fault.status(403, "Forbidden", "No."));

        assertThatThrownBy(() -> project.flyway()
                        .schemas("Team A")
                        .table("The history")
                        .load()
                        .migrate())
                .hasMessageContaining("MIRRORING IS OFF");

        assertThat(project.query("select purpose from \"Team A\".\"fabric_mirroring\""))
                .containsExactly("V3__c.sql");
    }

    @Test
    void itSaysStartingUntilTheDatabaseSaysOn() {
        project.tagged("V2__b");
        project.fabric.hold(START_MIRRORING);

        CompletableFuture<?> run = migrate();
        project.fabric.awaitCall(START_MIRRORING, LONG);

        assertThat(project.query("select phase from " + NOTES)).containsExactly("starting");
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
                .anyMatch(line -> line.matches(
                        "WARN Mirroring has been off since .+ \\(V2__b\\.sql, process \\d+, .+@.+\\), and that"
                                + " process is gone\\. Starting it\\."));
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
        // Its stop may still come, and is waited for.
        leaveNote("V2__b.sql", "stopping");
        project.tagged("V2__b");

        impatientFlyway().load().migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(project.seen()).contains("V2__b off");
        assertThat(notes()).isEmpty();
    }

    @Test
    void aNoteIsJustRemovedIfMirroringIsOn() {
        leaveNote("V1__a.sql", "off");

        project.flyway().load().migrate();

        assertThat(project.fabric.journal()).isEmpty();
        assertThat(notes()).isEmpty();
        assertThat(CapturedLog.ours())
                .singleElement()
                .asString()
                .endsWith("Mirroring is on, so only the note is removed.");
    }

    @Test
    void aRunWithNothingPendingStartsMirroringForADeadOwnerWhoseMigrationItDoesNotKnow() {
        leaveNote("V7__new.sql", "off");
        project.fabric.switchMirroring(false);

        project.flyway().load().migrate();

        assertThat(project.fabric.calls()).containsExactly("startMirroring");
        assertThat(notes()).isEmpty();
        assertThat(CapturedLog.ours())
                .first()
                .asString()
                .isEqualTo(
                        "WARN Mirroring has been off since 2026-11-22T03:00:00Z (V7__new.sql, process 4711, ci@build-7), and"
                                + " that process is gone. Starting it.");
    }

    @Test
    void aNoteOfALaterReleaseIsLeftAloneAndFailsATaggedMigration() {
        leaveNote("V7__new.sql", "off");
        project.execute("update " + NOTES + " set format = 2");
        project.fabric.switchMirroring(false);
        project.tagged("V2__b");

        assertThatThrownBy(() -> project.flyway().load().migrate())
                .hasMessageContaining("has format 2, which a later release of this extension wrote")
                .hasMessageContaining("V2__b.sql was not run");

        assertThat(project.fabric.journal()).isEmpty();
        assertThat(notes()).hasSize(1);
    }

    @Test
    void aStartOfADeadOwnerThatHasShownIsNotWaitedFor() {
        leaveNote("V1__a.sql", "starting");
        project.tagged("V2__b");

        project.flyway().load().migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(project.seen()).contains("V2__b off");
        assertThat(notes()).isEmpty();
    }

    @Test
    void aStartOfADeadOwnerThatDoesNotComeIsMadeAnewAfterStartTimeout() {
        leaveNote("V1__a.sql", "starting");
        project.fabric.switchMirroring(false);
        project.untagged("V2__b");

        impatientFlyway().load().migrate();

        assertThat(project.fabric.calls()).containsExactly("startMirroring");
        assertThat(notes()).isEmpty();
    }

    @Test
    void aNoteThatAMigrationDropsInItsOwnWindowIsWrittenAnew() {
        project.script("V2__b", "-- requires: mirroring-off\ndrop table " + NOTES + ";")
                .script("V3__c", "-- requires: mirroring-off\n" + seenNote())
                .script("V4__d", "-- requires: mirroring-off\ndelete from " + NOTES + ";");

        project.flyway().load().migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(project.seen()).contains("V3__c.sql off off");
        assertThat(notes()).isEmpty();
    }

    @Test
    void aStandingNoteIsReportedWhereNoItemIsConfigured() {
        leaveNote("V7__new.sql", "off");

        project.flyway(new MirroringCallback()).load().migrate();

        assertThat(CapturedLog.ours())
                .singleElement()
                .asString()
                .startsWith(
                        "WARN Mirroring has been off since 2026-11-22T03:00:00Z (V7__new.sql, process 4711, ci@build-7)")
                .contains("Check mirroring of " + item() + " in the portal");
        assertThat(notes()).hasSize(1);
    }

    @Test
    void aStandingNoteIsReportedWhereTagsAreIgnored() {
        leaveNote("V7__new.sql", "off");

        project.flyway(project.callback().enabled(false).build()).load().migrate();

        assertThat(CapturedLog.ours()).singleElement().asString().startsWith("WARN Mirroring has been off since ");
        assertThat(notes()).hasSize(1);
    }

    @Test
    void aStandingNoteIsReportedWhereTheValidationFails() {
        leaveNote("V7__new.sql", "off");
        project.script("V1__a", "select 1;");

        assertThatThrownBy(() -> project.flyway().load().migrate()).hasMessageContaining("checksum");

        assertThat(CapturedLog.ours()).singleElement().asString().startsWith("WARN Mirroring has been off since ");
        assertThat(notes()).hasSize(1);
    }

    @Test
    void cleanStartsMirroringBeforeItDropsTheNote() {
        leaveNote("V7__new.sql", "off");
        project.fabric.switchMirroring(false);

        project.flyway().schemas("PUBLIC").cleanDisabled(false).load().clean();

        assertThat(project.fabric.calls()).containsExactly("startMirroring");
    }

    @Test
    void twoServicesWithHistoriesOfTheirOwnShareOneStopAndOneStart() {
        project.tagged("V2__b");
        project.fabric.hold(STOP_MIRRORING);
        CompletableFuture<?> one = migrate();
        project.fabric.awaitCall(STOP_MIRRORING, LONG);
        CompletableFuture<?> other = CompletableFuture.runAsync(
                () -> project.flyway().schemas("Other").table("other").load().migrate());
        project.fabric.release(STOP_MIRRORING);

        one.join();
        other.join();

        assertThat(project.seen())
                .filteredOn(line -> line.startsWith("V2__b"))
                .containsExactly("V2__b off", "V2__b off");
        assertThat(project.fabric.mirroringOn()).isTrue();
        assertThat(notes()).isEmpty();
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

    /** For which what does not come is not waited for long. */
    private FluentConfiguration impatientFlyway() {
        return project.flyway(
                project.callback().startTimeout(Duration.ofMillis(300)).build());
    }

    /** As a run leaves it that was killed; V1 is applied. */
    private void leaveNote(String purpose, String phase) {
        project.flyway().load().migrate();
        project.execute("create table " + NOTES + " (id varchar(36) primary key, format int, phase varchar(20),"
                + " purpose varchar(1000), noted_since varchar(40), item varchar(255), host varchar(255),"
                + " process varchar(20), os_user varchar(255))");
        project.execute("insert into " + NOTES + " values ('dead', 1, '" + phase + "', '" + purpose
                + "', '2026-11-22T03:00:00Z', '" + item() + "', 'build-7', '4711', 'ci')");
        CapturedLog.clear();
    }

    private SqlDatabaseItem item() {
        return new SqlDatabaseItem(project.fabric.workspaceId(), project.fabric.sqlDatabaseId());
    }

    private static String seenNote() {
        return "insert into fabric.seen(script) select purpose || ' ' || phase from " + NOTES + ";\n";
    }

    private List<String> notes() {
        return project.query("select purpose from " + NOTES);
    }

    private List<String> tables() {
        return project.query("select table_name from information_schema.tables");
    }
}
