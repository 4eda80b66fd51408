package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that start {@code migrate} at the same moment on one database. They live for all rounds, to be quick about
 * it.
 */
class CrowdTest {

    private static final int ROUNDS = Boolean.getBoolean("slowTests") ? 25 : 5;

    private static final String[] SCRIPTS = {
        "V1__a.sql", "V2__b_off.sql", "V3__c.sql", "V4__d_off.sql", "V5__e_off.sql", "V6__f.sql", "V7__g_off.sql"
    };

    @TempDir
    private static Path folder;

    private static List<Release> crowd;

    @BeforeAll
    static void gather() {
        crowd = Stream.of("first", "second", "third", "fourth")
                .map(name -> Release.start(folder, name, Map.of(), SCRIPTS))
                .toList();
    }

    @AfterAll
    static void scatter() {
        crowd.forEach(Release::close);
    }

    /** @param delay how long a stop and a start take, in ms */
    @ParameterizedTest(name = "stops and starts take {0} ms")
    @ValueSource(ints = {0, 15})
    void allMigrateAtOnceAndEachMigrationRunsOnceWithMirroringAsItNeedsIt(int delay) {
        for (int round = 0; round < ROUNDS; round++) {
            try (SharedDatabase database = new SharedDatabase(Duration.ofMillis(delay))) {
                crowd.forEach(release -> release.migrate(database, SharedDatabase.LONG));

                assertThat(crowd)
                        .as("round %d", round)
                        .extracting(Release::awaitEnd)
                        .containsOnly("ok");
                assertThat(database.violations()).isEmpty();
                assertThat(database.applied()).containsExactly(SCRIPTS);
                assertThat(database.done()).containsExactly(SCRIPTS);
                assertThat(database.fabric.mirroringOn()).isTrue();
                assertThat(database.notes()).isEmpty();
            }
        }
        assertThat(crowd).extracting(Release::output).noneMatch(output -> output.contains("ERROR"));
    }
}
