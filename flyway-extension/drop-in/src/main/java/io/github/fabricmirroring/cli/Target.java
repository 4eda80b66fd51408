package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.fabric.FabricApi;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.Reporter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a command looks at: a SQL database in Fabric, and the database behind it. */
class Target {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Flyway's configuration file, .toml or .conf, in which all of this may be, too.")
    private String config;

    @ArgGroup(validate = false, heading = "%nThe SQL database in Fabric:%n")
    private final ItemOptions itemOptions = new ItemOptions();

    @ArgGroup(validate = false, heading = "%nThe database, to see whether mirroring is on:%n")
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    private ConfigurationFile file = ConfigurationFile.none();
    private MirroringSettings settings;
    private Optional<Database> database = Optional.empty();

    /**
     * To be called first.
     *
     * @throws ParameterException if something of it is invalid
     */
    final void read() {
        readFile();
        try {
            database = readDatabase();
            MirroringSettings configured =
                    new SettingSources(settingOptions(), variables(), file, database.isPresent()).read();
            settings = database.flatMap(found -> found.url().item())
                    .map(configured::withItem)
                    .orElse(configured);
        } catch (MirroringException e) {
            throw wrong(e.getMessage());
        }
    }

    /**
     * Only the configuration file, which is enough for what concerns no database.
     *
     * @throws ParameterException if it is invalid
     */
    final void readFile() {
        try {
            if (config != null) {
                file = ConfigurationFile.read(config, variables());
            }
            file = file.in(environment());
        } catch (MirroringException e) {
            throw wrong(e.getMessage());
        }
    }

    final ParameterException wrong(String message) {
        return new WrongUsage(command.commandLine(), message);
    }

    final MirroringSettings settings() {
        return settings;
    }

    final Optional<Database> database() {
        return database;
    }

    final ConfigurationFile file() {
        return file;
    }

    /**
     * @throws MirroringException if there cannot be a client, with the reason
     */
    final FabricApi api(Reporter reporter) {
        return api(settings, reporter);
    }

    /**
     * @param used in place of those that were read
     * @throws MirroringException if there cannot be a client, with the reason
     */
    final FabricApi api(MirroringSettings used, Reporter reporter) {
        try {
            return services().fabric().apply(used, reporter);
        } catch (MirroringException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new MirroringException("Java cannot make connections to Fabric: " + Reason.of(e), e);
        }
    }

    final Services services() {
        return FabricMirroring.services(command);
    }

    /** Of all option groups of the command. */
    Map<Setting, String> settingOptions() {
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        options.putAll(itemOptions.values());
        options.putAll(databaseOptions.values());
        return options;
    }

    /** Where a note is left; nothing if only the configuration file, or the database, knows. */
    Optional<String> defaultSchema() {
        return Optional.empty();
    }

    final Optional<String> first(String option, String variable, Supplier<Optional<String>> inFile) {
        return Stream.of(option, variables().get(variable))
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .or(inFile);
    }

    final Map<String, String> variables() {
        return services().variables();
    }

    private Optional<String> environment() {
        if (config == null && databaseOptions.environment != null) {
            throw wrong("--environment is one of those in Flyway's configuration file: give that as --config.");
        }
        return config == null
                ? Optional.empty()
                : first(databaseOptions.environment, "FLYWAY_ENVIRONMENT", Optional::empty);
    }

    private Optional<Database> readDatabase() {
        Optional<JdbcUrl> url = first(databaseOptions.url, "FLYWAY_URL", () -> file.ofEnvironment("url"))
                .map(JdbcUrl::new);
        if (url.isEmpty()) {
            return Optional.empty();
        }
        Secrets secrets = FabricMirroring.secrets(command);
        secrets.addAll(url.get().secrets());
        Optional<String> password = first(null, "FLYWAY_PASSWORD", () -> file.ofEnvironment("password"));
        password.ifPresent(secrets::add);
        if (!url.get().isJdbc()) {
            throw wrong("the URL of the database (--url, FLYWAY_URL) has to begin with jdbc:, as in"
                    + " jdbc:sqlserver://<server>:1433;database=<name>.");
        }
        Optional<String> user = first(databaseOptions.user, "FLYWAY_USER", () -> file.ofEnvironment("user"));
        return Optional.of(new Database(
                url.get(),
                Login.of(url.get(), user, password, services()),
                defaultSchema().or(this::schemaOfFlyway)));
    }

    private Optional<String> schemaOfFlyway() {
        return first(null, "FLYWAY_DEFAULT_SCHEMA", () -> file.ofEnvironmentsFlyway("defaultSchema"))
                .or(() -> first(null, "FLYWAY_SCHEMAS", () -> file.ofEnvironment("schemas"))
                        .map(schemas -> schemas.split(",")[0].strip()));
    }
}
