package io.github.fabricmirroring.internal.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of this software's.
 *
 * @param schema {@code null} if the database has none
 */
record DatabaseTable(String schema, String name) {

    /**
     * On SQL Server, somebody's uncommitted DDL locks rows of the catalog, and would be waited for without the hint.
     *
     * @see <a href="https://learn.microsoft.com/sql/relational-databases/system-information-schema-views/tables-transact-sql">TABLES</a>:
     *     those of the current database that the user has a permission on
     */
    private static final String TABLES = "SELECT TABLE_SCHEMA FROM INFORMATION_SCHEMA.TABLES%s WHERE TABLE_NAME = ?";

    /**
     * @param schema {@code null} for the connection's own
     */
    static DatabaseTable in(Connection connection, String schema, String name) throws SQLException {
        return new DatabaseTable(schema == null ? connection.getSchema() : schema, name);
    }

    /** Every table of that name that may be seen in the database, in the order of their schemas. */
    static List<DatabaseTable> all(Connection connection, String name) throws SQLException {
        String sql = TABLES.formatted(SqlServer.isBehind(connection) ? " WITH (NOLOCK)" : "");
        List<String> schemas = new ArrayList<>();
        try (PreparedStatement query = Sql.prepare(connection, sql, name);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
        }
        // Not by the database: sessions may sort differently.
        return schemas.stream()
                .sorted()
                .map(schema -> new DatabaseTable(schema, name))
                .toList();
    }

    /** For SQL. */
    String quoted(Connection connection) throws SQLException {
        return schema == null ? quoted(connection, name) : quoted(connection, schema) + "." + quoted(connection, name);
    }

    private static String quoted(Connection connection, String name) throws SQLException {
        if (SqlServer.isBehind(connection)) {
            return SqlServer.quoted(name);
        }
        String quote = connection.getMetaData().getIdentifierQuoteString();
        return quote + name.replace(quote, quote + quote) + quote;
    }

    /** For people. */
    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
