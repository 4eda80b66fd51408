package io.github.fabricmirroring.internal.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** SQL Server and all that speaks like it: Azure SQL, SQL database in Fabric. */
final class SqlServer {

    private static final String PRODUCT_NAME = "Microsoft SQL Server";

    /**
     * Bit 2 of the session's options is IMPLICIT_TRANSACTIONS.
     *
     * @see <a href="https://learn.microsoft.com/sql/t-sql/functions/options-transact-sql">@@OPTIONS</a>
     */
    private static final String IMPLICIT_TRANSACTIONS = "SELECT @@OPTIONS & 2";

    private SqlServer() {}

    /** By JDBC's name, which all of them have in common. */
    static boolean isBehind(Connection connection) throws SQLException {
        return PRODUCT_NAME.equals(connection.getMetaData().getDatabaseProductName());
    }

    /** As in {@code QUOTENAME}; double quotes are text in a session that has set QUOTED_IDENTIFIER OFF. */
    static String quoted(String name) {
        return "[" + name.replace("]", "]]") + "]";
    }

    /**
     * Whether the session begins a transaction with its next statement, which autocommit of the driver does not show.
     */
    static boolean hasImplicitTransactions(Connection connection) throws SQLException {
        try (Statement statement = Sql.statement(connection);
                ResultSet row = statement.executeQuery(IMPLICIT_TRANSACTIONS)) {
            return row.next() && row.getInt(1) != 0;
        }
    }

    static void implicitTransactions(Connection connection, String onOrOff) throws SQLException {
        try (Statement statement = Sql.statement(connection)) {
            statement.execute("SET IMPLICIT_TRANSACTIONS " + onOrOff);
        }
    }

    /**
     * Runs a batch whose only result is one number. With NOCOUNT OFF there may be counts before it.
     */
    static int number(Connection connection, String batch) throws SQLException {
        try (Statement statement = Sql.statement(connection)) {
            boolean rows = statement.execute(batch);
            while (!rows && statement.getUpdateCount() != -1) {
                rows = statement.getMoreResults();
            }
            if (!rows) {
                throw new SQLException("no answer");
            }
            try (ResultSet row = statement.getResultSet()) {
                if (!row.next()) {
                    throw new SQLException("no answer");
                }
                return row.getInt(1);
            }
        }
    }
}
