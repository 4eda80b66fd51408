package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.DatabaseIdentity;
import io.github.fabricmirroring.internal.database.StateQuestion;
import io.github.fabricmirroring.internal.fabric.DatabaseAddress;
import io.github.fabricmirroring.internal.fabric.FabricApi;
import io.github.fabricmirroring.internal.fabric.FabricItem;
import io.github.fabricmirroring.internal.fabric.ItemOfDatabase;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationInfo;

/**
 * What is looked at before the first migration of a run, so that what would fail in the middle fails when nothing has
 * been applied. Only on a database in Fabric:
 *
 * <ol>
 *   <li>the settings name the item that the address names
 *   <li>no tag of a pending migration is misspelled
 *   <li>a tag that stands where it does not count is warned of
 *   <li>if any of them is tagged: somebody is signed in, the item can be read, and it is the item of this database
 * </ol>
 *
 * <p>Elsewhere, all of this comes with the first tagged migration, so that nothing costs more there.
 */
final class LookAhead {

    private final FlywayWindows windows;
    private final Tags tags;
    private final CallbackTags callbackTags;
    private final StateQuestion state;
    private final FlywayReporter reporter;
    private final LookAheadMessages messages;

    LookAhead(
            FlywayWindows windows, Tags tags, CallbackTags callbackTags, StateQuestion state, FlywayReporter reporter) {
        this.windows = windows;
        this.tags = tags;
        this.callbackTags = callbackTags;
        this.state = state;
        this.reporter = reporter;
        this.messages = new LookAheadMessages(reporter);
    }

    /**
     * @param connection Flyway's own, on which the first migration will run
     * @param undone how to say that there was nothing done yet
     * @throws MirroringException if the run would fail at one of its migrations
     */
    void look(Connection connection, PendingMigrations pending, String undone) {
        ItemOfRun item = windows.item();
        item.lookOn(connection);
        messages.settings(item.settings());
        try {
            item.conflict().ifPresent(conflict -> {
                throw conflict;
            });
            item.inFabric().ifPresent(database -> look(connection, database, pending.all()));
        } catch (MirroringException e) {
            throw new MirroringException(e.getMessage() + " " + undone, e);
        }
    }

    private void look(Connection connection, DatabaseIdentity database, List<MigrationInfo> pending) {
        // First, so that each script is read once, and whole.
        List<String> misplaced = pending.stream()
                .map(tags::misplacedTag)
                .flatMap(Optional::stream)
                .toList();
        misplaced.forEach(reporter::warn);
        callbackTags.warn();
        List<MigrationInfo> tagged =
                pending.stream().filter(tags::requireMirroringOff).toList();
        String name = DatabaseAddress.displayName(database.name());
        if (!tagged.isEmpty()) {
            name = nameOfItemFor(tagged.get(0), connection, database, name);
        }
        messages.atWork(name, tagged.size(), pending.size());
    }

    private String nameOfItemFor(
            MigrationInfo tagged, Connection connection, DatabaseIdentity database, String unknown) {
        MirroringSettings settings = windows.item().settings();
        if (settings.item().isEmpty()) {
            windows.window().requireItem(tagged.getScript(), state.ask(connection));
            return unknown;
        }
        FabricApi api = windows.api();
        api.signIn();
        FabricItem described = api.item();
        ItemOfDatabase.require(settings, described, database.url(), database.name());
        windows.prepare();
        return described.displayName();
    }
}
