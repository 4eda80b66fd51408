package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.window.SessionLostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether notes can be left, by SQL Server's catalog: nothing is created.
 *
 * @param table with its schema
 * @param there whether it is there already
 * @param missing the permissions that the user lacks, to use it or to make it
 * @see <a href="https://learn.microsoft.com/sql/t-sql/functions/has-perms-by-name-transact-sql">HAS_PERMS_BY_NAME</a>
 */
public record NoteTableCheck(String table, boolean there, List<String> missing) {

    private static final String HAS = "SELECT HAS_PERMS_BY_NAME(?, ?, ?)";

    private static final List<String> TO_USE = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

    /**
     * @param schema where the table is or would be made; nothing for the user's own
     * @return nothing on other databases, which cannot be asked
     * @throws SessionLostException if the connection is gone
     * @throws MirroringException if the database does not answer
     */
    public static Optional<NoteTableCheck> of(Connection connection, Optional<String> schema) {
        try {
            return SqlServer.isBehind(connection)
                    ? Optional.of(asked(connection, DatabaseTable.in(connection, schema.orElse(null), NoteTable.NAME)))
                    : Optional.empty();
        } catch (SQLException e) {
            throw SqlFailure.of(
                    connection, "Could not ask what the user may do to the table of notes", Optional.empty(), e);
        }
    }

    private static NoteTableCheck asked(Connection connection, DatabaseTable table) throws SQLException {
        boolean there = DatabaseTable.all(connection, table.name()).stream()
                .anyMatch(other -> other.schema().equalsIgnoreCase(table.schema()));
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, String[]> needed :
                (there ? toUse(connection, table) : toMake(connection, table)).entrySet()) {
            if (!has(connection, needed.getValue())) {
                missing.add(needed.getKey());
            }
        }
        return new NoteTableCheck(table.toString(), there, missing);
    }

    private static Map<String, String[]> toUse(Connection connection, DatabaseTable table) throws SQLException {
        Map<String, String[]> needed = new LinkedHashMap<>();
        for (String permission : TO_USE) {
            needed.put(permission + " on " + table, new String[] {table.quoted(connection), "OBJECT", permission});
        }
        return needed;
    }

    /** Whoever may alter the schema may not yet use what is made in it, unless it is the owner's. */
    private static Map<String, String[]> toMake(Connection connection, DatabaseTable table) throws SQLException {
        String schema = SqlServer.quoted(table.schema());
        Map<String, String[]> needed = new LinkedHashMap<>();
        needed.put(
                "CREATE TABLE", new String[] {SqlServer.quoted(connection.getCatalog()), "DATABASE", "CREATE TABLE"});
        needed.put("ALTER on schema " + table.schema(), new String[] {schema, "SCHEMA", "ALTER"});
        for (String permission : TO_USE) {
            needed.put(permission + " on schema " + table.schema(), new String[] {schema, "SCHEMA", permission});
        }
        return needed;
    }

    private static boolean has(Connection connection, String[] securableAndPermission) throws SQLException {
        try (PreparedStatement query = Sql.prepare(connection, HAS, securableAndPermission);
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getInt(1) == 1;
        }
    }
}
