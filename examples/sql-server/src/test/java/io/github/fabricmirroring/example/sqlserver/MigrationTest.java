package io.github.fabricmirroring.example.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Migrations with batches, in a transaction and outside of one. */
class MigrationTest extends ServerTest {

    private static final String NOT_IN_A_TRANSACTION = "executeInTransaction=false\n";

    @BeforeEach
    void aProject() {
        begin();
    }

    @Test
    void eachBatchOfATaggedScriptRunsWhileMirroringIsOff() {
        untagged("V2__a");
        script("V3__b.sql", "-- requires: mirroring-off\n" + seen("first") + seen("second"));
        untagged("V4__c");

        flyway().load().migrate();

        assertThat(seen()).containsExactly("V2__a", "first off", "second off", "V4__c");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(notes()).isEmpty();
    }

    @Test
    void aTagInALaterBatchIsNone() {
        script("V2__a.sql", seen("first") + "-- requires: mirroring-off\n" + seen("second"));

        flyway().load().migrate();

        assertThat(seen()).containsExactly("first on", "second on");
        assertThat(fabric.calls()).isEmpty();
    }

    @Test
    void inATransactionNothingOfAFailedMigrationIsLeftAndMirroringIsStartedAfterwards() {
        script("V2__a.sql", "-- requires: mirroring-off\n" + seen("first") + "SELECT * FROM nowhere;\nGO\n");

        assertThatThrownBy(() -> flyway().load().migrate()).isInstanceOf(FlywayException.class);

        assertThat(seen()).isEmpty();
        assertThatMirroringIsOnAgain();
    }

    @Test
    void outsideOfATransactionWhatAFailedMigrationDidStaysAndMirroringIsStartedAfterwards() {
        script("V2__a.sql", "-- requires: mirroring-off\n" + seen("first") + "SELECT * FROM nowhere;\nGO\n");
        script("V2__a.sql.conf", NOT_IN_A_TRANSACTION);

        assertThatThrownBy(() -> flyway().load().migrate()).isInstanceOf(FlywayException.class);

        assertThat(seen()).containsExactly("first off");
        assertThatMirroringIsOnAgain();
    }

    @Test
    void inATransactionAndOutsideNeighboursShareAWindow() {
        tagged("V2__a");
        tagged("V3__b");
        script("V3__b.sql.conf", NOT_IN_A_TRANSACTION);
        tagged("V4__c");
        untagged("V5__d");
        script("V5__d.sql.conf", NOT_IN_A_TRANSACTION);

        flyway().load().migrate();

        assertThat(seen()).containsExactly("V2__a off", "V3__b off", "V4__c off", "V5__d");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void aGroupInOneTransactionIsCommittedBeforeMirroringIsStarted() {
        untagged("V2__a");
        tagged("V3__b");
        untagged("V4__c");

        flyway().group(true).load().migrate();

        assertThat(seen()).containsExactly("V2__a", "V3__b off", "V4__c");
        assertThatMirroringIsOnAgain();
    }

    private void assertThatMirroringIsOnAgain() {
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(fabric.mirroringOn()).isTrue();
        assertThat(notes()).isEmpty();
    }
}
