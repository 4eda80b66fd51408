package io.github.fabricmirroring.internal.database;

import static io.github.fabricmirroring.internal.settings.MirroringSettings.STATE_QUERY_AUTO;
import static io.github.fabricmirroring.internal.settings.MirroringSettings.STATE_QUERY_NONE;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.MirroringState;
import io.github.fabricmirroring.internal.window.StateQuery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;

/** Asks the database by JDBC, by default each time on a connection of its own that is closed before the answer is given. */
public final class JdbcStateQuery implements StateQuery {

    private static final int TIMEOUT_SECONDS = 30;

    /** Servers before 2022 have none of the two, and asking for a missing one is error 207. */
    private static final String COLUMNS =
            "SELECT name FROM sys.all_columns WHERE object_id = OBJECT_ID('sys.databases')"
                    + " AND name IN ('is_data_lake_replication_enabled', 'is_change_feed_enabled')";

    /** By name, because on Azure SQL and in Fabric {@code DB_ID()} need not agree with {@code sys.databases}. */
    private static final String STATE = "SELECT %s FROM sys.databases WHERE name = DB_NAME()";

    private final DataSource dataSource;
    private final String stateQuery;

    /**
     * @param stateQuery the value of the setting {@link Setting#STATE_QUERY}
     */
    public JdbcStateQuery(DataSource dataSource, String stateQuery) {
        this.dataSource = dataSource;
        this.stateQuery = stateQuery;
    }

    @Override
    public MirroringState ask() {
        if (isNotToBeAsked()) {
            return MirroringState.UNKNOWN;
        }
        try (Connection connection = dataSource.getConnection()) {
            return ask(connection);
        } catch (SQLException | RuntimeException e) {
            throw notAsked(e);
        }
    }

    /**
     * The same on a connection of the caller's, where its transaction may hold what another connection would wait for: uncommitted
     * DDL locks rows of the catalog.
     *
     * @throws MirroringException if the database could not be asked, or its answer makes no sense
     */
    public MirroringState ask(Connection connection) {
        if (isNotToBeAsked()) {
            return MirroringState.UNKNOWN;
        }
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            return stateQuery.equalsIgnoreCase(STATE_QUERY_AUTO)
                    ? askCatalog(connection, statement)
                    : askAsConfigured(statement);
        } catch (SQLException | RuntimeException e) {
            throw notAsked(e);
        }
    }

    private boolean isNotToBeAsked() {
        return stateQuery.equalsIgnoreCase(STATE_QUERY_NONE);
    }

    private MirroringException notAsked(Exception e) {
        if (e instanceof MirroringException told) {
            return told;
        }
        return new MirroringException(
                "the database could not be asked whether mirroring is on (" + Setting.STATE_QUERY.property() + " is \""
                        + stateQuery + "\"): " + e.getMessage(),
                e);
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
        String column = columns.contains("is_data_lake_replication_enabled")
                ? "is_data_lake_replication_enabled"
                : "is_change_feed_enabled";
        try (ResultSet row = statement.executeQuery(STATE.formatted(column))) {
            if (!row.next()) {
                return MirroringState.UNKNOWN;
            }
            boolean on = row.getBoolean(1);
            return row.wasNull() ? MirroringState.UNKNOWN : state(on);
        }
    }

    private MirroringState askAsConfigured(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(stateQuery)) {
            if (!rows.next()) {
                throw senseless("no row");
            }
            String answer = rows.getString(1);
            if (rows.next()) {
                throw senseless("more than one row");
            }
            if (answer == null) {
                throw senseless("NULL");
            }
            return switch (answer.strip().toLowerCase(Locale.ROOT)) {
                case "1", "true" -> MirroringState.ON;
                case "0", "false" -> MirroringState.OFF;
                default -> throw senseless("\"" + answer + "\"");
            };
        }
    }

    private MirroringException senseless(String answer) {
        return new MirroringException(Setting.STATE_QUERY.property() + " (\"" + stateQuery + "\") answered " + answer
                + ": expected one row with 1 or true while mirroring is on, and 0 or false while it is off.");
    }

    private static MirroringState state(boolean on) {
        return on ? MirroringState.ON : MirroringState.OFF;
    }
}
