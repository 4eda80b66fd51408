package io.github.fabricmirroring.internal.database;

import static io.github.fabricmirroring.internal.settings.MirroringSettings.STATE_QUERY_AUTO;
import static io.github.fabricmirroring.internal.settings.MirroringSettings.STATE_QUERY_NONE;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.MirroringState;
import io.github.fabricmirroring.internal.window.SessionLostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether the database is being mirrored, as the setting {@link Setting#STATE_QUERY} says how to ask. */
public final class StateQuestion {

    private static final String MIRRORING = "is_data_lake_replication_enabled";
    private static final String CHANGE_FEED = "is_change_feed_enabled";

    /** Servers before 2022 have none of the two, and asking for a missing one is error 207. */
    private static final String COLUMNS =
            "SELECT name FROM sys.all_columns WHERE object_id = OBJECT_ID('sys.databases')" + " AND name IN ('"
                    + MIRRORING + "', '" + CHANGE_FEED + "')";

    /** By name, because on Azure SQL and in Fabric {@code DB_ID()} need not agree with {@code sys.databases}. */
    private static final String STATE = "SELECT %s FROM sys.databases WHERE name = DB_NAME()";

    private final MirroringSettings settings;

    public StateQuestion(MirroringSettings settings) {
        this.settings = settings;
    }

    /**
     * Asks on this connection, inside its transaction if it has one. That transaction may hold what another connection
     * would wait for: uncommitted DDL locks rows of the catalog.
     *
     * @throws SessionLostException if the connection is gone
     * @throws MirroringException if the database could not be asked, or its answer is invalid
     */
    public MirroringState ask(Connection connection) {
        String query = settings.stateQuery();
        if (query.equalsIgnoreCase(STATE_QUERY_NONE)) {
            return MirroringState.UNKNOWN;
        }
        try (Statement statement = Sql.statement(connection)) {
            return query.equalsIgnoreCase(STATE_QUERY_AUTO)
                    ? askCatalog(connection, statement)
                    : askAsConfigured(statement, query);
        } catch (SQLException e) {
            throw SqlFailure.of(
                    connection,
                    "Could not ask the database whether mirroring is on (" + setting() + ")",
                    Optional.of("to be allowed to run that query"),
                    e);
        }
    }

    /**
     * @see <a href="https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-databases-transact-sql">
     *     sys.databases</a>
     */
    private static MirroringState askCatalog(Connection connection, Statement statement) throws SQLException {
        if (!SqlServer.isBehind(connection)) {
            return MirroringState.UNKNOWN;
        }
        Set<String> columns = new HashSet<>();
        try (ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        if (columns.isEmpty()) {
            return MirroringState.UNKNOWN;
        }
        // The change feed serves other features, too: it only stands in where the column of mirroring is missing.
        String column = columns.contains(MIRRORING) ? MIRRORING : CHANGE_FEED;
        try (ResultSet row = statement.executeQuery(STATE.formatted(column))) {
            if (!row.next()) {
                return MirroringState.UNKNOWN;
            }
            boolean on = row.getBoolean(1);
            if (row.wasNull()) {
                return MirroringState.UNKNOWN;
            }
            return on ? MirroringState.ON : MirroringState.OFF;
        }
    }

    private MirroringState askAsConfigured(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                throw invalid("no row");
            }
            String answer = rows.getString(1);
            if (rows.next()) {
                throw invalid("more than one row");
            }
            if (answer == null) {
                throw invalid("NULL");
            }
            return switch (answer.strip().toLowerCase(Locale.ROOT)) {
                case "1", "true" -> MirroringState.ON;
                case "0", "false" -> MirroringState.OFF;
                default -> throw invalid(SqlFailure.quoted(answer));
            };
        }
    }

    private MirroringException invalid(String answer) {
        return new MirroringException(setting() + "; it returned " + answer
                + ". Expected: one row, with 1 or true while mirroring is on and 0 or false while it is off.");
    }

    private String setting() {
        return settings.nameOf(Setting.STATE_QUERY) + " is " + SqlFailure.quoted(settings.stateQuery());
    }
}
