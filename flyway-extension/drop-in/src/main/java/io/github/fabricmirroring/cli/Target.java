package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.fabric.FabricApi;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.Host;
import io.github.fabricmirroring.internal.window.Reporter;
import io.github.fabricmirroring.internal.window.WindowDatabase;
import io.github.fabricmirroring.internal.window.WindowSetup;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a command works on: a SQL database in Fabric, and the database behind it. */
final class Target {

    /** What people run to have mirroring started. */
    private static final String START = "`fabric-mirroring start`";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Flyway's configuration file, .toml or .conf, in which all of this may be, too.")
    private Path config;

    @ArgGroup(validate = false, heading = "%nThe SQL database in Fabric:%n")
    private final SettingOptions settingOptions = new SettingOptions();

    @ArgGroup(validate = false, heading = "%nThe database, to see whether mirroring is on:%n")
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    private final Map<String, String> variables = System.getenv();

    private ConfigurationFile file = ConfigurationFile.none();
    private MirroringSettings settings;
    private Optional<Database> database = Optional.empty();

    /**
     * To be called first.
     *
     * @throws ParameterException if something of it is invalid
     */
    void read() {
        try {
            if (config != null) {
                file = ConfigurationFile.read(config, variables);
            }
            database = readDatabase();
            settings = new SettingSources(settingOptions.values(), variables, file, database.isPresent()).read();
        } catch (MirroringException e) {
            throw wrong(e.getMessage());
        }
    }

    ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    MirroringSettings settings() {
        return settings;
    }

    Optional<Database> database() {
        return database;
    }

    void requireItem() {
        if (settings.item().isEmpty()) {
            throw wrong("which SQL database? Give its address in the Fabric portal as "
                    + SettingSources.option(Setting.ITEM_URL) + " (" + SettingSources.variable(Setting.ITEM_URL)
                    + ").");
        }
    }

    FabricApi api(Reporter reporter) {
        return new FabricApi(settings, reporter);
    }

    /**
     * For a window that leaves a note, if that does not keep Flyway from its first migration.
     *
     * @throws MirroringException if the database does not answer
     */
    WindowSetup setupWithNote(Reporter reporter) {
        boolean tablesAllowed = areTablesAllowed();
        if (!tablesAllowed) {
            reporter.warn(
                    "this schema has no table yet, and Flyway does not begin in one that has any other than its own, so"
                            + " no note about mirroring is left in it. If this process is killed, run " + START + ".");
        }
        return setup(reporter, windowDatabase(tablesAllowed));
    }

    WindowSetup setup(Reporter reporter, WindowDatabase windowDatabase) {
        return new WindowSetup(settings, () -> api(reporter), windowDatabase, reporter, new Host(START));
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
        return database.map(
                        found -> tablesAllowed ? found.forWindows(settings) : found.forWindowsWithoutTables(settings))
                .orElseGet(WithoutDatabase::new);
    }

    /** Flyway does not begin in a schema that has a table and no schema history, so none is made in an empty one. */
    private boolean areTablesAllowed() {
        return database.filter(Database::schemaIsEmpty).isEmpty();
    }

    private Optional<Database> readDatabase() {
        if (config == null && databaseOptions.environment != null) {
            throw wrong("--environment is one of those in Flyway's configuration file: give that as --config.");
        }
        Optional<String> environment = config == null
                ? Optional.empty()
                : first(databaseOptions.environment, "FLYWAY_ENVIRONMENT", Optional::empty);
        Optional<String> url = first(databaseOptions.url, "FLYWAY_URL", () -> file.value(environment, "url"));
        if (url.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> user = first(databaseOptions.user, "FLYWAY_USER", () -> file.value(environment, "user"));
        Optional<String> password = first(null, "FLYWAY_PASSWORD", () -> file.value(environment, "password"));
        Optional<String> schema =
                first(databaseOptions.defaultSchema, "FLYWAY_DEFAULT_SCHEMA", () -> file.value("defaultSchema")
                        .or(() -> firstSchema(environment)));
        return Optional.of(Database.of(url.get(), user, password, schema));
    }

    private Optional<String> firstSchema(Optional<String> environment) {
        return first(null, "FLYWAY_SCHEMAS", () -> file.value(environment, "schemas"))
                .map(schemas -> schemas.split(",")[0].strip());
    }

    private Optional<String> first(String option, String variable, Supplier<Optional<String>> inFile) {
        return Stream.of(option, variables.get(variable))
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .or(inFile);
    }
}
