package io.github.fabricmirroring.internal.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The number of the error with which a session's last statement has failed. */
public final class LastError {

    /**
     * Also of an error inside a procedure or inside a text that was executed.
     *
     * @see <a href="https://learn.microsoft.com/sql/t-sql/functions/error-transact-sql">@@ERROR</a>
     */
    private static final String NUMBER = "SELECT @@ERROR";

    private LastError() {}

    /**
     * Only before anything else is asked of the connection.
     *
     * @return nothing if the last statement has not failed, if this is no SQL Server, or if it does not answer
     */
    public static Optional<Integer> of(Connection connection) {
        try {
            return SqlServer.isBehind(connection)
                    ? Optional.of(SqlServer.number(connection, NUMBER)).filter(number -> number != 0)
                    : Optional.empty();
        } catch (SQLException e) {
            return Optional.empty();
        }
    }
}
