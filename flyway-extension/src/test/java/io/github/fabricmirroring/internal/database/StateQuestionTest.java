package io.github.fabricmirroring.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.TestedDatabase.Kind;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.MirroringState;
import io.github.fabricmirroring.internal.window.SessionLostException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateQuestionTest {

    private TestedDatabase database = new TestedDatabase(Kind.H2);

    @AfterEach
    void close() {
        database.close();
    }

    private MirroringState ask(String query) throws SQLException {
        try (Connection connection = database.connect()) {
            return question(query).ask(connection);
        }
    }

    private static StateQuestion question(String query) {
        return new StateQuestion(
                MirroringSettings.builder().set(Setting.STATE_QUERY, query).build());
    }

    @ParameterizedTest
    @CsvSource({"select 1,ON", "select true,ON", "select ' True ',ON", "select 0,OFF", "select false,OFF"})
    void aQueryOfTheUsersAnswersByOneValue(String query, MirroringState state) throws SQLException {
        assertThat(ask(query)).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1 where 1 = 0", "select 1 union all select 1", "select null", "select 'maybe'"})
    void anyOtherAnswerIsInvalidAndTheMessageNamesTheSetting(String query) {
        assertThatThrownBy(() -> ask(query))
                .isExactlyInstanceOf(MirroringException.class)
                .hasMessageStartingWith("stateQuery is \"" + query + "\"; it returned ")
                .hasMessageEndingWith(
                        "Expected: one row, with 1 or true while mirroring is on and 0 or false while it is off.");
    }

    @Test
    void aQueryThatFailsIsNamed() {
        assertThatThrownBy(() -> ask("select is_on from nowhere"))
                .isExactlyInstanceOf(MirroringException.class)
                .hasMessageStartingWith("Could not ask the database whether mirroring is on"
                        + " (stateQuery is \"select is_on from nowhere\"): Table \"NOWHERE\" not found");
    }

    @Test
    void withoutAQueryNothingIsAsked() {
        assertThat(question("none").ask(null)).isEqualTo(MirroringState.UNKNOWN);
    }

    @Test
    void aConnectionThatIsGoneIsNoAnswer() throws SQLException {
        Connection connection = database.connect();
        connection.close();

        assertThatThrownBy(() -> question("select 1").ask(connection)).isInstanceOf(SessionLostException.class);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aDatabaseWithoutTheColumnsCannotTell(Kind kind) throws SQLException {
        database.close();
        database = new TestedDatabase(kind);

        assertThat(ask("auto")).isEqualTo(MirroringState.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"1,ON", "0,OFF", "null,UNKNOWN"})
    void theColumnOfMirroringCountsBeforeThatOfTheChangeFeed(String value, MirroringState state) throws SQLException {
        database.close();
        database = new TestedDatabase(Kind.SQL_SERVER);
        database.execute("insert into sys.all_columns values (1, 'is_change_feed_enabled'),"
                + " (1, 'is_data_lake_replication_enabled')");
        database.execute("drop table sys.databases");
        database.execute("create view sys.databases as select DB_NAME() as name, cast(" + value
                + " as bit) as is_data_lake_replication_enabled, cast(1 as bit) as is_change_feed_enabled");

        assertThat(ask("auto")).isEqualTo(state);
    }
}
