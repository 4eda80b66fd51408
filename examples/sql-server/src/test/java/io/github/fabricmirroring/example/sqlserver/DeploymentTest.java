package io.github.fabricmirroring.example.sqlserver;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Processes that migrate one database: several at once, and some that are killed. */
class DeploymentTest extends ServerTest {

    @BeforeEach
    void aProject() {
        begin();
    }

    @Test
    void allMigrateAtOnceAndEachMigrationRunsOnceWithMirroringAsItNeedsIt() throws Exception {
        untagged("V2__a");
        tagged("V3__b");
        untagged("V4__c");
        tagged("V5__d");
        tagged("V6__e");
        untagged("V7__f");
        tagged("V8__g");
        List<Deployment> crowd = crowd("first", "second", "third", "fourth");

        crowd.forEach(Deployment::go);

        assertThatAllEndWell(crowd);
        assertThat(seen())
                .containsExactly("V2__a", "V3__b off", "V4__c", "V5__d off", "V6__e off", "V7__f", "V8__g off");
        assertThatMirroringIsOnWithoutNote();
    }

    /** One in its stop, one inside its migration, one in its start. */
    @Test
    void whenSomeAreKilledTheOthersGoOnAndStartMirroringAgain() throws Exception {
        tagged("V2__a");
        untagged("V3__b");
        tagged("V4__c");
        Deployment.pauseFirstInside(this, "V2__a.sql");
        List<Deployment> crowd = crowd("first", "second", "third", "fourth");
        fabric.hold(STOP_MIRRORING);
        fabric.hold(START_MIRRORING);
        crowd.forEach(Deployment::go);

        fabric.awaitCall(STOP_MIRRORING, LONG);
        crowd = killed(crowd, ownerOfTheNote("stopping"));
        fabric.release(STOP_MIRRORING);

        crowd = killed(crowd, awaitPausedInside("V2__a.sql", crowd).pid());

        fabric.awaitCall(START_MIRRORING, LONG);
        crowd = killed(crowd, ownerOfTheNote("starting"));
        fabric.release(START_MIRRORING);

        assertThatAllEndWell(crowd);
        assertThat(seen()).containsExactly("V2__a off", "V3__b", "V4__c off");
        // The one killed in its start may have been the last one out; then the next runs find its note.
        List.of(migrate(flyway()), migrate(flyway())).forEach(CompletableFuture::join);
        assertThatMirroringIsOnWithoutNote();
    }

    @Test
    void theNoteOfOneThatWasKilledIsTakenOver() throws Exception {
        tagged("V2__a");
        fabric.hold(STOP_MIRRORING);
        Deployment killed = Deployment.start(this, "killed");
        killed.awaitReady();
        killed.go();
        fabric.awaitCall(STOP_MIRRORING, LONG);
        killed.kill();
        assertThat(notes()).containsExactly("V2__a.sql");
        fabric.release(STOP_MIRRORING);

        flyway().load().migrate();

        assertThat(seen()).containsExactly("V2__a off");
        assertThat(fabric.calls()).startsWith("stopMirroring").endsWith("startMirroring");
        assertThatMirroringIsOnWithoutNote();
    }

    /** Flyway's lock is one history's, so here only the window's locks keep them in step. */
    @Test
    void servicesWithHistoriesOfTheirOwnRunTaggedMigrationsOnlyWhileMirroringIsOff() {
        List<String> services = List.of(schema, database.newSchema(), database.newSchema());
        tagged("V2__a");
        untagged("V3__b");
        tagged("V4__c");
        tagged("V5__d");
        untagged("V6__e");
        tagged("V7__f");

        List<CompletableFuture<?>> runs = new ArrayList<>();
        for (String service : services) {
            FluentConfiguration flyway = flyway().schemas(service);
            if (!service.equals(schema)) {
                flyway.load().baseline();
            }
            runs.add(migrate(flyway));
        }
        runs.forEach(CompletableFuture::join);

        assertThat(seen())
                .hasSize(services.size() * 6)
                .containsOnly("V2__a off", "V3__b", "V4__c off", "V5__d off", "V6__e", "V7__f off");
        assertThat(fabric.mirroringOn()).isTrue();
        for (String service : services) {
            assertThat(notes(service)).isEmpty();
        }
        assertThat(database.windowLocks()).isEmpty();
    }

    private List<Deployment> crowd(String... names) {
        List<Deployment> crowd =
                Stream.of(names).map(name -> Deployment.start(this, name)).toList();
        crowd.forEach(Deployment::awaitReady);
        return crowd;
    }

    private String ownerOfTheNote(String phase) {
        List<String> owners =
                database.query("SELECT process FROM " + schema + ".fabric_mirroring WHERE phase = '" + phase + "'");
        assertThat(owners).hasSize(1);
        return owners.get(0);
    }

    private Deployment awaitPausedInside(String script, List<Deployment> crowd) {
        return Awaitility.await()
                .atMost(LONG)
                .until(
                        () -> crowd.stream()
                                .filter(member -> member.isPausedInside(this, script))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Returns those who live on. */
    private static List<Deployment> killed(List<Deployment> crowd, String pid) throws InterruptedException {
        List<Deployment> living = new ArrayList<>();
        for (Deployment member : crowd) {
            if (member.pid().equals(pid)) {
                member.kill();
            } else {
                living.add(member);
            }
        }
        assertThat(living).as("without " + pid).hasSize(crowd.size() - 1);
        return living;
    }

    private static void assertThatAllEndWell(List<Deployment> crowd) throws InterruptedException {
        for (Deployment member : crowd) {
            assertThat(member.exitCode()).as(member.output()).isZero();
        }
    }

    private void assertThatMirroringIsOnWithoutNote() {
        assertThat(fabric.mirroringOn()).isTrue();
        assertThat(notes()).isEmpty();
        assertThat(database.windowLocks()).isEmpty();
    }
}
