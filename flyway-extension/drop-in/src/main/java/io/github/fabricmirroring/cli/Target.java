package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.fabric.FabricApi;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.Messages;
import io.github.fabricmirroring.internal.window.MirroringState;
import io.github.fabricmirroring.internal.window.MirroringWindow;
import io.github.fabricmirroring.internal.window.StateQuery;
import io.github.fabricmirroring.internal.window.WindowNotes;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What a command works on: a SQL database in Fabric, and the database behind it. An option goes before the environment, and that
 * before the configuration file.
 */
final class Target {

    private static final Set<Setting> IDS = EnumSet.of(Setting.WORKSPACE_ID, Setting.SQL_DATABASE_ID);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Flyway's configuration file, .toml or .conf, in which all of this may stand, too.")
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
     * @throws ParameterException if something of it makes no sense
     */
    void read() {
        try {
            if (config != null) {
                file = ConfigurationFile.read(config, variables);
            }
            database = readDatabase();
            settings = readSettings();
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

    /** The database, which answers: if it does not, that is better known before anything is stopped. */
    Optional<Database> databaseThatAnswers() {
        database.ifPresent(Database::requireAnswer);
        return database;
    }

    void requireItem() {
        if (settings.item().isEmpty()) {
            throw wrong("which SQL database? Give its address in the Fabric portal as "
                    + SettingOptions.name(Setting.ITEM_URL) + " (" + Setting.ITEM_URL.environmentVariable() + ").");
        }
    }

    FabricApi api() {
        return new FabricApi(settings.apiEndpoint(), settings.item().orElseThrow());
    }

    MirroringWindow window(Messages messages) {
        return window(messages, database.<WindowNotes>map(Database::notes).orElseGet(NoNotes::new));
    }

    /** A window that leaves a note, if there is a place for it. */
    MirroringWindow windowWithNote(Messages messages) {
        if (database.isPresent() && !database.get().notes().haveHistory()) {
            messages.warn(
                    "this database has no schema history of Flyway, beside which a note could be left. If this process is"
                            + " killed, run the command `start`.");
            return window(messages, new NoNotes());
        }
        return window(messages);
    }

    private MirroringWindow window(Messages messages, WindowNotes notes) {
        StateQuery state = database.<StateQuery>map(found -> found.state(settings.stateQuery()))
                .orElse(() -> MirroringState.UNKNOWN);
        return MirroringWindow.ofCommand(settings, this::api, state, notes, messages);
    }

    /** Where nobody can be asked for the state, it is a database that is missing. */
    private String nameOf(Setting setting) {
        return setting == Setting.STATE_QUERY && database.isEmpty() ? "--url" : SettingOptions.name(setting);
    }

    private MirroringSettings readSettings() {
        Map<Setting, String> options = settingOptions.values();
        Map<Setting, String> environment = Setting.ofEnvironment(variables);
        Map<Setting, String> inFile = file.settings();
        Stream.of(options, environment, inFile).forEach(found -> found.values().removeIf(String::isBlank));
        dropOtherItem(inFile, environment);
        dropOtherItem(inFile, options);
        dropOtherItem(environment, options);
        MirroringSettings.Builder all = MirroringSettings.builder(this::nameOf);
        all.setAll(builder(file::nameOf, inFile));
        all.setAll(builder(Setting::environmentVariable, environment));
        all.setAll(builder(this::nameOf, options));
        return all.build();
    }

    /** Who names an item by its address does not mean another one's ids that stand elsewhere, and the other way round. */
    private static void dropOtherItem(Map<Setting, String> from, Map<Setting, String> whatGoesBefore) {
        if (whatGoesBefore.containsKey(Setting.ITEM_URL)) {
            from.keySet().removeAll(IDS);
        } else if (whatGoesBefore.keySet().stream().anyMatch(IDS::contains)) {
            from.remove(Setting.ITEM_URL);
        }
    }

    private static MirroringSettings.Builder builder(Function<Setting, String> naming, Map<Setting, String> texts) {
        MirroringSettings.Builder settings = MirroringSettings.builder(naming);
        texts.forEach(settings::set);
        return settings;
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
        Optional<String> table = first(databaseOptions.table, "FLYWAY_TABLE", () -> file.value("table"));
        return Optional.of(Database.of(url.get(), user, password, schema, table));
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
