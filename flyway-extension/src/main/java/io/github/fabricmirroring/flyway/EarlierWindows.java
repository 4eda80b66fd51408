package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.StandingNotes;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.MirroringWindow;
import io.github.fabricmirroring.internal.window.Reporter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one run has to do about windows of other runs, which may be dead and have left mirroring off. They are looked
 * for on a connection that Flyway has open anyway: a database that never had a window pays one query, and a pool no
 * connection.
 *
 * <p>Where the item is not known or tags are ignored, they are only reported.
 */
final class EarlierWindows {

    /** What a look has shown. */
    private enum Seen {
        NOTES,
        NONE,
        /** The look failed. */
        UNKNOWN
    }

    /** A login with a token takes seconds; longer, nobody should wait for the end of a failed run because of this. */
    private static final Duration LONGEST_WAIT_AFTER_A_FAILURE = Duration.ofSeconds(5);

    private final FlywayWindows windows;
    private final Reporter reporter;

    private Optional<Seen> lastLook = Optional.empty();

    EarlierWindows(FlywayWindows windows, Reporter reporter) {
        this.windows = windows;
        this.reporter = reporter;
    }

    /**
     * Before an untagged migration: once in a run. Never fails: another look comes at the end of the run, and what
     * fails here fails there again.
     */
    void endBeforeMigration(Connection connection) {
        if (lastLook.isEmpty() && look(connection) == Seen.NOTES) {
            Failures.report(reporter, () -> end(windows.window()));
        }
    }

    /**
     * Inside the transaction of a failed script, for {@link #endAfterFailure}: a database may refuse every query there.
     */
    void lookAfterFailure(Connection connection) {
        lastLook = Optional.of(lookQuietly(connection));
    }

    /** Never fails: the run's own error is to be thrown. */
    void endAfterFailure(Supplier<MirroringWindow> window) {
        Failures.report(reporter, () -> {
            if (!lastLook.equals(Optional.of(Seen.NONE)) && lookOnOwnConnection() == Seen.NOTES) {
                end(window.get());
            }
        });
    }

    /**
     * After a run that succeeded, or before {@code clean}.
     *
     * @param connection one of Flyway's, without a transaction
     * @throws MirroringException if mirroring is off and could not be started
     */
    void end(Connection connection, Supplier<MirroringWindow> window) {
        boolean reported = lastLook.equals(Optional.of(Seen.NOTES)) && !canBeEnded();
        if (!reported && look(connection) == Seen.NOTES) {
            end(window.get());
        }
    }

    /** Never fails. */
    void report(Connection connection) {
        if (look(connection) == Seen.NOTES) {
            Failures.report(reporter, windows.window()::report);
        }
    }

    private Seen look(Connection connection) {
        Seen seen;
        try {
            seen = seenOn(connection);
        } catch (RuntimeException e) {
            reporter.warn("could not look whether an earlier run has left mirroring off: " + Failures.describe(e));
            seen = Seen.UNKNOWN;
        }
        lastLook = Optional.of(seen);
        return seen;
    }

    private Seen lookQuietly(Connection connection) {
        try {
            return seenOn(connection);
        } catch (RuntimeException e) {
            return Seen.UNKNOWN;
        }
    }

    private Seen seenOn(Connection connection) {
        if (connection == null) {
            return Seen.UNKNOWN;
        }
        if (StandingNotes.standing(connection).isEmpty()) {
            return Seen.NONE;
        }
        windows.item().lookOn(connection);
        return Seen.NOTES;
    }

    private Seen lookOnOwnConnection() {
        Optional<Connection> own = windows.connections().openWithin(LONGEST_WAIT_AFTER_A_FAILURE);
        if (own.isEmpty()) {
            return Seen.UNKNOWN;
        }
        try (Connection connection = own.get()) {
            return lookQuietly(connection);
        } catch (SQLException e) {
            return Seen.UNKNOWN;
        }
    }

    private void end(MirroringWindow window) {
        if (canBeEnded()) {
            window.recover();
        } else {
            windows.item().conflict().map(MirroringException::getMessage).ifPresent(reporter::warn);
            window.report();
        }
    }

    private boolean canBeEnded() {
        MirroringSettings settings = windows.settings();
        return settings.enabled()
                && settings.item().isPresent()
                && windows.item().conflict().isEmpty();
    }
}
