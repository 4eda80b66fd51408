package io.github.fabricmirroring.internal.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The SQL of a table whose rows are there to be locked. */
final class LockTable {

    private static final String NAME = "fabric_mirroring_lock";

    /** The id of the row that is the gate; the others are keepers'. */
    private static final String GATE = "gate";

    private static final int BUSY_AFTER_SECONDS = 1;

    private LockTable() {}

    static List<DatabaseTable> all(Connection connection) throws SQLException {
        return DatabaseTable.all(connection, NAME);
    }

    /** Makes it, unless another session is quicker. */
    static void create(Connection connection, String schema) throws SQLException {
        DatabaseTable table = DatabaseTable.in(connection, schema, NAME);
        try {
            Sql.execute(
                    connection,
                    "CREATE TABLE " + table.quoted(connection) + " (id VARCHAR(40) NOT NULL, CONSTRAINT pk_" + NAME
                            + " PRIMARY KEY (id))");
        } catch (SQLException e) {
            if (all(connection).isEmpty()) {
                throw e;
            }
        }
    }

    static void requireGate(Connection connection, DatabaseTable table) throws SQLException {
        if (!ids(connection, table).contains(GATE)) {
            try {
                insert(connection, table, GATE);
            } catch (SQLException e) {
                if (!ids(connection, table).contains(GATE)) {
                    throw e;
                }
            }
        }
    }

    static void insert(Connection connection, DatabaseTable table, String id) throws SQLException {
        Sql.execute(connection, "INSERT INTO " + table.quoted(connection) + " (id) VALUES (?)", id);
    }

    static void delete(Connection connection, DatabaseTable table, String id) throws SQLException {
        Sql.execute(connection, "DELETE FROM " + table.quoted(connection) + " WHERE id = ?", id);
    }

    static List<String> keepers(Connection connection, DatabaseTable table) throws SQLException {
        return ids(connection, table).stream().filter(id -> !id.equals(GATE)).toList();
    }

    private static List<String> ids(Connection connection, DatabaseTable table) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (PreparedStatement query = Sql.prepare(connection, "SELECT id FROM " + table.quoted(connection));
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    static boolean lockGate(Connection transaction, DatabaseTable table) throws SQLException {
        return lock(transaction, table, GATE);
    }

    /**
     * Locks a row until the transaction ends.
     *
     * @return whether it is locked now: not if somebody else has locked it, or it is not there
     */
    static boolean lock(Connection transaction, DatabaseTable table, String id) throws SQLException {
        String sql = "SELECT id FROM " + table.quoted(transaction) + " WHERE id = ? FOR UPDATE";
        try (PreparedStatement query = Sql.prepare(transaction, sql + " SKIP LOCKED", id)) {
            return isAnswered(query);
        } catch (SQLException e) {
            if (SqlFailure.isLost(transaction, e)) {
                throw e;
            }
            return lockWithin(transaction, sql, id);
        }
    }

    /** For a database that knows nothing of SKIP LOCKED; whatever else was wrong is wrong here, too. */
    private static boolean lockWithin(Connection transaction, String sql, String id) throws SQLException {
        try (PreparedStatement query = Sql.prepare(transaction, sql, id)) {
            query.setQueryTimeout(BUSY_AFTER_SECONDS);
            return isAnswered(query);
        } catch (SQLException e) {
            if (SqlFailure.isBusy(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isAnswered(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }
}
