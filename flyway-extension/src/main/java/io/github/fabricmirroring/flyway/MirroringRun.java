package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.JdbcStateQuery;
import io.github.fabricmirroring.internal.database.JdbcWindowNotes;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.Messages;
import io.github.fabricmirroring.internal.window.MirroringApi;
import io.github.fabricmirroring.internal.window.MirroringWindow;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.Configuration;

/** One run of {@code migrate} or {@code undo}: what its events mean for its window. */
final class MirroringRun {

    private final Configuration configuration;
    private final MirroringSettings settings;
    private final Messages messages;
    private final MigrationTags tags;
    private final JdbcWindowNotes notes;
    private final JdbcStateQuery state;
    private final Supplier<MirroringWindow> windowFactory;

    /** Null until it is needed: a run with nothing tagged does without. */
    private MirroringWindow window;

    private String failedStatement;
    private boolean lookedForNote;
    private boolean tagged;
    private boolean groupSeen;
    private boolean disabledTold;

    MirroringRun(
            Configuration configuration,
            MirroringSettings settings,
            Function<MirroringSettings, MirroringApi> api,
            Messages messages) {
        this.configuration = configuration;
        this.settings = settings;
        this.messages = messages;
        this.tags = new MigrationTags(configuration, messages);
        this.notes = new JdbcWindowNotes(
                configuration.getDataSource(), schemaOfHistory(configuration), configuration.getTable());
        this.state = new JdbcStateQuery(configuration.getDataSource(), settings.stateQuery());
        this.windowFactory = () -> new MirroringWindow(settings, () -> api.apply(settings), state, notes, messages);
    }

    private MirroringWindow window() {
        if (window == null) {
            window = windowFactory.get();
        }
        return window;
    }

    private boolean isWindowOpen() {
        return window != null && window.isOpen();
    }

    boolean isUnfinished() {
        return window != null && window.isUnfinished();
    }

    /** As Flyway finds it; {@code null} for the connection's own. */
    private static String schemaOfHistory(Configuration configuration) {
        if (configuration.getDefaultSchema() != null) {
            return configuration.getDefaultSchema();
        }
        String[] schemas = configuration.getSchemas();
        return schemas.length == 0 ? null : schemas[0];
    }

    /**
     * Before a migration of {@code migrate}.
     *
     * @param connection Flyway's own, on which the migration will run
     */
    void beforeMigration(MigrationInfo migration, Connection connection) {
        if (idle()) {
            return;
        }
        tagged = requiresMirroringOff(migration);
        if (configuration.isGroup() && !groupSeen) {
            groupSeen = true;
            Optional<MigrationInfo> firstTagged = firstTagged(migration);
            firstTagged.ifPresentOrElse(first -> window().requireOff(first.getScript()), () -> recover(connection));
        } else if (groupSeen) {
            if (tagged) {
                window().requireStillOff(migration.getScript());
            }
        } else {
            before(migration, connection);
        }
        lookedForNote = true;
    }

    /** Before a migration of {@code undo}. */
    void beforeUndo(MigrationInfo migration, Connection connection) {
        if (!idle()) {
            tagged = requiresMirroringOff(migration);
            before(migration, connection);
            lookedForNote = true;
        }
    }

    private void before(MigrationInfo migration, Connection connection) {
        if (tagged) {
            window().requireOff(migration.getScript());
        } else {
            if (!configuration.isGroup()) {
                closeBefore(migration);
            }
            recover(connection);
        }
    }

    /** Ends a window that an earlier run left open; a database that never had a window pays one query for the look. */
    private void recover(Connection connection) {
        if (mayFindNote() && notes.mayExist(connection)) {
            window().recover();
        }
    }

    private boolean mayFindNote() {
        return !lookedForNote
                && !idle()
                && settings.enabled()
                && settings.item().isPresent();
    }

    /** The script has ended, its transaction has not. */
    void afterScript() {
        if (tagged) {
            window().migrationEnded();
        }
    }

    /** A statement of a script failed; what becomes of the script is not known yet. */
    void statementFailed(String sql) {
        failedStatement = sql;
    }

    /** The script has failed, its transaction has not ended. */
    void scriptFailed(MigrationInfo migration, Connection connection) {
        afterScript();
        if (!tagged && settings.enabled() && !idle() && !isWindowOpen()) {
            hintAtMissingTag(migration, connection);
        }
        failedStatement = null;
    }

    /** The migration's own error is what people have to see, whatever happens here: an exception would take its place. */
    private void hintAtMissingTag(MigrationInfo migration, Connection connection) {
        try {
            new MissingTagHint(tags, settings, state)
                    .of(migration, failedStatement, connection)
                    .ifPresent(messages::warn);
        } catch (Throwable e) {
            messages.warn("no hint at the cause of the failure could be given: " + e);
        }
    }

    /** The run has succeeded and its last transaction is committed. */
    void succeeded() {
        try {
            close();
            if (mayFindNote()) {
                lookedForNote = true;
                window().recoverAfterRun();
            }
        } catch (MirroringException e) {
            throw new MirroringException("the migrations are committed, but " + e.getMessage(), e);
        }
    }

    /** The run has failed: its own exception is what people have to see, so none is thrown from here. */
    void failed() {
        try {
            close();
        } catch (RuntimeException e) {
            messages.error(e.getMessage());
        }
    }

    /** Before another run of the same thread: this one ended without an event, by an {@link Error}. */
    void endAbandoned() {
        if (isWindowOpen()) {
            messages.warn("the run before this one ended without telling and left mirroring off.");
        }
        close();
    }

    private void close() {
        if (window != null) {
            window.close();
        }
    }

    private void closeBefore(MigrationInfo migration) {
        if (window == null) {
            return;
        }
        try {
            window.closeIfDue();
        } catch (MirroringException e) {
            throw new MirroringException(
                    "the migrations before " + migration.getScript() + " are committed, but " + e.getMessage(), e);
        }
    }

    /** Nothing is executed on the database in a dry run. */
    private boolean idle() {
        return configuration.getDryRunOutput() != null;
    }

    private boolean requiresMirroringOff(MigrationInfo migration) {
        if (settings.enabled()) {
            return tags.requireMirroringOff(migration);
        }
        if (!disabledTold && tags.requireMirroringOff(migration)) {
            disabledTold = true;
            messages.warn(migration.getScript() + " requires mirroring to be off, but tags are ignored because "
                    + settings.nameOf(Setting.ENABLED) + " is false.");
        }
        return false;
    }

    private Optional<MigrationInfo> firstTagged(MigrationInfo first) {
        if (tagged || !settings.enabled()) {
            return Optional.of(first).filter(migration -> tagged);
        }
        return Arrays.stream(pending()).filter(this::requiresMirroringOff).findFirst();
    }

    /** Looked up by a Flyway of its own, without callbacks, so that nobody else's events are fired. */
    private MigrationInfo[] pending() {
        return Flyway.configure(configuration.getClassLoader())
                .configuration(configuration)
                .callbacks(new Callback[0])
                .skipDefaultCallbacks(true)
                .load()
                .info()
                .pending();
    }
}
