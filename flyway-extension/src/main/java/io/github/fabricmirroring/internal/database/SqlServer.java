package io.github.fabricmirroring.internal.database;

import java.sql.Connection;
import java.sql.SQLException;

/** SQL Server and all that speaks like it: Azure SQL, SQL database in Fabric. */
final class SqlServer {

    private static final String PRODUCT_NAME = "Microsoft SQL Server";

    private SqlServer() {}

    /** By JDBC's name: Flyway has types of its own for some of these. */
    static boolean isBehind(Connection connection) throws SQLException {
        return PRODUCT_NAME.equals(connection.getMetaData().getDatabaseProductName());
    }

    /** As in {@code QUOTENAME}; double quotes are text in a session that has set QUOTED_IDENTIFIER OFF. */
    static String quoted(String name) {
        return "[" + name.replace("]", "]]") + "]";
    }
}
