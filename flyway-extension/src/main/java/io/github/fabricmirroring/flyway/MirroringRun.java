package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.StateQuestion;
import io.github.fabricmirroring.internal.window.MirroringState;
import io.github.fabricmirroring.internal.window.MirroringWindow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * One run of {@code migrate} or {@code undo} that has something to run: what its events mean for its window. Between
 * events it knows the migration at hand and, with {@code group=true}, the group; all else the window and the database
 * know.
 */
final class MirroringRun {

    private final Configuration configuration;
    private final FlywayWindows windows;
    private final FlywayReporter reporter;
    private final MigrationTags tagsOfMigrations;
    private final Tags tags;
    private final CallbackTags callbackTags;
    private final StateQuestion state;
    private final EarlierWindows earlierWindows;
    private final RunWatch watch = new RunWatch(this);

    /** Nothing until it is needed: a run with nothing tagged does without. Also used by {@link RunWatch}'s thread. */
    private volatile Optional<MirroringWindow> window = Optional.empty();

    /** Flyway's own, on which the migrations run; closed when the run is over. */
    private volatile Optional<Connection> connection = Optional.empty();

    private Optional<CurrentMigration> current = Optional.empty();
    /** Nothing until the first migration. */
    private Optional<PendingMigrations> pending = Optional.empty();

    private Optional<MigrationGroup> group = Optional.empty();

    MirroringRun(Configuration configuration, FlywayWindows windows, FlywayReporter reporter) {
        this.configuration = configuration;
        this.windows = windows;
        this.reporter = reporter;
        this.tagsOfMigrations = new MigrationTags(configuration, reporter);
        this.tags = Tags.of(tagsOfMigrations, windows.settings(), reporter);
        this.callbackTags = new CallbackTags(configuration, reporter);
        this.state = new StateQuestion(windows.settings());
        this.earlierWindows = new EarlierWindows(windows, reporter);
    }

    boolean isOf(Configuration other) {
        return configuration == other;
    }

    /** Whether a script runs, or a callback before or after it: then an event that ends a run is another run's. */
    boolean isInsideAMigration() {
        return current.isPresent();
    }

    boolean isWindowOpen() {
        return window.map(MirroringWindow::isOpen).orElse(false);
    }

    /**
     * @param connection Flyway's own, on which the migration will run
     * @throws MirroringException if mirroring is not off and the migration is tagged
     */
    void beforeMigration(MigrationInfo migration, Connection connection) {
        before(
                migration,
                connection,
                () -> PendingMigrations.ofMigrate(configuration, connection),
                "Nothing was applied.");
    }

    /** As {@link #beforeMigration}, of {@code undo}. */
    void beforeUndo(MigrationInfo migration, Connection connection) {
        before(
                migration,
                connection,
                () -> PendingMigrations.ofUndo(configuration, connection, migration),
                "Nothing was undone.");
    }

    private void before(
            MigrationInfo migration, Connection itsConnection, Supplier<PendingMigrations> all, String nothingDone) {
        current = Optional.empty();
        connection = Optional.ofNullable(itsConnection);
        if (pending.isEmpty()) {
            pending = Optional.of(all.get());
            new LookAhead(windows, tags, callbackTags, state, reporter).look(itsConnection, pending.get(), nothingDone);
        }
        boolean tagged = tags.requireMirroringOff(migration);
        if (configuration.isGroup()) {
            beforeInGroup(migration, tagged);
        } else if (tagged) {
            requireOff(migration);
        } else {
            leaveBefore(migration);
            if (window.isEmpty()) {
                earlierWindows.endBeforeMigration(itsConnection);
            }
        }
        current = Optional.of(new CurrentMigration(migration, tagged));
    }

    private void beforeInGroup(MigrationInfo migration, boolean tagged) {
        if (group.isEmpty()) {
            MigrationGroup begun = MigrationGroup.of(migration, pending.orElseThrow(), tags::requireMirroringOff);
            begun.firstTagged()
                    .ifPresentOrElse(
                            this::requireOff, () -> earlierWindows.endBeforeMigration(connection.orElse(null)));
            group = Optional.of(begun);
        } else if (tagged) {
            requireStillOff(migration, group.get());
        }
    }

    private void requireOff(MigrationInfo migration) {
        if (window.isEmpty()) {
            CallbackOrder.warnIfNotFirst(configuration, reporter);
            callbackTags.warn();
        }
        window().requireOff(migration.getScript());
        if (isWindowOpen()) {
            watch.begin();
        }
    }

    /** Asked on the migration's own connection: its transaction may hold what another one would wait for. */
    private void requireStillOff(MigrationInfo migration, MigrationGroup of) {
        MirroringState said = connection.map(state::ask).orElse(MirroringState.UNKNOWN);
        if (of.firstTagged().isEmpty() && said != MirroringState.OFF) {
            throw new MirroringException(migration.getScript() + " requires mirroring to be off, and mirroring cannot"
                    + " be stopped inside the transaction of its group, which has begun. Undo it without `group`.");
        }
        window().requireStillOff(migration.getScript(), said);
    }

    /** The script has ended, its transaction has not. */
    void scriptEnded() {
        current.filter(CurrentMigration::tagged).ifPresent(tagged -> window().migrationEnded());
        current = Optional.empty();
    }

    /** A statement has failed; what becomes of its script is not known yet. */
    void statementFailed(FailedStatement statement) {
        current = current.map(script -> script.withFailed(statement));
    }

    /** The script has failed, its transaction has not ended. */
    void scriptFailed(Connection itsConnection) {
        current.filter(script -> !script.tagged() && windows.settings().enabled() && !isWindowOpen())
                .ifPresent(script -> new MissingTagHint(tagsOfMigrations, windows.item(), state)
                        .give(script, itsConnection, reporter::warn));
        scriptEnded();
        earlierWindows.lookAfterFailure(itsConnection);
    }

    /**
     * The last transaction is committed.
     *
     * @throws MirroringException if mirroring could not be started
     */
    void succeeded() {
        committed(() -> window.ifPresent(MirroringWindow::leave));
        watch.end();
    }

    /**
     * As {@link #succeeded}, after all other callbacks.
     *
     * @param itsConnection without a transaction
     */
    void finished(Connection itsConnection) {
        succeeded();
        committed(() -> earlierWindows.end(itsConnection, this::window));
    }

    /** The run has failed: its own exception is what people have to see, so none is thrown from here. */
    void failed() {
        leaveReportingFailure();
        earlierWindows.endAfterFailure(this::window);
    }

    /** The run has ended without an event, by an {@link Error} or another callback's failure. Called by any thread. */
    void abandoned() {
        if (isWindowOpen()) {
            reporter.warn("a run ended without an event and left mirroring off; starting it.");
        }
        leaveReportingFailure();
    }

    /** Whether Flyway has closed the connection, and with it ended whatever transaction there was. */
    boolean isConnectionClosed() {
        return connection.map(MirroringRun::isClosed).orElse(false);
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    private void leaveReportingFailure() {
        Failures.report(reporter, () -> window.ifPresent(MirroringWindow::leave));
        watch.end();
    }

    private void leaveBefore(MigrationInfo migration) {
        Failures.beginningWith(
                "the migrations before " + migration.getScript() + " are committed, but ",
                () -> window.ifPresent(MirroringWindow::leaveIfDue));
    }

    private static void committed(Runnable work) {
        Failures.beginningWith("the migrations are committed, but ", work);
    }

    private MirroringWindow window() {
        if (window.isEmpty()) {
            window = Optional.of(windows.window());
        }
        return window.get();
    }
}
