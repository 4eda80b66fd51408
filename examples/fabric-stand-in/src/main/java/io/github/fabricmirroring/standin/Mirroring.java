package io.github.fabricmirroring.standin;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Whether the database is mirrored, and the change that is under way. */
final class Mirroring implements AutoCloseable {

    private final Duration delay;
    private final WatchedDatabase database;
    private final ScheduledThreadPoolExecutor timer;
    private final List<StateChange> changes = new ArrayList<>();

    private boolean on;
    /** Null if no change is under way. */
    private Change change;

    private SQLException failure;

    /** @param database null if the state is kept in memory only */
    Mirroring(boolean on, Duration delay, WatchedDatabase database) {
        this.on = on;
        this.delay = delay;
        this.database = database;
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "fabric-stand-in-mirroring");
            thread.setDaemon(true);
            return thread;
        });
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Begins a change, in place of one that is still under way. */
    synchronized void change(boolean to) {
        Change begun = new Change(to);
        change = begun;
        timer.schedule(() -> finish(begun), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized void finish(Change begun) {
        if (change == begun) {
            set(begun.to);
        }
    }

    /** Changes at once. */
    synchronized void set(boolean to) {
        change = null;
        if (database != null) {
            try {
                database.mirroring(to);
            } catch (SQLException e) {
                // Nobody waits for a change: whoever asks for the state learns of it.
                failure = e;
                return;
            }
        }
        if (on != to) {
            changes.add(new StateChange(Instant.now(), to));
        }
        on = to;
    }

    synchronized List<StateChange> changes() {
        return List.copyOf(changes);
    }

    synchronized boolean isOn() {
        if (failure != null) {
            throw new IllegalStateException("The state could not be written into the database", failure);
        }
        return on;
    }

    /** In the words of {@code getMirroringStatus}. */
    synchronized String status() {
        if (change == null) {
            return on ? "Running" : "Stopped";
        }
        return change.to ? "Starting" : "Stopping";
    }

    @Override
    public synchronized void close() {
        change = null;
        // Without an interrupt, which would close H2's files under its feet.
        timer.shutdown();
        if (database != null) {
            database.close();
        }
    }

    /** Compared by identity. */
    private static final class Change {
        final boolean to;

        Change(boolean to) {
            this.to = to;
        }
    }
}
