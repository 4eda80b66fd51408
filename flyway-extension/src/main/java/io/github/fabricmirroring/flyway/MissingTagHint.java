package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.StateQuestion;
import io.github.fabricmirroring.internal.tag.CommentStyle;
import io.github.fabricmirroring.internal.tag.Finding;
import io.github.fabricmirroring.internal.tag.ForbiddenWork;
import io.github.fabricmirroring.internal.window.MirroringState;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Points out, when an untagged migration has failed, that it may lack a tag, and where the tag would have to stand. By
 * the first of these that applies:
 *
 * <ol>
 *   <li>the database's error number says that mirroring is the cause, whatever the statement looks like
 *   <li>a comment of the script looks like a tag and is none, because it is not above the first statement
 *   <li>the statement that failed does what is not allowed while Fabric mirrors the database, and nothing shows
 *       that it is not mirrored; if it is not known which one failed, as in a batch that a driver gives up, any
 *       statement of the script
 * </ol>
 *
 * <p>Nothing is known of the statements of a Java migration, nor of those that another program runs for a script.
 */
final class MissingTagHint {

    private final MigrationTags tags;
    private final ItemOfRun item;
    private final StateQuestion state;

    MissingTagHint(MigrationTags tags, ItemOfRun item, StateQuestion state) {
        this.tags = tags;
        this.item = item;
        this.state = state;
    }

    /**
     * The migration's own error is what people have to see, whatever happens here: an exception would take its place.
     *
     * @param failed not tagged
     * @param connection that of the migration, whose transaction has not ended
     */
    void give(CurrentMigration failed, Connection connection, Consumer<String> warning) {
        try {
            of(failed.info(), failed.failedStatement(), connection).ifPresent(warning);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            warning.accept("no hint at the cause of the failure could be given: " + e);
        }
    }

    private Optional<String> of(MigrationInfo migration, Optional<FailedStatement> statement, Connection connection) {
        MigrationFindings findings = tags.of(migration);
        String script = migration.getScript();
        String tag = CommentStyle.of(script).tag();
        return statement
                .flatMap(FailedStatement::errorOfMirroring)
                .map(error -> sure(script, tag, error, findings))
                .or(findings::misplacedTag)
                .or(() -> work(statement, findings).flatMap(work -> whileMirrored(connection)
                        .map(mirrored -> script + " " + work.told()
                                + ", which is not allowed while Fabric mirrors the database" + mirrored
                                + ". If that is why it failed, put \"" + tag + "\" at the top of " + script
                                + ".")));
    }

    private static String sure(String script, String tag, int error, MigrationFindings findings) {
        String refused = "the database refused a statement of " + script
                + " because Fabric mirrors the table or the database (error " + error + ").";
        return findings.misplacedTag()
                .map(misplaced -> refused + " " + misplaced)
                .orElse(refused + " Put \"" + tag + "\" at the top of " + script + ".");
    }

    private Optional<ForbiddenWork> work(Optional<FailedStatement> statement, MigrationFindings findings) {
        Stream<ForbiddenWork> done = statement.isPresent()
                ? ForbiddenWork.allIn(statement.get().sql())
                : findings.forbidden().map(Finding.Forbidden::work);
        return done.filter(work -> !(isOfFabric() && work.isAllowedInFabric())).findFirst();
    }

    /** Not mirrored from elsewhere: the items that are known here are all SQL databases in Fabric. */
    private boolean isOfFabric() {
        return item.inFabric().isPresent() || item.settings().item().isPresent();
    }

    /** What to add about mirroring; nothing if it is off, or none is configured. */
    private Optional<String> whileMirrored(Connection connection) {
        return switch (stateOn(connection)) {
            case ON -> Optional.of(", and mirroring is on");
            case OFF -> Optional.empty();
            case UNKNOWN -> item.settings().item().map(known -> "");
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
