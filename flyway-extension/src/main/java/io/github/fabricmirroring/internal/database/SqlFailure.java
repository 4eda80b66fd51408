package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.OutsideText;
import io.github.fabricmirroring.internal.window.SessionLostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.util.Optional;
import java.util.Set;

/** What an {@link SQLException} means: the connection is gone, a permission is missing, or something else. */
final class SqlFailure {

    private static final int VALID_WITHIN_SECONDS = 5;
    private static final int LONGEST_TEXT = 1000;

    /** SQLState's class of connection exceptions, in the SQL standard. */
    private static final String CONNECTION = "08";

    /** In the SQL standard: syntax error or access rule violation; PostgreSQL's insufficient_privilege. */
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /**
     * Denied on an object (229), on a column (230) or in the database (262); not there or not permitted: a schema
     * (2760), an object (1088, 4902, 15151).
     *
     * @see <a href="https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors">Database engine
     *     events and errors</a>
     */
    private static final Set<Integer> DENIED_BY_SQL_SERVER = Set.of(229, 230, 262, 1088, 2760, 4902, 15151);

    /**
     * @see <a href="https://h2database.com/javadoc/org/h2/api/ErrorCode.html">NOT_ENOUGH_RIGHTS_FOR_1,
     *     ADMIN_RIGHTS_REQUIRED</a>
     */
    private static final Set<Integer> DENIED_BY_H2 = Set.of(90096, 90040);

    private static final int LOCK_TIMEOUT_OF_H2 = 50200;

    /** PostgreSQL's lock_not_available. */
    private static final String NOT_AVAILABLE = "55P03";

    private SqlFailure() {}

    /**
     * @param asked what failed, as the beginning of a sentence: "The notes about mirroring could not be read"
     * @param permission what the user needs for it, to follow "needs"; nothing if it needs no permission of its own
     */
    static MirroringException of(Connection connection, String asked, Optional<String> permission, SQLException e) {
        String message = asked + ": " + textOf(e);
        if (isLost(connection, e)) {
            return new SessionLostException(message, e);
        }
        return new MirroringException(
                permission
                        .filter(needed -> isDenied(e))
                        .map(needed -> message + " The database user needs " + needed + ".")
                        .orElse(message),
                e);
    }

    static boolean isLost(Connection connection, SQLException e) {
        String state = e.getSQLState();
        return state != null && state.startsWith(CONNECTION) || !isValid(connection);
    }

    static boolean isValid(Connection connection) {
        try {
            return connection.isValid(VALID_WITHIN_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether a lock was waited for in vain: a time-out of the statement's, or of the database's own. */
    static boolean isBusy(SQLException e) {
        return e instanceof SQLTimeoutException
                || e instanceof SQLTransactionRollbackException
                || LOCK_TIMEOUT_OF_H2 == e.getErrorCode()
                || NOT_AVAILABLE.equals(e.getSQLState());
    }

    private static boolean isDenied(SQLException e) {
        return INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())
                || DENIED_BY_SQL_SERVER.contains(e.getErrorCode())
                || DENIED_BY_H2.contains(e.getErrorCode());
    }

    /** A driver's message in one line, with a full stop at its end. */
    static String textOf(Throwable e) {
        String text = oneLine(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        return text.matches(".*[.!?…]") ? text : text + ".";
    }

    /** What the database or a setting says, in one line. */
    static String quoted(String text) {
        return "\"" + oneLine(text) + "\"";
    }

    private static String oneLine(String text) {
        String line = OutsideText.harmless(text).replaceAll("\\s+", " ");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + " …";
    }
}
