package io.github.fabricmirroring.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {

    private final Project project = Project.of(60, List.of(3, 1, 5, 3), Duration.ofSeconds(1), Duration.ofMillis(200));

    @Test
    void untaggedMigrationsAreSpreadAroundTheRunsOfNeighbours() {
        assertThat(project.migrations()).hasSize(60);
        assertThat(project.taggedVersions()).containsExactly(11, 12, 13, 24, 35, 36, 37, 38, 39, 49, 50, 51);
    }

    @Test
    void aRunOfNeighboursNeedsOneCycle() {
        assertThat(project.leastCycles()).isEqualTo(4);
        assertThat(Project.of(2, List.of(2), Duration.ZERO, Duration.ZERO).leastCycles())
                .isEqualTo(1);
    }

    @Test
    void leastPossibleIsTheTaggedMigrationsAndOneStartPerCycle() {
        assertThat(project.leastTimeOff(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(12 + 4 * 2));
    }

    @Test
    void onlyTaggedScriptsHaveTheTag(@TempDir Path folder) throws Exception {
        project.write(folder);

        assertThat(folder).isDirectoryContaining("glob:**V60__work.sql");
        assertThat(Files.readString(folder.resolve("V10__work.sql"))).isEqualTo("call work('V10__work.sql', 200);\n");
        assertThat(Files.readString(folder.resolve("V11__work.sql")))
                .isEqualTo("-- requires: mirroring-off\ncall work('V11__work.sql', 1000);\n");
    }
}
