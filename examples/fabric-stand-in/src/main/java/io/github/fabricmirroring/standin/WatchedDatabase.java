package io.github.fabricmirroring.standin;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The H2 database that stands for the mirrored one; or a SQL Server, which knows the statement below by itself, and is
 * left as it was found.
 *
 * <p>It knows whether mirroring is on (see {@link #STATE_QUERY}), as a SQL database in Fabric does, and has
 * {@code create_clustered_columnstore_index(index_name, table_name)} for the statement of T-SQL that H2 cannot parse.
 */
public final class WatchedDatabase implements AutoCloseable {

    /** One row, one column: true while mirroring is on. */
    public static final String STATE_QUERY = "select is_on from fabric.mirroring_state";

    /** Open from start to end: an in-memory database lives as long as somebody is connected. */
    private final Connection connection;

    private final boolean sqlServer;

    WatchedDatabase(String jdbcUrl, String user, String password, boolean on) throws SQLException {
        connection = DriverManager.getConnection(jdbcUrl, user, password);
        sqlServer = connection.getMetaData().getDatabaseProductName().equals("Microsoft SQL Server");
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    sqlServer
                            ? "if schema_id('fabric') is null execute('create schema fabric')"
                            : "create schema if not exists fabric");
            statement.execute("drop table if exists fabric.mirroring_state");
            statement.execute("create table fabric.mirroring_state(is_on bit not null)");
            statement.execute("insert into fabric.mirroring_state values (" + (on ? 1 : 0) + ")");
            if (!sqlServer) {
                statement.execute("drop alias if exists create_clustered_columnstore_index");
                statement.execute("create alias create_clustered_columnstore_index for '"
                        + WatchedDatabase.class.getName() + ".createClusteredColumnstoreIndex'");
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Returns when the change is committed. */
    void mirroring(boolean on) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update fabric.mirroring_state set is_on = ?")) {
            update.setBoolean(1, on);
            update.executeUpdate();
        }
    }

    /**
     * Called by H2 inside the transaction of the statement that uses it. Makes an ordinary index, or fails while
     * mirroring is on.
     *
     * @param connection the caller's own
     */
    public static void createClusteredColumnstoreIndex(Connection connection, String indexName, String tableName)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (isOn(statement)) {
                // The sense of "Limitations of mirroring for SQL database"; what the server itself says is not
                // documented.
                throw new SQLException(
                        "Clustered columnstore index '" + indexName + "' cannot be created on the existing" + " table '"
                                + tableName + "' while mirroring is active.");
            }
            statement.execute(
                    "create index " + indexName + " on " + tableName + "(" + firstColumn(statement, tableName) + ")");
        }
    }

    private static boolean isOn(Statement statement) throws SQLException {
        try (ResultSet state = statement.executeQuery(STATE_QUERY)) {
            return state.next() && state.getBoolean(1);
        }
    }

    private static String firstColumn(Statement statement, String tableName) throws SQLException {
        try (ResultSet none = statement.executeQuery("select * from " + tableName + " where 1 = 0")) {
            return statement.enquoteIdentifier(none.getMetaData().getColumnName(1), true);
        }
    }

    @Override
    public void close() {
        try (connection) {
            if (sqlServer) {
                leave();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The watched database cannot be left", e);
        }
    }

    private void leave() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists fabric.mirroring_state");
            statement.execute("if not exists (select 1 from sys.objects where schema_id = schema_id('fabric'))"
                    + " drop schema fabric");
        }
    }
}
