package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.flyway.TestProject.seen;
import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.standin.Fault;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of the window's table, through a real Flyway. */
class WindowTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private TestProject project;

    @BeforeEach
    void aProjectWhoseDatabaseIsMirrored(@TempDir Path scripts) {
        project = new TestProject(scripts);
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void untaggedMigrationsMakeNoCall() {
        project.untagged("V1__a").untagged("V2__b").untagged("R__c");

        project.flyway().load().migrate();

        assertThat(project.fabric.journal()).isEmpty();
        assertThat(project.seen()).containsExactly("V1__a on", "V2__b on", "R__c on");
        assertThat(CapturedLog.ours()).isEmpty();
    }

    @Test
    void neighbouringTaggedMigrationsShareOneWindow() {
        project.untagged("V1__a").tagged("V2__b").tagged("V3__c").untagged("V4__d");

        project.flyway().load().migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(project.seen()).startsWith("V1__a on", "V2__b off", "V3__c off");
        assertThat(CapturedLog.ours())
                .satisfiesExactly(
                        stopping -> assertThat(stopping)
                                .isEqualTo("INFO stopping mirroring of SQL database %s in workspace %s for V2__b.sql."
                                        .formatted(project.fabric.sqlDatabaseId(), project.fabric.workspaceId())),
                        off -> assertThat(off).matches("INFO off after [0-9.]+ s\\."),
                        started -> assertThat(started)
                                .matches("INFO started again, after [0-9.]+ s off for 2 migrations\\."));
    }

    @Test
    void theWindowClosesBeforeAnUntaggedMigration() {
        project.tagged("V1__a").untagged("V2__b").tagged("V3__c");
        // Held, the start call shows that V2 does not run before it is answered.
        project.fabric.hold(START_MIRRORING);

        CompletableFuture<?> run =
                CompletableFuture.runAsync(() -> project.flyway().load().migrate());
        project.fabric.awaitCall(START_MIRRORING, LONG);
        assertThat(project.seen()).containsExactly("V1__a off");
        project.fabric.release(START_MIRRORING);
        run.join();

        assertThat(project.fabric.calls())
                .containsExactly("stopMirroring", "startMirroring", "stopMirroring", "startMirroring");
        assertThat(project.seen()).contains("V1__a off", "V3__c off");
    }

    @Test
    void theWindowOpensBeforeTheTaggedMigrationAndClosesAfterItsCommit() {
        project.untagged("V1__a").tagged("V2__b");
        project.fabric.hold(START_MIRRORING);

        CompletableFuture<?> run =
                CompletableFuture.runAsync(() -> project.flyway().load().migrate());
        project.fabric.awaitCall(START_MIRRORING, LONG);

        // Another connection sees V2 in the schema history, so it is committed before mirroring starts.
        assertThat(project.query("select \"version\" from \"flyway_schema_history\" order by 1"))
                .contains("1", "2");
        project.fabric.release(START_MIRRORING);
        run.join();
    }

    @Test
    void aTaggedRepeatableAfterTaggedVersionsSharesTheirWindow() {
        project.tagged("V1__a").tagged("R__b");

        project.flyway(project.callback().build(), new Listener(new ArrayList<>()))
                .load()
                .migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(project.seen()).containsExactly("V1__a off", "R__b off");
    }

    @Test
    void aFailingTaggedMigrationStartsMirroringAgainAndStaysTheError() {
        project.taggedAndFailing("V1__a").untagged("V2__b");

        assertThatThrownBy(() -> project.flyway().load().migrate())
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("nowhere".toUpperCase())
                .hasMessageNotContaining("Fabric mirroring");

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(project.seen()).doesNotContain("V2__b on");
    }

    @Test
    void anUntaggedMigrationThatFailsAfterATaggedOneFindsMirroringStarted() {
        project.tagged("V1__a").script("V2__b", "select * from nowhere;");

        assertThatThrownBy(() -> project.flyway().load().migrate()).hasMessageContaining("NOWHERE");

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void aGroupIsOpenedBeforeItsFirstMigrationAndClosedAfterItsEnd() {
        project.untagged("V1__a").tagged("V2__b").untagged("V3__c").tagged("R__d");
        List<String> events = new ArrayList<>();

        project.flyway(project.callback().build(), new Listener(events))
                .group(true)
                .load()
                .migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(project.seen()).containsExactly("V1__a off", "V2__b off", "V3__c off", "R__d off");
        assertThat(CapturedLog.ours().get(0)).contains(" for V2__b.sql");
        assertThat(CapturedLog.ours()).last().asString().contains("for 2 migrations");
        assertThat(events)
                .as("looking up what is pending is nobody's info command")
                .noneMatch(e -> e.contains("Info"));
    }

    @Test
    void aGroupWithoutATaggedMigrationMakesNoCall() {
        project.untagged("V1__a").untagged("V2__b");

        project.flyway().group(true).load().migrate();

        assertThat(project.fabric.journal()).isEmpty();
    }

    @Test
    void aFailingGroupStartsMirroringAgain() {
        project.untagged("V1__a").tagged("V2__b").script("V3__c", "select * from nowhere;");

        assertThatThrownBy(() -> project.flyway().group(true).load().migrate()).hasMessageContaining("NOWHERE");

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void aGroupFailsRatherThanStopInsideItsTransaction() {
        project.tagged("V1__a").tagged("V3__c");

        assertThatThrownBy(() -> project.flyway()
                        .group(true)
                        .javaMigrations(new V2__Somebody_starts(project))
                        .load()
                        .migrate())
                .hasMessageContaining("mirroring was started by somebody else");

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(project.seen()).as("rolled back").isEmpty();
    }

    @Test
    void mirroringStartedBySomebodyElseInsideTheWindowIsStoppedAgain() {
        project.tagged("V1__a").tagged("V3__c");

        project.flyway().javaMigrations(new V2__Somebody_starts(project)).load().migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "stopMirroring", "startMirroring");
        assertThat(project.seen()).containsExactly("V1__a off", "V3__c off");
        assertThat(CapturedLog.ours()).anyMatch(line -> line.startsWith("WARN mirroring was started by somebody else"));
    }

    @Test
    void skippedMigrationsMakeNoCall() {
        project.tagged("V1__a");

        project.flyway().skipExecutingMigrations(true).load().migrate();

        assertThat(project.fabric.journal()).isEmpty();
    }

    @Test
    void aStopThatIsRefusedFailsTheMigrationBeforeItRunsAndStartsNothing() {
        project.untagged("V1__a").tagged("V2__b");
        project.fabric.faultAlways(STOP_MIRRORING, Fault.status(403, "InsufficientPrivileges", "No."));

        assertThatThrownBy(() -> project.flyway().load().migrate())
                .hasMessageContaining("beforeEachMigrate callback: Fabric mirroring: Fabric answered 403");

        assertThat(project.fabric.calls()).containsExactly("stopMirroring");
        assertThat(project.seen()).containsExactly("V1__a on");
        assertThat(project.query("select \"version\" from \"flyway_schema_history\""))
                .doesNotContain("2");
    }

    @Test
    void aStopThatMayHaveHappenedFailsTheMigrationAndStartsMirroringAgain() {
        project.tagged("V1__a");
        project.fabric.fault(STOP_MIRRORING, Fault.acceptedThenConnectionReset(), Fault.status(400, "Whatever", "No."));

        assertThatThrownBy(() -> project.flyway().load().migrate()).hasMessageContaining("400 Whatever");

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "stopMirroring", "startMirroring");
        assertThat(project.seen()).isEmpty();
    }

    @Test
    void aStartThatFailsAfterSuccessFailsTheRunAndSaysWhatToDo() {
        project.tagged("V1__a");
        project.fabric.faultAlways(START_MIRRORING, Fault.status(403, "InsufficientPrivileges", "No."));

        assertThatThrownBy(() -> project.flyway().load().migrate())
                .hasMessageContaining(
                        "the migrations are committed, but MIRRORING IS OFF and could not be started again")
                .hasMessageContaining("az rest --method post --resource " + project.fabric.apiEndpoint() + " --url "
                        + project.fabric.apiEndpoint() + "/v1/workspaces/" + project.fabric.workspaceId()
                        + "/sqlDatabases/" + project.fabric.sqlDatabaseId() + "/startMirroring");

        assertThat(project.seen()).containsExactly("V1__a off");
    }

    @Test
    void aStartThatFailsBeforeAnUntaggedMigrationFailsTheRunThere() {
        project.tagged("V1__a").untagged("V2__b");
        project.fabric.faultAlways(START_MIRRORING, Fault.status(403, "InsufficientPrivileges", "No."));

        assertThatThrownBy(() -> project.flyway().load().migrate())
                .hasMessageContaining("the migrations before V2__b.sql are committed, but MIRRORING IS OFF");

        assertThat(project.seen()).containsExactly("V1__a off");
        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void aStartThatFailsAfterAFailureIsLoggedAndTheMigrationsOwnErrorIsThrown() {
        project.taggedAndFailing("V1__a");
        project.fabric.faultAlways(START_MIRRORING, Fault.status(403, "InsufficientPrivileges", "No."));

        assertThatThrownBy(() -> project.flyway().load().migrate())
                .hasMessageContaining("NOWHERE")
                .hasMessageNotContaining("403");

        assertThat(CapturedLog.ours())
                .last()
                .asString()
                .startsWith("ERROR MIRRORING IS OFF")
                .contains("az rest");
    }

    @Test
    void anErrorThatFiresNoEventIsMadeUpForByTheNextRun() {
        project.tagged("V1__a");
        V2__Error error = new V2__Error();
        Flyway flyway = project.flyway().javaMigrations(error).load();

        assertThatThrownBy(flyway::migrate).isInstanceOf(AssertionError.class);
        error.failing = false;
        flyway.migrate();

        assertThat(project.fabric.calls())
                .containsExactly("stopMirroring", "startMirroring", "stopMirroring", "startMirroring");
        assertThat(CapturedLog.ours()).anyMatch(line -> line.startsWith("WARN a run ended without an event"));
    }

    @Test
    void anErrorThatFiresNoEventIsMadeUpForByAnotherFlywayToo() {
        project.tagged("V1__a");
        V2__Error error = new V2__Error();
        assertThatThrownBy(() -> project.flyway().javaMigrations(error).load().migrate())
                .isInstanceOf(AssertionError.class);

        error.failing = false;
        project.flyway().javaMigrations(error).load().migrate();

        // Whether the second run joins the first one's window or opens its own is a matter of time.
        Awaitility.await().atMost(LONG).until(project.fabric::mirroringOn);
        assertThat(project.fabric.calls()).startsWith("stopMirroring").endsWith("startMirroring");
    }

    @Test
    void aGroupThatFailedDoesNotDecideForTheNextOne() {
        project.untagged("V1__a");
        Flyway flyway = project.flyway(
                        project.callback().stateQuery("none").build(), new FailsOnce(Event.BEFORE_EACH_MIGRATE))
                .group(true)
                .load();
        assertThatThrownBy(flyway::migrate).hasMessageContaining("once");
        project.tagged("V2__b");

        flyway.migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void mirroringIsStartedAgainAndTheErrorKeptIfTheDatabaseIsGone() {
        project.tagged("V1__a");
        AtomicBoolean gone = new AtomicBoolean();
        DataSource database = project.dataSource(gone);

        assertThatThrownBy(() -> project.flyway()
                        .dataSource(database)
                        .javaMigrations(new V2__Database_goes(gone))
                        .load()
                        .migrate())
                .hasRootCauseMessage("the migration's own error");
        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void twoFlywaysSharingOneCallbackDoNotDisturbEachOther(@TempDir Path otherScripts) throws Exception {
        try (TestProject other = new TestProject(otherScripts)) {
            MirroringCallback shared = project.callback().build();
            CountDownLatch firstIsInside = new CountDownLatch(1);
            CountDownLatch secondIsDone = new CountDownLatch(1);
            Flyway first = project.flyway(shared)
                    .javaMigrations(new V1__Waits(firstIsInside, secondIsDone))
                    .load();
            Flyway second =
                    other.tagged("V1__b").untagged("V2__c").flyway(shared).load();

            CompletableFuture<?> firstRun = CompletableFuture.runAsync(first::migrate);
            Awaitility.await().atMost(LONG).until(() -> firstIsInside.getCount() == 0 || firstRun.isDone());
            assertThat(firstRun).isNotDone();
            // Their databases differ, the item does not: the second one finds its own database on and stops again.
            assertThatThrownBy(() -> {
                        other.fabric.switchMirroring(false);
                        other.taggedAndFailing("V3__d");
                        second.migrate();
                    })
                    .hasMessageContaining("NOWHERE");
            assertThat(project.fabric.calls())
                    .as("the first one's window stays open")
                    .containsExactly("stopMirroring");
            secondIsDone.countDown();
            firstRun.join();

            assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        }
    }

    /** Hears every event. */
    private static final class Listener extends BaseCallback {
        private final List<String> events;

        Listener(List<String> events) {
            this.events = events;
        }

        @Override
        public void handle(Event event, org.flywaydb.core.api.callback.Context context) {
            events.add(event.getId());
        }
    }

    @RequiresMirroringOff
    static final class V2__Somebody_starts extends BaseJavaMigration {
        private final TestProject project;

        V2__Somebody_starts(TestProject project) {
            this.project = project;
        }

        @Override
        public void migrate(Context context) {
            project.fabric.switchMirroring(true);
        }
    }

    @RequiresMirroringOff
    static final class V2__Error extends BaseJavaMigration {
        private boolean failing = true;

        @Override
        public void migrate(Context context) {
            if (failing) {
                throw new AssertionError("not an exception");
            }
        }
    }

    private static final class FailsOnce extends BaseCallback {
        private final Event event;
        private boolean failed;

        FailsOnce(Event event) {
            this.event = event;
        }

        @Override
        public void handle(Event fired, org.flywaydb.core.api.callback.Context context) {
            if (fired == event && !failed) {
                failed = true;
                throw new IllegalStateException("once");
            }
        }
    }

    @RequiresMirroringOff
    static final class V2__Database_goes extends BaseJavaMigration {
        private final AtomicBoolean gone;

        V2__Database_goes(AtomicBoolean gone) {
            this.gone = gone;
        }

        @Override
        public void migrate(Context context) {
            gone.set(true);
            throw new IllegalStateException("the migration's own error");
        }
    }

    @RequiresMirroringOff
    static final class V1__Waits extends BaseJavaMigration {
        private final CountDownLatch inside;
        private final CountDownLatch goOn;

        V1__Waits(CountDownLatch inside, CountDownLatch goOn) {
            this.inside = inside;
            this.goOn = goOn;
        }

        @Override
        public void migrate(Context context) throws Exception {
            inside.countDown();
            assertThat(goOn.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            try (Statement statement = context.getConnection().createStatement()) {
                statement.execute(seen("V1__Waits"));
            }
        }
    }
}
