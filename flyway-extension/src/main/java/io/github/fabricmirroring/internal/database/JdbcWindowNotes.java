package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.window.WindowNote;
import io.github.fabricmirroring.internal.window.WindowNotes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Keeps the note in a table beside Flyway's schema history, made when the first note is written. Each method uses a connection
 * of its own and leaves no lock behind.
 *
 * <p>Whether a change has happened is seen in the note itself: a session of SQL Server that has set NOCOUNT ON, as scripts on a
 * pool's connections leave it, does not count rows.
 */
public final class JdbcWindowNotes implements WindowNotes {

    private static final String SUFFIX = "_mirroring";
    private static final int TIMEOUT_SECONDS = 30;

    /** The owner alone does not tell: it writes its next migration into the same note. */
    private static final String UNCHANGED = " WHERE owner_id = ? AND script = ? AND installed_rank = ?";

    private static final String ENTIRELY_UNCHANGED = UNCHANGED + " AND closing = ?";

    /** The primary key of the only row. */
    private static final int ONE = 1;

    /** As in Flyway's schema history. */
    private static final int LONGEST_SCRIPT = 1000;

    private static final int LONGEST_NAME = 255;

    private final DataSource dataSource;
    private final String schema;
    private final String historyTable;

    /**
     * @param schema of Flyway's schema history; {@code null} for the connection's own
     * @param historyTable the name of Flyway's schema history
     */
    public JdbcWindowNotes(DataSource dataSource, String schema, String historyTable) {
        this.dataSource = dataSource;
        this.schema = schema;
        this.historyTable = historyTable;
    }

    /** Whether there may be a note, by one query on a connection that somebody has open already. */
    public boolean mayExist(Connection connection) {
        try {
            return notesExist(connection);
        } catch (SQLException e) {
            throw new MirroringException("the database does not tell which tables it has: " + e.getMessage(), e);
        }
    }

    /**
     * Whether Flyway's schema history is there. A note without it would stand alone in a schema that Flyway then takes for
     * somebody else's, and refuses to begin in.
     */
    public boolean haveHistory() {
        return onConnection("SELECT on Flyway's schema history", connection -> tableExists(connection, historyTable));
    }

    private boolean notesExist(Connection connection) throws SQLException {
        return tableExists(connection, historyTable + SUFFIX);
    }

    private boolean tableExists(Connection connection, String name) throws SQLException {
        String sql = "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";
        try (PreparedStatement query = prepare(connection, sql)) {
            query.setString(1, schema == null ? connection.getSchema() : schema);
            query.setString(2, name);
            try (ResultSet table = query.executeQuery()) {
                return table.next();
            }
        }
    }

    @Override
    public Optional<WindowNote> read() {
        return onConnection("SELECT on the table", connection -> {
            if (!notesExist(connection)) {
                return Optional.empty();
            }
            String sql = "SELECT owner_id, script, installed_rank, closing, noted_at, host, process, os_user FROM "
                    + notes(connection);
            try (PreparedStatement query = prepare(connection, sql);
                    ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(note(row)) : Optional.empty();
            }
        });
    }

    @Override
    public boolean create(WindowNote note) {
        onConnection("CREATE TABLE in the database and ALTER on the schema", connection -> {
            if (!notesExist(connection)) {
                createTable(connection);
            }
            return null;
        });
        try {
            return onConnection("INSERT on the table", connection -> {
                String sql = "INSERT INTO " + notes(connection)
                        + " (owner_id, script, installed_rank, closing, noted_at, host, process, os_user, id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
                try (PreparedStatement insert = prepare(connection, sql)) {
                    fill(insert, note);
                    insert.setInt(9, ONE);
                    insert.executeUpdate();
                    return true;
                }
            });
        } catch (MirroringException e) {
            if (read().isPresent()) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public boolean replace(WindowNote current, WindowNote next) {
        return onConnection("UPDATE on the table", connection -> {
            String sql =
                    "UPDATE " + notes(connection) + " SET owner_id = ?, script = ?, installed_rank = ?, closing = ?,"
                            + " noted_at = ?, host = ?, process = ?, os_user = ?" + ENTIRELY_UNCHANGED;
            try (PreparedStatement update = prepare(connection, sql)) {
                fill(update, next);
                fillEntirelyUnchanged(update, 9, current);
                update.executeUpdate();
            }
            return isThere(connection, next);
        });
    }

    /** A note's owner is one run, so nobody else can have written the same. */
    private boolean isThere(Connection connection, WindowNote note) throws SQLException {
        try (PreparedStatement query = prepare(connection, "SELECT 1 FROM " + notes(connection) + ENTIRELY_UNCHANGED)) {
            fillEntirelyUnchanged(query, 1, note);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    @Override
    public void remove(WindowNote note) {
        onConnection("DELETE on the table", connection -> {
            try (PreparedStatement delete = prepare(connection, "DELETE FROM " + notes(connection) + UNCHANGED)) {
                fillUnchanged(delete, 1, note);
                return delete.executeUpdate();
            }
        });
    }

    @Override
    public int highestInstalledRank() {
        return onConnection("SELECT on Flyway's schema history", connection -> {
            String sql = "SELECT MAX(" + quoted(connection, "installed_rank") + ") FROM " + history(connection);
            try (PreparedStatement query = prepare(connection, sql);
                    ResultSet row = query.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        });
    }

    @Override
    public boolean isApplied(WindowNote note) {
        return onConnection("SELECT on Flyway's schema history", connection -> {
            String sql = "SELECT " + quoted(connection, "success") + " FROM " + history(connection) + " WHERE "
                    + quoted(connection, "script") + " = ? AND " + quoted(connection, "installed_rank") + " > ?";
            try (PreparedStatement query = prepare(connection, sql)) {
                query.setString(1, note.script());
                query.setInt(2, note.installedRank());
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        if (rows.getBoolean(1)) {
                            return true;
                        }
                    }
                    return false;
                }
            }
        });
    }

    private void createTable(Connection connection) throws SQLException {
        String sql =
                "CREATE TABLE " + notes(connection) + " (id INT NOT NULL PRIMARY KEY, owner_id VARCHAR(36) NOT NULL,"
                        + " script NVARCHAR(" + LONGEST_SCRIPT
                        + ") NOT NULL, installed_rank INT NOT NULL, closing INT NOT NULL,"
                        + " noted_at VARCHAR(40) NOT NULL, host NVARCHAR(" + LONGEST_NAME
                        + ") NOT NULL, process VARCHAR(20) NOT NULL,"
                        + " os_user NVARCHAR(" + LONGEST_NAME + ") NOT NULL)";
        try (PreparedStatement create = prepare(connection, sql)) {
            create.executeUpdate();
        } catch (SQLException e) {
            // Another run may have been quicker.
            if (!notesExist(connection)) {
                throw e;
            }
        }
    }

    private static void fill(PreparedStatement statement, WindowNote note) throws SQLException {
        statement.setString(1, note.owner());
        statement.setString(2, cut(note.script(), LONGEST_SCRIPT));
        statement.setInt(3, note.installedRank());
        statement.setInt(4, note.closing() ? 1 : 0);
        statement.setString(5, note.since());
        statement.setString(6, cut(note.host(), LONGEST_NAME));
        statement.setString(7, note.process());
        statement.setString(8, cut(note.user(), LONGEST_NAME));
    }

    private static void fillUnchanged(PreparedStatement statement, int first, WindowNote note) throws SQLException {
        statement.setString(first, note.owner());
        statement.setString(first + 1, cut(note.script(), LONGEST_SCRIPT));
        statement.setInt(first + 2, note.installedRank());
    }

    private static void fillEntirelyUnchanged(PreparedStatement statement, int first, WindowNote note)
            throws SQLException {
        fillUnchanged(statement, first, note);
        statement.setInt(first + 3, note.closing() ? 1 : 0);
    }

    private static WindowNote note(ResultSet row) throws SQLException {
        return new WindowNote(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getInt(4) != 0,
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    private String notes(Connection connection) throws SQLException {
        return qualified(connection, historyTable + SUFFIX);
    }

    private String history(Connection connection) throws SQLException {
        return qualified(connection, historyTable);
    }

    private String qualified(Connection connection, String table) throws SQLException {
        return schema == null
                ? quoted(connection, table)
                : quoted(connection, schema) + "." + quoted(connection, table);
    }

    private static String quoted(Connection connection, String name) throws SQLException {
        if (SqlServer.isBehind(connection)) {
            return SqlServer.quoted(name);
        }
        String quote = connection.getMetaData().getIdentifierQuoteString();
        return quote + name.replace(quote, quote + quote) + quote;
    }

    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(TIMEOUT_SECONDS);
        return statement;
    }

    private <T> T onConnection(String permission, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            return work.on(connection);
        } catch (SQLException | RuntimeException e) {
            throw new MirroringException(
                    "the note about mirroring in table " + (schema == null ? "" : schema + ".") + historyTable + SUFFIX
                            + " could not be read or written: " + e.getMessage() + " If a permission is missing, it is "
                            + permission + ".",
                    e);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
