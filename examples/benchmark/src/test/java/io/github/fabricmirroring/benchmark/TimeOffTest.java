package io.github.fabricmirroring.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.standin.FabricStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On real runs of Flyway, as in the benchmark, but small. */
class TimeOffTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    private final Project project = Project.of(7, List.of(2, 1), SHORT, Duration.ZERO);

    @TempDir
    private Path folder;

    private Path scripts;

    @BeforeAll
    static void trust() {
        FabricStandIn.trustInThisJvm();
    }

    @BeforeEach
    void writeScripts() throws Exception {
        scripts = project.write(folder.resolve("project"));
    }

    @ParameterizedTest
    @CsvSource({"HERE, 2", "SCRIPT_AROUND, 1", "ONE_BY_ONE, 3"})
    void eachWayStopsAndStartsAsOftenAsItIsSaidTo(Way way, int cycles) throws Exception {
        try (MirroredDatabase database = new MirroredDatabase(SHORT, Duration.ZERO)) {
            way.migrate(database, project, scripts, SHORT);

            List<String> stopsAndStarts = new ArrayList<>();
            Collections.nCopies(cycles, List.of("stopMirroring", "startMirroring"))
                    .forEach(stopsAndStarts::addAll);
            assertThat(database.fabric().calls()).isEqualTo(stopsAndStarts);
            assertThat(database.timesOff()).hasSize(cycles);
            assertThat(database.scripts())
                    .extracting(Work.Script::name)
                    .as("each migration ran once, in order")
                    .containsExactly(
                            "V1__work.sql",
                            "V2__work.sql",
                            "V3__work.sql",
                            "V4__work.sql",
                            "V5__work.sql",
                            "V6__work.sql",
                            "V7__work.sql");
        }
    }

    @Test
    void noWayIsOffForLessThanTheLeastPossible() throws Exception {
        for (Way way : Way.values()) {
            Way.Outcome outcome = way.measure(project, scripts, SHORT, Duration.ZERO, SHORT);

            assertThat(outcome.timeOff())
                    .as(outcome.name())
                    .isGreaterThanOrEqualTo(project.leastTimeOff(SHORT)
                            .minus(SHORT.multipliedBy(project.leastCycles() - outcome.cycles())));
        }
    }

    @Test
    void reactionsAreSeenForEachWindow() throws Exception {
        TimeOff timeOff = new TimeOff(project, SHORT, Duration.ZERO, SHORT);

        TimeOff.Outcome outcome = timeOff.measure(2, 3, folder);

        assertThat(outcome.ways()).hasSameSizeAs(Way.values());
        assertThat(outcome.reactions()).hasSize(6).allSatisfy(reaction -> {
            assertThat(reaction.toScript()).isPositive();
            assertThat(reaction.toStart()).isPositive();
        });
    }
}
