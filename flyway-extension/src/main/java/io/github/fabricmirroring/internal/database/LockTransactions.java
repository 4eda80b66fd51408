package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.internal.database.SessionLocks.Lock;
import io.github.fabricmirroring.internal.window.SessionLostException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The connections of a session's row locks, one for each, opened when the lock is first taken. */
final class LockTransactions {

    private final Map<Lock, SessionConnection> open = new EnumMap<>(Lock.class);

    /** Nothing once the session is closed. */
    private Optional<ConnectionSource> source;

    LockTransactions(ConnectionSource source) {
        this.source = Optional.of(source);
    }

    /**
     * @throws SessionLostException if the session is closed
     */
    SessionConnection of(Lock lock) {
        Optional<SessionConnection> there = find(lock);
        if (there.isPresent()) {
            return there.get();
        }
        // Outside of synchronized: whoever closes the session does not wait for a pool.
        SessionConnection opened = SessionConnection.open(currentSource(), false);
        if (!add(lock, opened)) {
            opened.close(connection -> null);
            throw closed();
        }
        return opened;
    }

    private synchronized Optional<SessionConnection> find(Lock lock) {
        return Optional.ofNullable(open.get(lock));
    }

    private synchronized ConnectionSource currentSource() {
        return source.orElseThrow(LockTransactions::closed);
    }

    private synchronized boolean add(Lock lock, SessionConnection opened) {
        if (source.isEmpty()) {
            return false;
        }
        open.put(lock, opened);
        return true;
    }

    /**
     * @param ending what each connection's last act is
     */
    synchronized void close(Function<Lock, SqlWork<?>> ending) {
        source = Optional.empty();
        open.forEach((lock, connection) -> connection.close(ending.apply(lock)));
        open.clear();
    }

    private static SessionLostException closed() {
        return new SessionLostException("The session with the database has been closed.", null);
    }
}
