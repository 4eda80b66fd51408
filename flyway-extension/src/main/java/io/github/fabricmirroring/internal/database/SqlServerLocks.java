package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.MirroringException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Application locks of the database, owned by the session: they end with it, whatever becomes of the process.
 *
 * @see <a href="https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-getapplock-transact-sql">sp_getapplock</a>
 * @see <a href="https://learn.microsoft.com/sql/t-sql/functions/applock-test-transact-sql">APPLOCK_TEST</a>
 */
final class SqlServerLocks implements SessionLocks {

    private static final Map<Lock, String> RESOURCES =
            Map.of(Lock.GATE, "fabric_mirroring_gate", Lock.KEEPER, "fabric_mirroring_keeper");

    /** In one batch, as the answer is in a variable. Without parameters: a name of ours needs none. */
    private static final String TAKE = "DECLARE @r int; EXEC @r = sp_getapplock @Resource = N'%s', @LockMode = '%s',"
            + " @LockOwner = 'Session', @LockTimeout = %d; SELECT @r";

    private static final String RELEASE =
            "DECLARE @r int; EXEC @r = sp_releaseapplock @Resource = N'%s', @LockOwner = 'Session'; SELECT @r";

    /** Whether the own session could be granted more, in whose way only others are: 1 if nobody else has one. */
    private static final String NOBODY_ELSE = "SELECT APPLOCK_TEST('public', N'%s', 'Exclusive', 'Session')";

    /** Less than the time-out of a statement. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(Sql.TIMEOUT_SECONDS / 2);

    private final SessionConnection connection;
    private final Set<Lock> held = EnumSet.noneOf(Lock.class);

    /** What may be held: the answer may have been lost. */
    private final Set<Lock> asked = EnumSet.noneOf(Lock.class);

    SqlServerLocks(SessionConnection connection) {
        this.connection = connection;
    }

    @Override
    public boolean takeGate(Duration atMost) {
        return held.contains(Lock.GATE) || take(Lock.GATE, "Exclusive", atMost);
    }

    @Override
    public void leaveGate() {
        release(Lock.GATE);
    }

    /** Nobody takes this one for itself, so there is nothing to wait for. */
    @Override
    public void keep() {
        if (!held.contains(Lock.KEEPER) && !take(Lock.KEEPER, "Shared", LONGEST_WAIT)) {
            throw new MirroringException(
                    "The database did not grant the shared application lock " + RESOURCES.get(Lock.KEEPER) + ".");
        }
    }

    @Override
    public void stopKeeping() {
        release(Lock.KEEPER);
    }

    @Override
    public boolean othersKeep() {
        return connection.ask(
                "Could not find out who keeps mirroring off",
                jdbc -> SqlServer.number(jdbc, NOBODY_ELSE.formatted(RESOURCES.get(Lock.KEEPER))) == 0);
    }

    private boolean take(Lock lock, String mode, Duration atMost) {
        Duration wait = atMost.compareTo(LONGEST_WAIT) < 0 ? atMost : LONGEST_WAIT;
        String resource = RESOURCES.get(lock);
        return connection.ask("Could not take the application lock " + resource, jdbc -> {
            asked.add(lock);
            // Any negative answer is a no; which one it is differs among servers.
            if (SqlServer.number(jdbc, TAKE.formatted(resource, mode, wait.toMillis())) < 0) {
                asked.remove(lock);
                return false;
            }
            return held.add(lock);
        });
    }

    private void release(Lock lock) {
        if (held.contains(lock)) {
            connection.ask("Could not release the application lock " + RESOURCES.get(lock), jdbc -> {
                release(jdbc, lock);
                return null;
            });
        }
    }

    private void release(Connection jdbc, Lock lock) throws SQLException {
        int answer = SqlServer.number(jdbc, RELEASE.formatted(RESOURCES.get(lock)));
        if (answer < 0) {
            throw new SQLException("sp_releaseapplock answered " + answer);
        }
        held.remove(lock);
        asked.remove(lock);
    }

    /** There is one connection only, and who uses it notices. */
    @Override
    public void requireAlive() {}

    @Override
    public void close() {}

    /** Fails for one that is not held after all: then the connection is broken off, which is as good. */
    @Override
    public void letGo(Connection jdbc) throws SQLException {
        for (Lock lock : Set.copyOf(asked)) {
            release(jdbc, lock);
        }
    }
}
