package io.github.fabricmirroring.example.sqlserver;

import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Processes that migrate one database: several at once, and one that is killed. */
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
        List<Deployment> crowd = Stream.of("first", "second", "third", "fourth")
                .map(name -> Deployment.start(this, name))
                .toList();
        crowd.forEach(Deployment::awaitReady);

        crowd.forEach(Deployment::go);

        for (Deployment member : crowd) {
            assertThat(member.exitCode()).as(member.output()).isZero();
        }
        assertThat(seen())
                .containsExactly("V2__a", "V3__b off", "V4__c", "V5__d off", "V6__e off", "V7__f", "V8__g off");
        assertThat(fabric.mirroringOn()).isTrue();
        assertThat(notes()).isEmpty();
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
        assertThat(fabric.mirroringOn()).isTrue();
        assertThat(notes()).isEmpty();
    }
}
