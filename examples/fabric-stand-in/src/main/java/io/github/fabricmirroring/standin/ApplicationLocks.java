package io.github.fabricmirroring.standin;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * SQL Server's application locks, owned by sessions of H2. Whoever dies loses its own. H2 calls these methods in the
 * JVM that the database is in, whatever process is connected.
 *
 * @see <a href="https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-getapplock-transact-sql">sp_getapplock</a>
 */
public final class ApplicationLocks {

    private static final String SHARED = "Shared";
    private static final int GRANTED = 0;
    private static final int GRANTED_AFTER_WAITING = 1;
    private static final int TIMED_OUT = -1;
    private static final int INVALID = -999;
    private static final long RECHECK_MILLIS = 20;

    private record Grant(int session, String mode) {}

    private static final Map<String, List<Grant>> GRANTS = new HashMap<>();

    private ApplicationLocks() {}

    /** Returns when the session has the lock for itself. */
    public static int getapplock(Connection connection, String name) throws SQLException, InterruptedException {
        return getapplock(connection, name, "Exclusive", Integer.MAX_VALUE);
    }

    /**
     * @param timeout in milliseconds
     */
    public static int getapplock(Connection connection, String name, String mode, int timeout)
            throws SQLException, InterruptedException {
        int session = sessionOf(connection);
        String key = key(connection, name);
        long deadline = System.nanoTime() + timeout * 1_000_000L;
        synchronized (GRANTS) {
            int answer = GRANTED;
            while (!isGrantable(connection, key, session, mode)) {
                answer = GRANTED_AFTER_WAITING;
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return TIMED_OUT;
                }
                GRANTS.wait(Math.min(left, RECHECK_MILLIS));
            }
            GRANTS.computeIfAbsent(key, first -> new ArrayList<>()).add(new Grant(session, mode));
            return answer;
        }
    }

    public static int releaseapplock(Connection connection, String name) throws SQLException {
        int session = sessionOf(connection);
        synchronized (GRANTS) {
            List<Grant> grants = GRANTS.getOrDefault(key(connection, name), new ArrayList<>());
            for (Grant grant : grants) {
                if (grant.session() == session) {
                    // One of them: SQL Server counts.
                    grants.remove(grant);
                    GRANTS.notifyAll();
                    return GRANTED;
                }
            }
            return INVALID;
        }
    }

    /** 1 if the session would be granted the lock at once, 0 otherwise; what it holds itself does not matter. */
    public static int applock_test(Connection connection, String principal, String name, String mode, String owner)
            throws SQLException {
        int session = sessionOf(connection);
        synchronized (GRANTS) {
            return isGrantable(connection, key(connection, name), session, mode) ? 1 : 0;
        }
    }

    private static boolean isGrantable(Connection connection, String key, int session, String mode)
            throws SQLException {
        List<Grant> grants = GRANTS.getOrDefault(key, new ArrayList<>());
        for (Grant grant : List.copyOf(grants)) {
            if (!isAlive(connection, grant.session())) {
                grants.remove(grant);
            }
        }
        return grants.stream()
                .allMatch(grant -> grant.session() == session || grant.mode().equals(SHARED) && mode.equals(SHARED));
    }

    private static String key(Connection connection, String name) throws SQLException {
        return connection.getCatalog() + " " + name;
    }

    private static int sessionOf(Connection connection) throws SQLException {
        return number(connection, "select session_id()");
    }

    private static boolean isAlive(Connection connection, int session) throws SQLException {
        return number(connection, "select count(*) from INFORMATION_SCHEMA.SESSIONS where SESSION_ID = " + session) > 0;
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
