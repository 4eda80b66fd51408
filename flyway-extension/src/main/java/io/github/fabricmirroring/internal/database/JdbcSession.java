package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.internal.window.Locks;
import io.github.fabricmirroring.internal.window.MirroringState;
import io.github.fabricmirroring.internal.window.Notes;
import io.github.fabricmirroring.internal.window.WindowSession;

/** A session by JDBC. */
final class JdbcSession implements WindowSession {

    private final SessionConnection connection;
    private final SessionLocks locks;
    private final Notes notes;
    private final StateQuestion state;

    JdbcSession(SessionConnection connection, SessionLocks locks, Notes notes, StateQuestion state) {
        this.connection = connection;
        this.locks = locks;
        this.notes = notes;
        this.state = state;
    }

    @Override
    public Locks locks() {
        return locks;
    }

    @Override
    public Notes notes() {
        return notes;
    }

    /** Notices in any case if a connection is gone that carries a lock. */
    @Override
    public MirroringState state() {
        locks.requireAlive();
        MirroringState said = connection.ask("Could not ask the database whether mirroring is on", state::ask);
        if (said == MirroringState.UNKNOWN) {
            // It may not have been asked at all.
            connection.requireAlive();
        }
        return said;
    }

    @Override
    public void close() {
        locks.close();
        connection.close(jdbc -> {
            locks.letGo(jdbc);
            return null;
        });
    }
}
