package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.Host;
import io.github.fabricmirroring.internal.window.Reporter;
import io.github.fabricmirroring.internal.window.WindowDatabase;
import io.github.fabricmirroring.internal.window.WindowSetup;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;

/** What a command works on that stops or starts mirroring. */
final class WindowTarget extends Target {

    /** What people run to have mirroring started. */
    private static final String START = "`fabric-mirroring start`";

    @ArgGroup(validate = false, heading = "%nWaiting, and the note that is left meanwhile:%n")
    private final WaitingOptions waitingOptions = new WaitingOptions();

    @Override
    Map<Setting, String> settingOptions() {
        Map<Setting, String> options = super.settingOptions();
        options.putAll(waitingOptions.values());
        return options;
    }

    @Override
    Optional<String> defaultSchema() {
        return Optional.ofNullable(waitingOptions.defaultSchema).filter(schema -> !schema.isBlank());
    }

    void requireItem() {
        if (settings().item().isEmpty()) {
            throw wrong("which SQL database? Give its address in the Fabric portal as "
                    + SettingSources.option(Setting.ITEM_URL) + " (" + SettingSources.variable(Setting.ITEM_URL)
                    + ").");
        }
    }

    /**
     * For a window that leaves a note, if that does not keep Flyway from its first migration.
     *
     * @throws MirroringException if the database does not answer
     */
    WindowSetup setupWithNote(Reporter reporter) {
        boolean tablesAllowed = areTablesAllowed();
        if (!tablesAllowed) {
            reporter.warn("this schema has no table yet, and Flyway does not begin in one that has any other than its"
                    + " own, so no note about mirroring is left in it. If this process is killed, run " + START + ".");
        }
        return setup(reporter, windowDatabase(tablesAllowed));
    }

    WindowSetup setup(Reporter reporter, WindowDatabase windowDatabase) {
        return new WindowSetup(settings(), () -> api(reporter), windowDatabase, reporter, new Host(START));
    }

    /**
     * Without a URL, it is no database at all.
     *
     * @throws MirroringException if the database does not answer
     */
    WindowDatabase windowDatabase() {
        return windowDatabase(areTablesAllowed());
    }

    private WindowDatabase windowDatabase(boolean tablesAllowed) {
        return database()
                .map(found -> tablesAllowed ? found.forWindows(settings()) : found.forWindowsWithoutTables(settings()))
                .orElseGet(WithoutDatabase::new);
    }

    /** Flyway does not begin in a schema that has a table and no schema history, so none is made in an empty one. */
    private boolean areTablesAllowed() {
        return database().filter(Database::schemaIsEmpty).isEmpty();
    }
}
