package io.github.fabricmirroring.example.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.example.sqlserver.Server.Address;
import io.github.fabricmirroring.example.sqlserver.Server.Names;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.mssqlserver.MSSQLServerContainer;

/**
 * What {@code stateQuery=auto} makes of the columns that a server's {@code sys.databases} has. A server that Fabric
 * does not mirror says 0, so there a tagged migration just runs.
 */
class StateQueryTest extends ServerTest {

    private static final String DATA_LAKE = "is_data_lake_replication_enabled";
    private static final String CHANGE_FEED = "is_change_feed_enabled";

    @BeforeEach
    void aTaggedMigration() {
        begin();
        tagged("V2__a");
    }

    @Test
    @EnabledIfSystemProperty(named = "server", matches = "SQL_SERVER", disabledReason = "it asks a real server")
    void aServerThatFabricDoesNotMirrorIsOffOrCannotTell() {
        assertThatAutoFits();
    }

    /** 2025 has both columns, 2022 that of the change feed, 2019 none. */
    @ParameterizedTest
    @ValueSource(strings = {"2019-latest", "2022-latest"})
    @EnabledIfSystemProperty(named = "server", matches = "SQL_SERVER", disabledReason = "it asks a real server")
    void anOlderServerIsOffOrCannotTell(String tag) {
        if (Address.isGiven()) {
            Server.leaveOut("SQL Server " + tag, "a server is given, and only that is asked.");
        }
        try (MSSQLServerContainer older = Address.start(tag)) {
            use(TestDatabase.on(Address.of(older), Names.CASE_INSENSITIVE));
            aTaggedMigration();

            assertThatAutoFits();
            close();
        }
    }

    private void assertThatAutoFits() {
        boolean knows = !database.query("SELECT name FROM sys.all_columns WHERE object_id = OBJECT_ID('sys.databases')"
                        + " AND name IN ('" + DATA_LAKE + "', '" + CHANGE_FEED + "')")
                .isEmpty();
        flyway().callbacks(mirroring()
                        .stateQuery("auto")
                        .stopTimeout(Duration.ofSeconds(10))
                        .build())
                .load()
                .migrate();

        assertThat(fabric.calls()).isEqualTo(knows ? List.of() : List.of("stopMirroring", "startMirroring"));
    }

    @DisabledIfSystemProperty(
            named = "server",
            matches = "SQL_SERVER",
            disabledReason = "a server has the columns it has")
    @ParameterizedTest
    @CsvSource({DATA_LAKE + "," + CHANGE_FEED, DATA_LAKE + ",", CHANGE_FEED + ","})
    void theColumnThatIsThereTellsWhenMirroringIsOff(String first, String second) {
        ((SqlServerOnH2) database).catalogWith(second == null ? new String[] {first} : new String[] {first, second});
        untagged("V3__b");

        flyway().callbacks(mirroring().stateQuery("auto").build()).load().migrate();

        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(seen()).containsExactly("V2__a off", "V3__b");
    }

    @Test
    @DisabledIfSystemProperty(
            named = "server",
            matches = "SQL_SERVER",
            disabledReason = "a server has the columns it has")
    void withoutAnyOfTheColumnsTheDatabaseCannotTell() {
        fabric.switchMirroring(false);

        flyway().callbacks(mirroring().stateQuery("auto").build()).load().migrate();

        assertThat(fabric.calls())
                .as("off cannot be seen, so it is stopped")
                .containsExactly("stopMirroring", "startMirroring");
    }
}
