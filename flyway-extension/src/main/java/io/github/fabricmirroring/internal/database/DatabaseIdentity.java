package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.window.SessionLostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;

/**
 * What a database that speaks like SQL Server says of itself.
 *
 * @param url the JDBC URL by which the driver has connected, whatever pool or proxy it was got from
 * @param name as {@code DB_NAME()} has it
 * @param engineEdition which product it is
 */
public record DatabaseIdentity(String url, String name, int engineEdition) {

    private static final String NAME_AND_EDITION = "SELECT DB_NAME(), CAST(SERVERPROPERTY('EngineEdition') AS int)";

    /**
     * SQL database in Fabric.
     *
     * @see <a href="https://learn.microsoft.com/sql/t-sql/functions/serverproperty-transact-sql">SERVERPROPERTY</a>
     */
    private static final int FABRIC = 12;

    /**
     * One query, on SQL Server and what speaks like it; elsewhere none.
     *
     * @return nothing elsewhere
     * @throws SessionLostException if the connection is gone
     * @throws MirroringException if the database does not answer
     */
    public static Optional<DatabaseIdentity> of(Connection connection) {
        try {
            return SqlServer.isBehind(connection) ? Optional.of(asked(connection)) : Optional.empty();
        } catch (SQLException e) {
            throw SqlFailure.of(connection, "Could not ask the database what it is", Optional.empty(), e);
        }
    }

    private static DatabaseIdentity asked(Connection connection) throws SQLException {
        String url = Objects.requireNonNullElse(connection.getMetaData().getURL(), "");
        try (Statement statement = Sql.statement(connection);
                ResultSet row = statement.executeQuery(NAME_AND_EDITION)) {
            row.next();
            return new DatabaseIdentity(url, Objects.requireNonNullElse(row.getString(1), ""), row.getInt(2));
        }
    }

    /** Whether the database itself says so. */
    public boolean isSqlDatabaseInFabric() {
        return engineEdition == FABRIC;
    }
}
