package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a database in Fabric, people hear of a tag where it does not count before the run, whether or not it fails. */
class MisplacedTagTest {

    private static final String MISPLACED = TestProject.seen("V2__b") + "\n-- requires: mirroring-off\nselect 1;\n";

    @TempDir
    private Path scripts;

    private FabricProject project;

    @BeforeEach
    void aProjectOnADatabaseInFabric() {
        project = new FabricProject(scripts).untagged("V1__a");
    }

    @AfterEach
    void close() {
        if (project != null) {
            project.close();
        }
    }

    @Test
    void isWarnedOfBeforeTheFirstMigration() {
        project.script("V2__b.sql", MISPLACED);

        project.flyway().load().migrate();

        assertThat(warnings())
                .containsExactly(
                        "WARN V2__b.sql looks tagged in line 3, but a tag counts only in a comment above the first"
                                + " statement: put \"-- requires: mirroring-off\" there.");
        assertThat(CapturedLog.lines().toString()).containsSubsequence("V2__b.sql looks tagged", "Migrating schema");
        assertThat(project.calls()).isEmpty();
    }

    @Test
    void isNotWarnedOfInATextOrInATaggedScript() {
        project.script("V2__b.sql", "select '\n-- requires: mirroring-off\n';\n")
                .script("V3__c.sql", "-- requires: mirroring-off\n" + MISPLACED);

        project.flyway().load().migrate();

        assertThat(warnings()).isEmpty();
    }

    @Test
    void inACallbackIsWarnedOfOnceEvenIfNoMigrationIsTagged() {
        project.script("afterMigrate.sql", "-- requires: mirroring-off\nselect 1;\n");

        project.flyway().load().migrate();

        assertThat(warnings()).singleElement().asString().startsWith("WARN afterMigrate.sql has the tag in line 1");
    }

    @Test
    void inACallbackIsWarnedOfOnceIfAMigrationIsTagged() {
        project.tagged("V2__b").script("afterMigrate.sql", "-- requires: mirroring-off\nselect 1;\n");

        project.flyway().load().migrate();

        assertThat(warnings()).singleElement().asString().startsWith("WARN afterMigrate.sql has the tag in line 1");
    }

    @Test
    void theHintAtSplitIsNotForADatabaseInFabric() {
        project.script("V2__b.sql", "alter partition function by_year() split range (2027);\n");

        assertThat(catchThrowable(() -> project.flyway().load().migrate())).isNotNull();

        assertThat(warnings()).isEmpty();
    }

    private static List<String> warnings() {
        return CapturedLog.ours().stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }
}
