package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.standin.WatchedDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tagged migration, by what is configured and what the state query says. */
class RequirementTest {

    private TestProject project;

    @BeforeEach
    void aProjectWithATaggedMigration(@TempDir Path scripts) {
        project = new TestProject(scripts).tagged("V1__a");
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void configuredAndOffIsMetAndLeftAsItIs() {
        project.fabric.switchMirroring(false);

        project.flyway().load().migrate();

        assertThat(project.fabric.journal()).isEmpty();
        assertThat(project.seen()).containsExactly("V1__a off");
        assertThat(CapturedLog.ours())
                .containsExactly(
                        "INFO mirroring is off already, as V1__a.sql requires; it is left as it was found. If nobody has"
                                + " stopped it, sys.dm_change_feed_errors may tell why it is off: lasting errors turn it off by"
                                + " themselves.");
    }

    @Test
    void configuredAndOnOpensAWindow() {
        project.flyway().load().migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(project.seen()).containsExactly("V1__a off");
    }

    @Test
    void configuredAndNoAnswerOpensAWindowAndWarnsThatItIsNotWaitedFor() {
        project.flyway(project.callback().stateQuery("none").build()).load().migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(CapturedLog.ours())
                .anyMatch(line -> line.startsWith("WARN Fabric has accepted the stop, but this database does not say"));
    }

    @Test
    void anotherDatabaseThanSqlServerGivesNoAnswerByDefault() {
        project.flyway(project.callback().stateQuery("auto").build()).load().migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void notConfiguredAndOffIsMet() {
        project.fabric.switchMirroring(false);

        project.flyway(notConfigured(WatchedDatabase.STATE_QUERY)).load().migrate();

        assertThat(project.seen()).containsExactly("V1__a off");
    }

    @Test
    void notConfiguredAndOnFailsNamingTheSettings() {
        assertThatThrownBy(() -> project.flyway(notConfigured(WatchedDatabase.STATE_QUERY))
                        .load()
                        .migrate())
                .hasMessageContaining("V1__a.sql requires mirroring to be off, but mirroring is on")
                .hasMessageContaining("flyway.fabricMirroring.itemUrl (FLYWAY_FABRIC_MIRRORING_ITEM_URL)")
                .hasMessageContaining("flyway.fabricMirroring.workspaceId")
                .hasMessageContaining("flyway.fabricMirroring.sqlDatabaseId");

        assertThat(project.seen()).isEmpty();
    }

    @Test
    void notConfiguredAndNoAnswerRunsAndSaysSo() {
        project.flyway(notConfigured("none")).load().migrate();

        assertThat(project.seen()).containsExactly("V1__a on");
        assertThat(CapturedLog.ours())
                .singleElement()
                .asString()
                .startsWith("INFO V1__a.sql requires mirroring to be off; no");
    }

    @Test
    void disabledIgnoresTagsAndWarnsOnce() {
        project.tagged("V2__b");

        project.flyway(project.callback().enabled(false).build()).load().migrate();

        assertThat(project.fabric.journal()).isEmpty();
        assertThat(project.seen()).containsExactly("V1__a on", "V2__b on");
        assertThat(CapturedLog.ours())
                .containsExactly("WARN V1__a.sql requires mirroring to be off, but tags are ignored because"
                        + " flyway.fabricMirroring.enabled is false.");
    }

    @Test
    void aMisspelledTagIsIgnoredLikeAnyOtherIfTheExtensionIsDisabled() {
        project.script("V1__a", "-- requires mirroring-off\n" + TestProject.seen("V1__a"));

        project.flyway(project.callback().enabled(false).build()).load().migrate();

        assertThat(project.seen()).containsExactly("V1__a on");
        assertThat(CapturedLog.ours()).singleElement().asString().contains("tags are ignored");
    }

    @Test
    void aStateThatIsNotReachedInTimeFailsTheMigrationAndStartsMirroringAgain() {
        project.fabric.fault(
                io.github.fabricmirroring.standin.Operation.STOP_MIRRORING,
                io.github.fabricmirroring.standin.Fault.acceptedButNothingHappens());

        assertThatThrownBy(() -> project.flyway(project.callback()
                                .stopTimeout(Duration.ofMillis(50))
                                .build())
                        .load()
                        .migrate())
                .hasMessageContaining("flyway.fabricMirroring.stopTimeout");

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(project.seen()).isEmpty();
        assertThat(project.fabric.mirroringOn()).isTrue();
    }

    @Test
    void aStateQueryThatMakesNoSenseFailsTheMigrationBeforeAnythingIsStopped() {
        for (String query : new String[] {
            "select 'yes'", "select cast(null as bit)", "select 1 where 1 = 0", "select 1 union all select 1", "select"
        }) {
            assertThatThrownBy(() -> project.flyway(
                                    project.callback().stateQuery(query).build())
                            .load()
                            .migrate())
                    .hasMessageContaining("flyway.fabricMirroring.stateQuery")
                    .hasMessageContaining(query);
        }
        assertThat(project.fabric.journal()).isEmpty();
    }

    private static MirroringCallback notConfigured(String stateQuery) {
        return MirroringCallback.builder().stateQuery(stateQuery).build();
    }
}
