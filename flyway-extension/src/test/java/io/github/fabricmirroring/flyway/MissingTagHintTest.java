package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.flyway.TestProject.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.fabricmirroring.standin.WatchedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said when an untagged migration fails. H2 refuses the statement because it does not know it; what matters
 * here is that it is refused.
 */
class MissingTagHintTest {

    private static final String FORBIDDEN = "create clustered columnstore index cci on fabric.seen;\n";
    private static final String HINT =
            "WARN V1__a.sql creates a clustered columnstore index, which is not allowed while Fabric mirrors the"
                    + " database, and mirroring is on. If that is why it failed, put \"-- requires: mirroring-off\" at the"
                    + " top of V1__a.sql.";

    @TempDir
    private Path scripts;

    private TestProject project;

    @BeforeEach
    void aProject() {
        project = new TestProject(scripts);
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void namesTheTagForAStatementThatIsNotAllowedWhileMirroringIsOn() {
        project.script("V1__a", FORBIDDEN);

        Throwable failure = migrate();

        assertThat(CapturedLog.ours()).containsExactly(HINT);
        assertThat(failure).hasMessageContaining("columnstore").hasRootCauseInstanceOf(SQLException.class);
        assertThat(project.fabric.journal()).isEmpty();
    }

    @Test
    void leavesTheErrorAsItIsWithoutTheExtension() {
        project.script("V1__a", FORBIDDEN);

        Throwable without =
                catchThrowable(() -> project.flyway(new Callback[0]).load().migrate());
        project.flyway(new Callback[0]).load().repair();
        Throwable with = migrate();

        assertThat(with).hasSameClassAs(without).hasMessage(without.getMessage());
        assertThat(with.getSuppressed()).isEmpty();
    }

    @Test
    void isForTheStatementThatFailedOnly() {
        project.script("V1__a", "select * from nowhere;\n" + FORBIDDEN);

        migrate();

        assertThat(CapturedLog.ours()).isEmpty();
    }

    @Test
    void isForTheScriptThatFailedOnly() {
        project.script("V1__a", seen("V1__a")).script("V2__b", seen("V2__b") + FORBIDDEN);

        migrate();

        assertThat(CapturedLog.ours()).singleElement().asString().startsWith("WARN V2__b.sql creates");
    }

    @Test
    void isGivenInAGroupWithoutTags() {
        project.script("V1__a", FORBIDDEN).untagged("V2__b");

        migrate(project.flyway().group(true));

        assertThat(CapturedLog.ours()).containsExactly(HINT);
    }

    @Test
    void isGivenWithoutAnItemIfTheDatabaseSaysOn() {
        project.script("V1__a", FORBIDDEN);

        migrate(project.flyway(MirroringCallback.builder()
                .stateQuery(WatchedDatabase.STATE_QUERY)
                .build()));

        assertThat(CapturedLog.ours()).containsExactly(HINT);
    }

    @Test
    void doesNotSayThatMirroringIsOnIfTheDatabaseCannotTell() {
        project.script("V1__a", FORBIDDEN);

        migrate(project.flyway(project.callback().stateQuery("none").build()));

        assertThat(CapturedLog.ours()).containsExactly(HINT.replace(", and mirroring is on", ""));
    }

    @Test
    void doesNotSayThatMirroringIsOnIfTheDatabaseCannotBeAsked() {
        project.script("V1__a", FORBIDDEN);

        migrate(project.flyway(
                project.callback().stateQuery("select * from nowhere").build()));

        assertThat(CapturedLog.ours()).containsExactly(HINT.replace(", and mirroring is on", ""));
    }

    @Test
    void isNotGivenWhileMirroringIsOff() {
        project.fabric.switchMirroring(false);
        project.script("V1__a", FORBIDDEN);

        migrate();

        assertThat(CapturedLog.ours()).isEmpty();
    }

    @Test
    void isNotGivenForADatabaseThatIsNotMirrored() {
        project.script("V1__a", FORBIDDEN);

        migrate(project.flyway(MirroringCallback.builder().build()));

        assertThat(CapturedLog.ours()).isEmpty();
    }

    @Test
    void isNotGivenIfTheExtensionIsDisabled() {
        project.script("V1__a", FORBIDDEN);

        migrate(project.flyway(project.callback().enabled(false).build()));

        assertThat(CapturedLog.ours()).isEmpty();
    }

    @Test
    void isNotGivenForATaggedMigration() {
        project.script("V1__a", "-- requires: mirroring-off\n" + FORBIDDEN);

        migrate();

        assertThat(CapturedLog.ours()).hasSize(3).noneMatch(line -> line.startsWith("WARN"));
    }

    @Test
    void isNotGivenForAnUntaggedMigrationInTheWindowOfItsGroup() {
        project.tagged("V1__a").script("V2__b", FORBIDDEN);

        migrate(project.flyway(project.callback().stateQuery("none").build()).group(true));

        assertThat(CapturedLog.ours()).noneMatch(line -> line.contains("V2__b.sql creates"));
    }

    @Test
    void isNotGivenForAJavaMigrationWhoseStatementsNobodyKnows() {
        migrate(project.flyway().javaMigrations(new V1__Java()));

        assertThat(CapturedLog.ours()).isEmpty();
    }

    @Test
    void namesTheLineOfATagBelowTheFirstStatement() {
        project.script("V1__a", seen("V1__a") + "\n-- requires: mirroring-off\nselect * from nowhere;\n");

        Throwable failure = migrate();

        assertThat(CapturedLog.ours())
                .containsExactly(
                        "WARN V1__a.sql looks tagged in line 3, but a tag counts only in a comment above the first"
                                + " statement: put \"-- requires: mirroring-off\" there.");
        assertThat(failure).hasMessageContaining("nowhere");
    }

    @Test
    void saysOneThingOnlyIfTheTagIsBelowTheStatementThatIsNotAllowed() {
        project.script("V1__a", FORBIDDEN + "-- requires: mirroring-off\n");

        migrate();

        assertThat(CapturedLog.ours()).singleElement().asString().contains("looks tagged in line 2");
    }

    @Test
    void namesTheLineInTheWordsOfTheScript() throws IOException {
        Files.writeString(scripts.resolve("V1__a.sh"), "set -e\n# requires: mirroring-off\nexit 3\n");

        migrate();

        assertThat(CapturedLog.ours())
                .singleElement()
                .asString()
                .startsWith("WARN V1__a.sh looks tagged in line 2")
                .contains("put \"# requires: mirroring-off\" there");
    }

    @Test
    void saysNothingOfATagBelowTheFirstStatementWhileNothingFails() {
        project.script("V1__a", seen("V1__a") + "-- requires: mirroring-off\n");

        project.flyway().load().migrate();

        assertThat(CapturedLog.ours()).isEmpty();
    }

    @Test
    void isGivenForTheStatementWithBatchAndStream() {
        project.script("V1__a", "insert into fabric.seen(script) values ('a');\n" + FORBIDDEN);

        migrate(project.flyway().batch(true).stream(true));

        assertThat(CapturedLog.ours()).containsExactly(HINT);
    }

    @Test
    void isNotGivenForWhatFabricAllowsInItsOwnDatabases() {
        project.script("V1__a", "alter partition function by_year() split range (2027);\n");

        migrate();

        assertThat(CapturedLog.ours()).isEmpty();
    }

    @Test
    void isGivenForWhatIsForbiddenInADatabaseThatIsMirroredFromElsewhere() {
        project.script("V1__a", "alter partition function by_year() merge range (2020);\n");

        migrate(project.flyway(MirroringCallback.builder()
                .stateQuery(WatchedDatabase.STATE_QUERY)
                .build()));

        assertThat(CapturedLog.ours()).singleElement().asString().startsWith("WARN V1__a.sql merges partitions");
    }

    @Test
    void hidesNothingIfItGoesWrongItself() {
        FiredEvents flyway = new FiredEvents(
                project.callback().build(), project.flyway().load().getConfiguration());
        Map<String, Object> answers = new HashMap<>(Map.of("getType", CoreMigrationType.SQL, "getScript", "V1__a.sql"));
        MigrationInfo migration = FiredEvents.migration(answers);
        flyway.fire(Event.BEFORE_EACH_MIGRATE, migration);

        // Which Flyway never does.
        answers.remove("getScript");
        flyway.fire(Event.AFTER_EACH_MIGRATE_ERROR, migration);

        assertThat(CapturedLog.ours())
                .last()
                .asString()
                .startsWith("WARN no hint at the cause of the failure could be given: java.lang.NullPointerException");
    }

    private Throwable migrate() {
        return migrate(project.flyway());
    }

    private static Throwable migrate(FluentConfiguration flyway) {
        Throwable failure = catchThrowable(() -> flyway.load().migrate());
        assertThat(failure).isInstanceOf(FlywayException.class);
        return failure;
    }

    static class V1__Java extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws Exception {
            try (Statement statement = context.getConnection().createStatement()) {
                statement.execute(FORBIDDEN);
            }
        }
    }
}
