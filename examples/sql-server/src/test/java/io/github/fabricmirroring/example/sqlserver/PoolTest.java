package io.github.fabricmirroring.example.sqlserver;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.standin.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many connections a run needs, and how a pool gets them back. */
class PoolTest extends ServerTest {

    private static final int OF_A_WINDOW = 1;

    private int flywaysOwn;

    @BeforeEach
    void aProjectAndTheLeastPoolForItWithoutTheExtension() throws SQLException {
        begin();
        untagged("V2__a");
        flywaysOwn = 1;
        while (!isEnoughWithoutTheExtension(flywaysOwn)) {
            flywaysOwn++;
        }
    }

    /** Nobody else gives a connection back, so there is nothing to wait for. */
    private boolean isEnoughWithoutTheExtension(int size) throws SQLException {
        try (LimitedPool pool = new LimitedPool(database.dataSource(), size, Duration.ZERO)) {
            Flyway.configure()
                    .dataSource(pool.dataSource())
                    .schemas(schema)
                    .locations("filesystem:" + scripts)
                    .load()
                    .migrate();
            return true;
        } catch (FlywayException e) {
            assertThat(e).hasStackTraceContaining("the pool is empty");
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPoolThatIsEnoughForFlywayIsEnoughIfNothingIsTagged(boolean group) throws SQLException {
        untagged("V3__b");
        untagged("V4__c");

        try (LimitedPool pool = pool(flywaysOwn)) {
            flyway(pool).group(group).load().migrate();
        }

        assertThat(seen()).containsExactly("V2__a", "V3__b", "V4__c");
        assertThat(fabric.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneMoreIsEnoughForAWindow(boolean group) throws SQLException {
        untagged("V3__b");
        tagged("V4__c");
        tagged("V5__d");
        untagged("V6__e");

        try (LimitedPool pool = pool(flywaysOwn + OF_A_WINDOW)) {
            flyway(pool).group(group).load().migrate();

            assertThatNothingIsLeftOn(pool);
        }

        assertThat(seen()).containsExactly("V2__a", "V3__b", "V4__c off", "V5__d off", "V6__e");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(fabric.mirroringOn()).isTrue();
        assertThat(notes()).isEmpty();
    }

    @Test
    void oneMoreIsEnoughForTheWindowThatAFailedMigrationEnds() throws SQLException {
        script("V3__b.sql", "-- requires: mirroring-off\n" + seen("V3__b") + "SELECT * FROM nowhere;\nGO\n");

        try (LimitedPool pool = pool(flywaysOwn + OF_A_WINDOW)) {
            assertThatThrownBy(() -> flyway(pool).load().migrate()).hasMessageContaining("nowhere");

            assertThatNothingIsLeftOn(pool);
        }

        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(notes()).isEmpty();
    }

    @Test
    void oneMoreIsEnoughForAWindowThatAnotherRunHasLeft() throws SQLException {
        tagged("V3__b");
        fabric.faultAlways(START_MIRRORING, Fault.status(403, "Forbidden", "No."));
        assertThatThrownBy(() -> flyway().load().migrate()).hasMessageContaining("MIRRORING IS OFF");
        fabric.clearFaults();
        untagged("V4__c");

        try (LimitedPool pool = pool(flywaysOwn + OF_A_WINDOW)) {
            flyway(pool).load().migrate();

            assertThatNothingIsLeftOn(pool);
        }

        assertThat(seen()).containsExactly("V2__a", "V3__b off", "V4__c");
        assertThat(fabric.mirroringOn()).isTrue();
        assertThat(notes()).isEmpty();
    }

    private LimitedPool pool(int size) {
        return new LimitedPool(database.dataSource(), size, Duration.ofSeconds(10));
    }

    private FluentConfiguration flyway(LimitedPool pool) {
        return flyway().dataSource(pool.dataSource());
    }

    /** The next to get such a connection may be the application. */
    private void assertThatNothingIsLeftOn(LimitedPool pool) throws SQLException {
        assertThat(pool.idle()).isNotEmpty();
        for (Connection connection : pool.idle()) {
            assertThat(connection.getAutoCommit()).isTrue();
        }
        assertThat(database.windowLocks()).isEmpty();
    }
}
