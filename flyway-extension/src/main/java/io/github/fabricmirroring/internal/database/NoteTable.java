package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.internal.window.WindowNote;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The SQL of the tables of notes. Nothing here begins or ends a transaction.
 *
 * <p>Whether a change has happened is seen in the row itself: a session of SQL Server that has set NOCOUNT ON, as
 * scripts on a pool's connections leave it, does not count rows.
 */
final class NoteTable {

    static final String NAME = "fabric_mirroring";

    /** Unique in its schema, as the table is. */
    private static final String PRIMARY_KEY = "pk_" + NAME;

    private NoteTable() {}

    static List<WindowNote> readAll(Connection connection) throws SQLException {
        List<WindowNote> notes = new ArrayList<>();
        for (DatabaseTable table : DatabaseTable.all(connection, NAME)) {
            try {
                notes.addAll(read(connection, table));
            } catch (SQLException e) {
                if (isThere(connection, table)) {
                    throw e;
                }
            }
        }
        return notes;
    }

    /**
     * All columns, as a later release's table may lack some of them.
     *
     * @see <a href="https://learn.microsoft.com/sql/t-sql/queries/hints-transact-sql-table">Table hints</a>: this one
     *     keeps a transaction of somebody else's, whatever its isolation level, from holding the rows that it reads
     */
    private static List<WindowNote> read(Connection connection, DatabaseTable table) throws SQLException {
        List<WindowNote> notes = new ArrayList<>();
        String hint = SqlServer.isBehind(connection) ? " WITH (READCOMMITTED)" : "";
        try (PreparedStatement query = Sql.prepare(connection, "SELECT * FROM " + table.quoted(connection) + hint);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                notes.add(NoteRow.read(rows));
            }
        }
        return notes;
    }

    /** Writes the note; the statement that does so in nearly every case comes first. */
    static void write(Connection connection, DatabaseTable table, WindowNote whole) throws SQLException {
        WindowNote note = NoteRow.cut(whole);
        try {
            if (update(connection, table, note)) {
                return;
            }
        } catch (SQLException e) {
            if (SqlFailure.isLost(connection, e) || isThere(connection, table)) {
                throw e;
            }
            create(connection, table);
        }
        insert(connection, table, note);
    }

    private static boolean update(Connection connection, DatabaseTable table, WindowNote note) throws SQLException {
        String sql = "UPDATE " + table.quoted(connection) + NoteRow.UPDATE + " WHERE id = ?";
        try (PreparedStatement update = Sql.prepare(connection, sql)) {
            NoteRow.fill(update, note);
            update.setString(NoteRow.COUNT + 1, note.id());
            update.execute();
        }
        return stands(connection, table, note);
    }

    private static void insert(Connection connection, DatabaseTable table, WindowNote note) throws SQLException {
        String sql = "INSERT INTO " + table.quoted(connection) + NoteRow.INSERT;
        try (PreparedStatement insert = Sql.prepare(connection, sql)) {
            NoteRow.fill(insert, note);
            insert.execute();
        } catch (SQLException e) {
            // Its answer may have been lost; nobody else writes a note with this id.
            if (SqlFailure.isLost(connection, e) || !stands(connection, table, note)) {
                throw e;
            }
        }
    }

    private static boolean stands(Connection connection, DatabaseTable table, WindowNote note) throws SQLException {
        String sql = "SELECT * FROM " + table.quoted(connection) + " WHERE id = ?";
        try (PreparedStatement query = Sql.prepare(connection, sql, note.id());
                ResultSet row = query.executeQuery()) {
            return row.next() && NoteRow.read(row).equals(note);
        }
    }

    private static void create(Connection connection, DatabaseTable table) throws SQLException {
        try {
            Sql.execute(
                    connection,
                    "CREATE TABLE " + table.quoted(connection) + NoteRow.definition(connection, PRIMARY_KEY));
        } catch (SQLException e) {
            // Another session may have been quicker.
            if (SqlFailure.isLost(connection, e) || !isThere(connection, table)) {
                throw e;
            }
        }
    }

    static void remove(Connection connection, List<String> ids) throws SQLException {
        String someOfThem = String.join(", ", Collections.nCopies(ids.size(), "?"));
        for (DatabaseTable table : DatabaseTable.all(connection, NAME)) {
            String sql = "DELETE FROM " + table.quoted(connection) + " WHERE id IN (" + someOfThem + ")";
            try {
                Sql.execute(connection, sql, ids.toArray(String[]::new));
            } catch (SQLException e) {
                if (isThere(connection, table)) {
                    throw e;
                }
            }
        }
    }

    /** The database may take names for the same that differ in case. */
    private static boolean isThere(Connection connection, DatabaseTable table) throws SQLException {
        return DatabaseTable.all(connection, NAME).stream().anyMatch(seen -> Optional.ofNullable(table.schema())
                .map(schema -> schema.equalsIgnoreCase(seen.schema()))
                .orElse(true));
    }
}
