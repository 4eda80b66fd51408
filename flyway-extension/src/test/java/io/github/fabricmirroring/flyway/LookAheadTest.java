package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.standin.Operation.GET_SQL_DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.ClientAuthenticationException;
import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.SqlDatabaseInFabric;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** On a database in Fabric, what would fail in the middle of a run fails before its first migration. */
class LookAheadTest {

    private static final String NOTHING_APPLIED = "Nothing was applied.";

    @TempDir
    private Path scripts;

    private FabricProject project;

    @BeforeEach
    void aProjectOnADatabaseInFabric() {
        project = new FabricProject(scripts).untagged("V1__a").tagged("V2__b");
    }

    @AfterEach
    void close() {
        if (project != null) {
            project.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withoutAnySettingItRunsThrough(boolean group) {
        project.untagged("V3__c").tagged("R__d");

        project.flyway().group(group).load().migrate();

        assertThat(project.seen()).contains("V2__b off", "R__d off").hasSize(4);
        assertThat(project.fabric.mirroringOn()).isTrue();
        assertThat(project.calls())
                .startsWith("getSqlDatabase", "stopMirroring")
                .endsWith("startMirroring");
        assertThat(project.calls()).containsOnlyOnce("getSqlDatabase");
    }

    @Test
    void aMisspelledTagAnywhereFails() {
        project.misspelled("V3__c");

        assertFails(project.flyway(), "V3__c.sql", "requires: mirroring-off");
        assertThat(project.calls()).isEmpty();
    }

    @Test
    void aMissingTokenFails() {
        assertFails(
                project.flyway(project.callback()
                        .credential(request ->
                                Mono.error(new ClientAuthenticationException("Please run 'az login'.", null)))
                        .build()),
                "No token",
                "az login");
        assertThat(project.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404,CapacityNotActive", "403,InsufficientPrivileges", "404,ItemNotFound", "404,WorkspaceNotFound"})
    void anItemThatCannotBeReadFails(int status, String errorCode) {
        project.fabric.faultAlways(GET_SQL_DATABASE, Fault.status(status, errorCode, "No."));

        assertFails(project.flyway(), status + " " + errorCode);
        assertThat(project.calls()).containsOnly("getSqlDatabase");
    }

    @Test
    void anItemThatNamesAnotherDatabaseFails() {
        project.close();
        SqlDatabaseInFabric other = SqlDatabaseInFabric.named("Others");
        project = new FabricProject(
                        scripts,
                        SqlDatabaseInFabric.named("Sales"),
                        FabricProject.edition(),
                        stand -> stand.describing(other))
                .untagged("V1__a")
                .tagged("V2__b");

        assertFails(project.flyway(), other.databaseName(), project.item.databaseName());
        assertThat(project.calls()).containsOnly("getSqlDatabase");
    }

    /** As with one {@code itemUrl} in a flyway.toml with several environments. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anItemThatIsNotThatOfTheAddressFails(boolean tagged) {
        SqlDatabaseInFabric production = SqlDatabaseInFabric.named("Production");
        FluentConfiguration flyway =
                project.flyway(project.callback().itemUrl(production.itemUrl()).build());

        assertFails(
                tagged ? flyway : flyway.target("1"),
                "flyway.fabricMirroring.itemUrl",
                production.sqlDatabaseId().toString(),
                project.item.sqlDatabaseId().toString());
        assertThat(project.calls()).isEmpty();
    }

    @Test
    void theItemOfTheAddressMayBeSetToo() {
        project.flyway(project.callback().itemUrl(project.item.itemUrl()).build())
                .load()
                .migrate();

        assertThat(project.seen()).containsExactly("V1__a on", "V2__b off");
    }

    @Test
    void fabricIsNotAskedIfNothingIsTagged() {
        project.flyway(project.callback()
                        .credential(request -> Mono.error(new IllegalStateException("nobody is signed in")))
                        .build())
                .target("1")
                .load()
                .migrate();

        assertThat(project.seen()).containsExactly("V1__a on");
        assertThat(project.fabric.journal()).isEmpty();
        assertThat(CapturedLog.ours())
                .filteredOn(line -> line.startsWith("INFO"))
                .singleElement()
                .asString()
                .startsWith("INFO version ")
                .endsWith("is at work on SQL database \"Sales\" in Fabric: 0 of 1 pending migrations are tagged.");
    }

    @Test
    void oneLineShowsWhatIsTagged() {
        project.untagged("V3__c").tagged("R__d").untagged("R__e");

        project.flyway().load().migrate();
        project.flyway().load().migrate();

        assertThat(CapturedLog.ours())
                .filteredOn(line -> line.contains("pending"))
                .singleElement()
                .asString()
                .endsWith("is at work on SQL database \"Sales\" in Fabric: 2 of 5 pending migrations are tagged.");
        assertThat(CapturedLog.oursInDetail())
                .anyMatch(line -> line.startsWith("DEBUG SQL database " + project.item.sqlDatabaseId()
                                + " in workspace " + project.item.workspaceId() + ", known from the database's address")
                        && line.contains("flyway.fabricMirroring.pollInterval from code"));
    }

    @Test
    void onlyWhatIsAboutToRunIsLookedAt() {
        project.flyway().load().migrate();
        project.misspelled("V0__too_old").untagged("V3__c").misspelled("V4__above_target");
        CapturedLog.clear();

        project.flyway()
                .target("3")
                .ignoreMigrationPatterns("*:ignored", "*:future")
                .load()
                .migrate();

        assertThat(CapturedLog.ours()).anyMatch(line -> line.endsWith(" 0 of 1 pending migrations are tagged."));
    }

    @Test
    void whatIsOutOfOrderAndAboutToRunIsLookedAt() {
        project.flyway().load().migrate();
        project.misspelled("V0__too_old").untagged("V3__c");

        assertThatThrownBy(() -> project.flyway().outOfOrder(true).load().migrate())
                .hasMessageContaining("V0__too_old.sql");

        assertThat(project.seen()).hasSize(2);
    }

    /** Flyway's open source edition does not undo. */
    @Test
    void whatIsAboutToBeUndoneIsLookedAt() throws Exception {
        project.misspelled("U2__b");
        MirroringCallback callback = project.callback().build();
        FluentConfiguration flyway = project.flyway(callback);
        MigrationInfo undo = FiredEvents.migration(
                CoreMigrationType.SQL, "U2__b.sql", scripts.resolve("U2__b.sql").toString());

        try (Connection connection = flyway.getDataSource().getConnection()) {
            assertThatThrownBy(() -> new FiredEvents(callback, flyway).fire(Event.BEFORE_EACH_UNDO, undo, connection))
                    .hasMessageContainingAll("U2__b.sql", "Nothing was undone.");
        }
    }

    @Test
    void placesOfSettingsAreShownWithX() {
        project.flyway(project.callback().build())
                .configuration(Map.of("flyway.fabricMirroring.stopTimeout", "7"))
                .load()
                .migrate();

        assertThat(CapturedLog.oursInDetail())
                .anyMatch(line -> line.contains("flyway.fabricMirroring.stopTimeout from Flyway's configuration")
                        && line.contains("flyway.fabricMirroring.pollInterval from code"));
    }

    @Test
    void noConnectionIsOpenedForIt() {
        AtomicInteger without = new AtomicInteger();
        AtomicInteger with = new AtomicInteger();
        project.flyway()
                .dataSource(project.dataSource(without))
                .target("1")
                .callbacks(new Callback[0])
                .load()
                .migrate();
        project.execute("delete from flyway_schema_history where version = '1'");

        project.flyway().dataSource(project.dataSource(with)).target("1").load().migrate();

        // The first of the two has made the table.
        assertThat(with.get()).isLessThanOrEqualTo(without.get());
    }

    @Test
    void noCallbackOfOthersIsCalledForIt() {
        EventsOfOthers others = new EventsOfOthers(new ArrayList<>());

        project.flyway(project.callback().build(), others).load().migrate();

        assertThat(others.events())
                .contains("BEFORE_EACH_MIGRATE")
                .doesNotContain("BEFORE_INFO", "AFTER_INFO", "AFTER_INFO_OPERATION_FINISH");
    }

    @Test
    void withEnabledFalseNothingIsLookedAt() {
        SqlDatabaseInFabric production = SqlDatabaseInFabric.named("Production");
        FluentConfiguration flyway = project.flyway(
                project.callback().itemUrl(production.itemUrl()).enabled(false).build());
        project.fabric.switchMirroring(false);

        flyway.load().migrate();

        assertThat(project.seen()).hasSize(2);
        assertThat(project.fabric.journal()).isEmpty();
        assertThat(CapturedLog.ours()).noneMatch(line -> line.startsWith("INFO"));
    }

    private void assertFails(FluentConfiguration flyway, String... parts) {
        assertThatThrownBy(() -> flyway.load().migrate())
                .hasMessageContainingAll(parts)
                .hasMessageContaining(NOTHING_APPLIED);
        assertThat(project.seen()).isEmpty();
        assertThat(project.fabric.calls()).isEmpty();
        assertThat(project.fabric.mirroringOn()).isTrue();
    }

    private record EventsOfOthers(List<String> events) implements Callback {

        @Override
        public boolean supports(Event event, Context context) {
            return true;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            events.add(event.name());
        }

        @Override
        public String getCallbackName() {
            return "others";
        }
    }
}
