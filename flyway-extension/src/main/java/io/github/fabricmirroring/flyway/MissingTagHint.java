package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.StateQuestion;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.tag.CommentStyle;
import io.github.fabricmirroring.internal.tag.ForbiddenWork;
import io.github.fabricmirroring.internal.window.MirroringState;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.Consumer;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Points out, when an untagged migration has failed, that it may lack a tag, and where the tag would have to stand:
 *
 * <ul>
 *   <li>a line of the script looks like a tag and is none, because it is not above the first statement
 *   <li>the statement that failed does what is not allowed while Fabric mirrors the database, and nothing shows
 *       that it is not mirrored
 * </ul>
 *
 * <p>Nothing is known of the statements of a Java migration, nor of those that another program runs for a script.
 */
final class MissingTagHint {

    private final MigrationTags tags;
    private final MirroringSettings settings;
    private final StateQuestion state;

    MissingTagHint(MigrationTags tags, MirroringSettings settings, StateQuestion state) {
        this.tags = tags;
        this.settings = settings;
        this.state = state;
    }

    /**
     * The migration's own error is what people have to see, whatever happens here: an exception would take its place.
     *
     * @param connection that of the migration, whose transaction has not ended
     */
    void give(CurrentMigration failed, Connection connection, Consumer<String> warning) {
        try {
            of(failed.info(), failed.failedStatement().orElse(null), connection).ifPresent(warning);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            warning.accept("no hint at the cause of the failure could be given: " + e);
        }
    }

    /**
     * @param migration not tagged, and failed
     * @param statement the one that failed; {@code null} if it is not known
     * @param connection that of the migration, whose transaction has not ended
     */
    private Optional<String> of(MigrationInfo migration, String statement, Connection connection) {
        String script = migration.getScript();
        String tag = CommentStyle.of(script).tag();
        Optional<String> misplaced = tags.of(migration).misplacedTag();
        if (misplaced.isPresent()) {
            return misplaced;
        }
        return Optional.ofNullable(statement).flatMap(ForbiddenWork::in).flatMap(work -> whileMirrored(connection)
                .map(mirrored -> script + " " + work.told() + ", which is not allowed while Fabric mirrors the database"
                        + mirrored + ". If that is why it failed, put \"" + tag + "\" at the top of " + script + "."));
    }

    /** What to add about mirroring; nothing if it is off, or none is configured. */
    private Optional<String> whileMirrored(Connection connection) {
        return switch (stateOn(connection)) {
            case ON -> Optional.of(", and mirroring is on");
            case OFF -> Optional.empty();
            case UNKNOWN -> settings.item().map(item -> "");
        };
    }

    private MirroringState stateOn(Connection connection) {
        try {
            return state.ask(connection);
        } catch (MirroringException e) {
            // The migration may have left the connection in any state.
            return MirroringState.UNKNOWN;
        }
    }
}
