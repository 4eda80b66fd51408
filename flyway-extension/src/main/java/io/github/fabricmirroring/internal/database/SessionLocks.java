package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.internal.window.Locks;
import io.github.fabricmirroring.internal.window.SessionLostException;
import java.sql.Connection;
import java.sql.SQLException;

/** A session's locks, which end with it. */
interface SessionLocks extends Locks {

    /** What a session can hold. */
    enum Lock {
        GATE,
        KEEPER
    }

    /**
     * @throws SessionLostException if a connection that carries a lock is gone
     */
    void requireAlive();

    /**
     * Closes the connections that only locks are on, and whatever is held there is free. Never fails, and waits for no
     * other thread.
     */
    void close();

    /**
     * Gives back what is held on the session's own connection, as its last act.
     *
     * @param connection the session's own
     */
    void letGo(Connection connection) throws SQLException;
}
