package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.window.SessionLostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of a session's own, given back as it was got. One thread at a time uses it. */
final class SessionConnection {

    private static final Logger LOG = LoggerFactory.getLogger(SessionConnection.class);

    /** What is under way for longer than this hangs, for one who closes the connection meanwhile. */
    private static final long PATIENCE_MILLIS = 100;

    private final Connection connection;
    private final Deque<SqlWork<?>> restoring;
    private final ReentrantLock turn = new ReentrantLock();

    private SessionConnection(Connection connection, Deque<SqlWork<?>> restoring) {
        this.connection = connection;
        this.restoring = restoring;
    }

    /**
     * @throws MirroringException if none can be had
     */
    static SessionConnection open(ConnectionSource source, boolean autoCommit) {
        Connection connection = null;
        try {
            connection = source.open();
            return new SessionConnection(connection, begin(connection, autoCommit));
        } catch (MirroringException e) {
            closeQuietly(connection);
            throw e;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection);
            throw new MirroringException("Could not connect to the database: " + SqlFailure.textOf(e), e);
        }
    }

    /** Returns what restores the connection as it was. */
    private static Deque<SqlWork<?>> begin(Connection connection, boolean autoCommit) throws SQLException {
        Deque<SqlWork<?>> restoring = new ArrayDeque<>();
        boolean before = connection.getAutoCommit();
        if (before != autoCommit) {
            connection.setAutoCommit(autoCommit);
            restoring.push(ending -> {
                ending.setAutoCommit(before);
                return null;
            });
        }
        if (autoCommit && SqlServer.isBehind(connection) && SqlServer.hasImplicitTransactions(connection)) {
            SqlServer.implicitTransactions(connection, "OFF");
            restoring.push(ending -> {
                SqlServer.implicitTransactions(ending, "ON");
                return null;
            });
        }
        return restoring;
    }

    /**
     * @param asked what fails if this does, as the beginning of a sentence
     * @param permission what the user needs for it, to follow "needs"
     * @throws SessionLostException if the connection is gone
     * @throws MirroringException if it fails otherwise
     */
    <T> T ask(String asked, String permission, SqlWork<T> work) {
        return ask(asked, Optional.of(permission), work);
    }

    <T> T ask(String asked, SqlWork<T> work) {
        return ask(asked, Optional.empty(), work);
    }

    private <T> T ask(String asked, Optional<String> permission, SqlWork<T> work) {
        turn.lock();
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw SqlFailure.of(connection, asked, permission, e);
        } finally {
            turn.unlock();
        }
    }

    /**
     * @throws SessionLostException if it is gone
     */
    void requireAlive() {
        turn.lock();
        try {
            if (!SqlFailure.isValid(connection)) {
                throw new SessionLostException("A connection to the database was lost.", null);
            }
        } finally {
            turn.unlock();
        }
    }

    /**
     * Never fails. If another thread is using the connection, what it is at is broken off, and so is the connection.
     *
     * @param letGo what the session holds in the database, which must not come back to a pool with the connection
     */
    void close(SqlWork<?> letGo) {
        if (!takeTurn()) {
            breakOff();
            return;
        }
        try {
            giveBack(letGo);
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The connection cannot be given back as it was", e);
            breakOff();
        } finally {
            turn.unlock();
        }
    }

    private boolean takeTurn() {
        if (turn.tryLock()) {
            return true;
        }
        try {
            return turn.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void giveBack(SqlWork<?> letGo) throws SQLException {
        if (connection.isClosed() || !SqlFailure.isValid(connection)) {
            breakOff();
            return;
        }
        letGo.on(connection);
        for (SqlWork<?> restore : restoring) {
            restore.on(connection);
        }
        connection.close();
    }

    /** In a thread of its own: some drivers let it wait for what it is to break off. */
    private void breakOff() {
        Thread thread = new Thread(this::abort, "fabric-mirroring-abort");
        thread.setDaemon(true);
        thread.start();
    }

    private void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException | LinkageError e) {
            LOG.debug("The connection cannot be aborted", e);
        }
        closeQuietly(connection);
    }

    private static void closeQuietly(Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The connection cannot be closed", e);
        }
    }
}
