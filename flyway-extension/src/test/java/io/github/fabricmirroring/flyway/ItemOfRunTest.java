package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.fabricmirroring.standin.EngineEdition;
import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.SqlDatabaseInFabric;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which SQL database in Fabric a run is about, and what is done for windows that others have left. */
class ItemOfRunTest {

    /** Says nothing of the item. */
    private static final String GATEWAY = "jdbc:sqlserver://gateway.example.com:1433;encrypt=true";

    private static final SqlDatabaseInFabric OTHER = SqlDatabaseInFabric.named("Others");

    @TempDir
    private Path scripts;

    private FabricProject project;

    @AfterEach
    void close() {
        if (project != null) {
            project.close();
        }
    }

    @Test
    void ofAWindowThatAnotherRunHasLeftItIsKnownFromTheAddress() {
        aProject();
        leaveOff();

        project.flyway().load().migrate();

        assertThat(project.fabric.calls()).containsExactly("startMirroring");
        assertThat(project.fabric.mirroringOn()).isTrue();
        assertThat(notes()).isEmpty();
    }

    @Test
    void beforeAnUntaggedMigrationToo() {
        aProject();
        leaveOff();
        project.untagged("V3__c");

        project.flyway().load().migrate();

        assertThat(project.seen()).endsWith("V3__c on");
        assertThat(notes()).isEmpty();
    }

    @Test
    void afterARunThatFailedToo() {
        aProject();
        leaveOff();
        project.script("V3__c.sql", "select * from nowhere;\n");
        project.fabric.fault(START_MIRRORING, Fault.status(403, "Forbidden", "No."));

        assertThatThrownBy(() -> project.flyway().load().migrate()).hasMessageContaining("nowhere");

        assertThat(project.fabric.mirroringOn()).isTrue();
        assertThat(notes()).isEmpty();
    }

    @Test
    void ifTheSettingsNameAnotherOneNothingIsStartedAndThatIsSaid() {
        aProject();
        leaveOff();
        project.untagged("V3__c");
        MirroringCallback wrong = project.callback().itemUrl(OTHER.itemUrl()).build();

        assertThatThrownBy(() -> project.flyway(wrong).load().migrate())
                .hasMessageContaining(OTHER.sqlDatabaseId().toString());

        assertThat(project.calls()).isEmpty();
        assertThat(notes()).hasSize(1);
        assertThat(CapturedLog.ours()).anyMatch(line -> line.startsWith("WARN Mirroring has been off since "));
    }

    @Test
    void ifTheSettingsNameAnotherOneARunWithNothingToDoStartsNothing() {
        aProject();
        leaveOff();

        project.flyway(project.callback().itemUrl(OTHER.itemUrl()).build())
                .load()
                .migrate();

        assertThat(project.calls()).isEmpty();
        assertThat(notes()).hasSize(1);
        assertThat(CapturedLog.ours())
                .anyMatch(line -> line.startsWith("WARN flyway.fabricMirroring.itemUrl")
                        && line.contains(OTHER.sqlDatabaseId().toString()))
                .anyMatch(line -> line.startsWith("WARN Mirroring has been off since "));
    }

    @Test
    void whereTheAddressDoesNotTellTheSettingsDoAndAreCheckedWithFabric() {
        aProjectThatSaysItIsInFabric();

        behindGateway(project.callback().itemUrl(project.item.itemUrl())).load().migrate();

        assertThat(project.seen()).containsExactly("V1__a on", "V2__b off");
        assertThat(project.calls()).startsWith("getSqlDatabase", "stopMirroring");
    }

    @Test
    void whereTheAddressDoesNotTellTheSettingsMayNotNameAnotherDatabasesItem() {
        aProjectThatSaysItIsInFabric();
        project.close();
        project = new FabricProject(
                        scripts,
                        SqlDatabaseInFabric.named("Sales"),
                        FabricProject.edition(),
                        stand -> stand.describing(OTHER))
                .untagged("V1__a")
                .tagged("V2__b");

        assertThatThrownBy(() -> behindGateway(project.callback().itemUrl(project.item.itemUrl()))
                        .load()
                        .migrate())
                .hasMessageContainingAll(
                        "flyway.fabricMirroring.itemUrl (FLYWAY_FABRIC_MIRRORING_ITEM_URL) names SQL database ",
                        OTHER.databaseName(),
                        project.item.databaseName(),
                        "Nothing was applied.");

        assertThat(project.seen()).isEmpty();
        assertThat(project.fabric.calls()).isEmpty();
    }

    @Test
    void whereNeitherTellsATaggedMigrationFailsBeforeTheFirstOne() {
        aProjectThatSaysItIsInFabric();

        assertThatThrownBy(() -> behindGateway(project.callback()).load().migrate())
                .hasMessageContainingAll("V2__b.sql", "flyway.fabricMirroring.itemUrl", "Nothing was applied.");

        assertThat(project.seen()).isEmpty();
    }

    @Test
    void whereNeitherTellsAndMirroringIsOffTheRequirementIsMet() {
        aProjectThatSaysItIsInFabric();
        project.fabric.switchMirroring(false);

        behindGateway(project.callback()).load().migrate();

        assertThat(project.seen()).hasSize(2);
        assertThat(project.fabric.journal()).isEmpty();
    }

    /** SQL Server, Azure SQL: the database is asked what it is, and that is all. */
    @Test
    void outsideFabricNothingIsLookedAtBefore() {
        project = new FabricProject(
                        scripts,
                        SqlDatabaseInFabric.named("Sales"),
                        EngineEdition.AZURE_SQL_DATABASE,
                        stand -> stand.describing(OTHER))
                .untagged("V1__a")
                .tagged("V2__b")
                .misspelled("V3__c");

        assertThatThrownBy(() -> behindGateway(project.callback().itemUrl(project.item.itemUrl()))
                        .load()
                        .migrate())
                .hasMessageContaining("V3__c.sql");

        assertThat(project.seen()).containsExactly("V1__a on", "V2__b off");
        assertThat(project.calls()).doesNotContain("getSqlDatabase");
        assertThat(CapturedLog.ours()).noneMatch(line -> line.contains("pending"));
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void theDatabaseIsAskedWhatItIsOnceInARunAndNotAtAllWhereTagsAreIgnored(boolean enabled, int times) {
        project = new FabricProject(
                        scripts, SqlDatabaseInFabric.named("Sales"), EngineEdition.AZURE_SQL_DATABASE, stand -> stand)
                .untagged("V1__a")
                .untagged("V2__b")
                .untagged("R__c");
        project.execute("set query_statistics true");

        behindGateway(project.callback().enabled(enabled)).load().migrate();
        behindGateway(project.callback().enabled(enabled)).load().migrate();

        assertThat(
                        project.query(
                                "select coalesce(sum(execution_count), 0) from INFORMATION_SCHEMA.QUERY_STATISTICS"
                                        + " where sql_statement like '%DB_NAME(), CAST(SERVERPROPERTY%' and sql_statement not like '%STATISTICS%'"))
                .containsExactly(Integer.toString(times));
    }

    /** One configuration for several databases, as in a flyway.toml with several environments. */
    @Test
    void oneItemForSeveralDatabasesServesOnlyItsOwn() {
        aProject();
        Map<String, String> shared = Map.of("flyway.fabricMirroring.itemUrl", OTHER.itemUrl());

        assertThatThrownBy(() -> project.flyway().configuration(shared).load().migrate())
                .hasMessageContainingAll(
                        "flyway.fabricMirroring.itemUrl (FLYWAY_FABRIC_MIRRORING_ITEM_URL) names " + "SQL database "
                                + OTHER.sqlDatabaseId() + " in workspace " + OTHER.workspaceId(),
                        "SQL database " + project.item.sqlDatabaseId() + " in workspace " + project.item.workspaceId());

        assertThat(project.seen()).isEmpty();
        assertThat(project.fabric.journal()).isEmpty();
        assertThat(project.fabric.mirroringOn()).isTrue();
    }

    private void aProject() {
        project = new FabricProject(scripts).untagged("V1__a").tagged("V2__b");
    }

    private void aProjectThatSaysItIsInFabric() {
        assumeThat(FabricProject.edition()).isEqualTo(EngineEdition.SQL_DATABASE_IN_FABRIC);
        aProject();
    }

    private FluentConfiguration behindGateway(MirroringCallback.Builder callback) {
        return project.flyway(callback.build()).dataSource(project.dataSource(GATEWAY, new AtomicInteger()));
    }

    /** By a run whose start failed: its process lives on, but nobody keeps the window. */
    private void leaveOff() {
        project.fabric.faultAlways(START_MIRRORING, Fault.status(403, "Forbidden", "No."));
        assertThatThrownBy(() -> project.flyway().load().migrate()).hasMessageContaining("MIRRORING IS OFF");
        project.fabric.clearFaults();
        project.fabric.clearJournal();
        CapturedLog.clear();
        assertThat(notes()).hasSize(1);
    }

    private List<String> notes() {
        return project.query("select id from fabric_mirroring");
    }
}
