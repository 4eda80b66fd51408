package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.standin.Fault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs do about windows that others have left. */
class EarlierWindowsTest {

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
    void aRunThatFailsValidationReportsThem() {
        leaveOff();
        project.script("V1__a", "select 1;\n");

        assertThatThrownBy(() -> project.flyway().load().migrate()).hasMessageContaining("checksum mismatch");

        assertReported();
        assertThat(project.fabric.calls()).isEmpty();
    }

    @Test
    void aRunWhoseItemIsNotConfiguredReportsThemOnce() {
        leaveOff();
        project.untagged("V3__c");

        project.flyway(new MirroringCallback()).load().migrate();

        assertReported();
    }

    @Test
    void aRunThatIsNotConfiguredAndHasNothingToDoReportsThem() {
        leaveOff();

        project.flyway(new MirroringCallback()).load().migrate();

        assertReported();
    }

    @Test
    void aRunThatIsNotEnabledReportsThemOnceAndLooksAtNoOtherSetting() {
        leaveOff();
        project.untagged("V3__c");

        project.flyway(MirroringCallback.builder()
                        .enabled(false)
                        .stateQuery("select nonsense")
                        .build())
                .load()
                .migrate();

        assertReported();
        assertThat(project.fabric.calls()).isEmpty();
    }

    @Test
    void cleanStartsMirroringFirst() {
        leaveOff();

        project.flyway().cleanDisabled(false).load().clean();

        assertThat(project.fabric.calls()).containsExactly("startMirroring");
        assertThat(project.fabric.mirroringOn()).isTrue();
    }

    @Test
    void cleanThatCannotStartMirroringDropsNothing() {
        leaveOff();
        project.fabric.faultAlways(START_MIRRORING, Fault.status(403, "Forbidden", "No."));

        assertThatThrownBy(() -> project.flyway().cleanDisabled(false).load().clean())
                .hasMessageContaining("Fabric mirroring: ");

        assertThat(notes()).hasSize(1);
    }

    @Test
    void whatCannotBeStartedBeforeAnUntaggedMigrationIsTriedAgainAtTheEndOfTheRun() {
        leaveOff();
        project.script("V3__c", "select * from nowhere;\n");
        project.fabric.fault(START_MIRRORING, Fault.status(403, "Forbidden", "No."));

        assertThatThrownBy(() -> project.flyway().load().migrate()).hasMessageContaining("NOWHERE");

        assertThat(project.fabric.mirroringOn()).isTrue();
        assertThat(notes()).isEmpty();
    }

    @Test
    void aLookThatFailsIsWarnedOfAndFailsNoUntaggedMigration() {
        project.execute("create table \"fabric_mirroring\"(id varchar(36), format varchar(9))");
        project.execute("insert into \"fabric_mirroring\" values ('1', 'many')");

        project.flyway().baselineOnMigrate(true).baselineVersion("0").load().migrate();

        assertThat(project.seen()).containsExactly("V1__a on");
        assertThat(CapturedLog.ours())
                .isNotEmpty()
                .allMatch(
                        line -> line.startsWith("WARN could not look whether an earlier run has left mirroring off: "));
    }

    /** By a run whose start failed: its process lives on, but nobody keeps the window. */
    private void leaveOff() {
        project.tagged("V2__b");
        project.fabric.faultAlways(START_MIRRORING, Fault.status(403, "Forbidden", "No."));
        assertThatThrownBy(() -> project.flyway().load().migrate()).hasMessageContaining("MIRRORING IS OFF");
        project.fabric.clearFaults();
        project.fabric.clearJournal();
        CapturedLog.clear();
        assertThat(notes()).hasSize(1);
    }

    private void assertReported() {
        assertThat(CapturedLog.ours())
                .filteredOn(line -> line.startsWith("WARN Mirroring has been off since "))
                .hasSize(1);
        assertThat(notes()).hasSize(1);
    }

    private List<String> notes() {
        return project.query("select id from \"fabric_mirroring\"");
    }
}
