package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.JdbcStateQuery;
import io.github.fabricmirroring.internal.database.JdbcWindowNotes;
import io.github.fabricmirroring.internal.fabric.FabricApi;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.MirroringState;
import io.github.fabricmirroring.internal.window.MirroringWindow;
import io.github.fabricmirroring.internal.window.WindowNote;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A command that keeps mirroring off, and runs of Flyway beside it and inside of it. It does not hold Flyway's lock, so neither can
 * know whether the other is at work.
 */
class CommandTest {

    @TempDir
    private Path folder;

    private SharedDatabase database;

    @BeforeEach
    void open() {
        database = new SharedDatabase(Duration.ofMillis(20));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private MirroringWindow command() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(database.url());
        source.setUser("sa");
        MirroringSettings settings = MirroringSettings.builder(setting -> "--" + setting.kebabName())
                .set(Setting.ITEM_URL, database.fabric.itemUrl())
                .set(Setting.POLL_INTERVAL, Duration.ofMillis(10))
                .build();
        return MirroringWindow.ofCommand(
                settings,
                () -> new FabricApi(
                        database.fabric.apiEndpoint(),
                        settings.item().orElseThrow(),
                        TestProject.credential(database.fabric)),
                new JdbcStateQuery(source, WatchedDatabase.STATE_QUERY),
                new JdbcWindowNotes(source, null, "flyway_schema_history"),
                FlywayMessages.INSTANCE);
    }

    private String migrate(Map<String, String> environment, String... scripts) {
        try (Release release = Release.start(folder, "release", environment, scripts)) {
            release.migrate(database, SharedDatabase.LONG);
            return release.awaitEnd() + "\n" + release.output();
        }
    }

    @Test
    void taggedMigrationsInsideOfTheCommandRunInItsWindow() {
        MirroringWindow command = command();
        command.requireOff("flyway");

        String run =
                migrate(Map.of(WindowNote.OWNER_VARIABLE, command.owner()), "V1__a.sql", "V2__b_off.sql", "V3__c.sql");

        assertThat(run)
                .startsWith("ok\n")
                .contains("mirroring is kept off by the command that this run is part of, as V2__b_off.sql requires")
                .doesNotContain("WARN Fabric");
        assertThat(database.fabric.calls()).containsExactly("stopMirroring");
        assertThat(database.notes()).hasSize(1);
        command.close();
        assertThat(database.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(database.violations()).isEmpty();
        assertThat(database.notes()).isEmpty();
    }

    @Test
    void taggedMigrationsInsideOfTheCommandDoNotRunIfSomebodyHasStartedMirroring() {
        MirroringWindow command = command();
        command.requireOff("flyway");
        database.fabric.switchMirroring(true);

        String run = migrate(Map.of(WindowNote.OWNER_VARIABLE, command.owner()), "V1__a_off.sql");

        assertThat(run)
                .contains("mirroring was started by somebody else during the command that this run is part of, so"
                        + " V1__a_off.sql was not run");
        assertThat(database.done()).isEmpty();
        command.close();
    }

    @Test
    void migrationsBesideTheCommandLeaveItsWindowAlone() {
        MirroringWindow command = command();
        command.requireOff("sqlcmd");

        String run = migrate(Map.of(), "V1__a.sql", "V2__b_off.sql");

        assertThat(run)
                .contains("WARN Fabric mirroring: mirroring is kept off since ", " for sqlcmd by process ")
                .contains("which may start it in the middle of V2__b_off.sql; so that was not run")
                .contains("If that process is gone, run the command `start` of this extension's jar");
        assertThat(database.done()).containsExactly("V1__a.sql");
        assertThat(database.fabric.calls()).containsExactly("stopMirroring");
        command.close();
        assertThat(database.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void aCommandTakesOverNobodysWindow() {
        MirroringWindow first = command();
        first.requireOff("sqlcmd");

        assertThatThrownBy(() -> command().requireOff("bcp"))
                .isInstanceOf(MirroringException.class)
                .hasMessageContaining("mirroring is kept off since ")
                .hasMessageContaining("which may start it in the middle of bcp; so that was not run");

        assertThat(database.fabric.calls()).containsExactly("stopMirroring");
        first.close();
    }

    @Test
    void startEndsTheWindowOfAMigrationThatWasKilled() throws Exception {
        database.hold("inside V1__a_off.sql");
        try (Release release = Release.start(folder, "release", Map.of(), "V1__a_off.sql")) {
            release.migrate(database, SharedDatabase.LONG);
            database.awaitReached("inside V1__a_off.sql");
            release.kill();
        }
        database.release("inside V1__a_off.sql");
        assertThat(database.notes()).hasSize(1);

        assertThat(command().start(true)).isEqualTo(MirroringState.ON);

        assertThat(database.notes()).isEmpty();
        assertThat(database.fabric.mirroringOn()).isTrue();
    }

    /** Whoever lost its window to a person does not start mirroring a second time. */
    @Test
    void startMayEndTheWindowOfACommandThatIsAtWork() {
        MirroringWindow first = command();
        first.requireOff("sqlcmd");

        assertThat(command().start(true)).isEqualTo(MirroringState.ON);
        first.close();

        assertThat(database.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }
}
