package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An old release of a team's software, which runs {@code migrate} again and again while the new one migrates. */
class RollingDeploymentTest {

    private static final String[] OLD = {"V1__a.sql", "V2__b.sql", "V3__c.sql", "V4__d.sql", "V5__e.sql"};
    private static final String[] SLOW = {"V6__f_off.sql", "V7__g_off.sql", "V8__h_off.sql"};
    private static final String[] NEW =
            Stream.of(OLD, SLOW, new String[] {"V9__i.sql"}).flatMap(Stream::of).toArray(String[]::new);

    @TempDir
    private Path folder;

    private SharedDatabase database;
    private Release oldRelease;
    private Release newRelease;

    @BeforeEach
    void start() {
        database = new SharedDatabase(Duration.ofMillis(20));
        oldRelease = Release.start(folder, "old", Map.of(), OLD);
        newRelease = Release.start(folder, "new", Map.of(), NEW);
        oldRelease.migrate(database, SharedDatabase.LONG);
        assertThat(oldRelease.awaitEnd()).isEqualTo("ok");
    }

    @AfterEach
    void stop() {
        oldRelease.close();
        newRelease.close();
        database.close();
    }

    @Test
    void mirroringStaysOffFromTheFirstTaggedMigrationToTheEndOfTheLast() {
        Stream.of(SLOW).forEach(script -> database.hold("inside " + script));
        newRelease.migrate(database, SharedDatabase.LONG);
        for (String script : SLOW) {
            database.awaitReached("inside " + script);
            awaitEndOrLock(oldRelease);
            // Still running? The new release was faster: who has Flyway's lock next is the database's choice.
            if (!oldRelease.isRunning()) {
                assertThat(oldRelease.awaitEnd()).isEqualTo("ok");
                oldRelease.migrate(database, SharedDatabase.LONG);
                awaitEndOrLock(oldRelease);
            }
            database.release("inside " + script);
        }
        assertThat(newRelease.awaitEnd()).isEqualTo("ok");
        assertThat(oldRelease.awaitEnd()).isEqualTo("ok");
        assertThat(newRelease.awaitEnd()).isEqualTo("ok");
        assertThat(database.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThatAllIsWell();
    }

    /** Flyway asks for its lock even if nothing is pending. */
    private void awaitEndOrLock(Release release) {
        SharedDatabase.await().until(() -> !release.isRunning() || database.isSomebodyBlocked());
    }

    @Test
    void theNewReleaseKilledInsideATaggedMigrationIsRecoveredByTheNextRunOfAnyRelease() throws Exception {
        database.hold("inside V7__g_off.sql");
        newRelease.migrate(database, SharedDatabase.LONG);
        database.awaitReached("inside V7__g_off.sql");
        newRelease.kill();
        database.release("inside V7__g_off.sql");
        database.forget("inside V7__g_off.sql");

        oldRelease.migrate(database, SharedDatabase.LONG);

        assertThat(oldRelease.awaitEnd()).isEqualTo("ok");
        assertThat(oldRelease.output())
                .containsPattern(
                        "WARN Fabric mirroring: Mirroring has been off since .*V7__g_off.sql.*that process is gone");
        assertThat(database.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(database.notes()).isEmpty();

        try (Release again = Release.start(folder, "again", Map.of(), NEW)) {
            again.migrate(database, SharedDatabase.LONG);
            assertThat(again.awaitEnd()).isEqualTo("ok");
        }
        assertThat(database.fabric.calls())
                .containsExactly("stopMirroring", "startMirroring", "stopMirroring", "startMirroring");
        assertThatAllIsWell();
    }

    private void assertThatAllIsWell() {
        assertThat(database.applied()).containsExactly(NEW);
        assertThat(database.done()).containsExactly(NEW);
        assertThat(database.violations()).isEmpty();
        assertThat(database.fabric.mirroringOn()).isTrue();
        assertThat(database.notes()).isEmpty();
    }
}
