package io.github.fabricmirroring.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.Setting;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * Flyway's configuration file, TOML or properties, as far as it concerns us: our settings, the environment's address of
 * the database, and where the schema history is.
 *
 * @see <a href="https://documentation.red-gate.com/flyway/reference/configuration">Flyway's configuration</a>
 */
final class ConfigurationFile {

    private static final String OURS = "flyway.fabricMirroring.";
    private static final String FLYWAY = "flyway.";
    private static final String ENVIRONMENTS = "environments.";
    private static final String DEFAULT_ENVIRONMENT = "default";

    private final String name;
    private final Map<String, String> values;
    private final BinaryOperator<String> resolveInEnvironment;
    private final BinaryOperator<String> resolve;
    private final String environment;

    private ConfigurationFile(
            String name,
            Map<String, String> values,
            BinaryOperator<String> resolveInEnvironment,
            BinaryOperator<String> resolve,
            String environment) {
        this.name = name;
        this.values = values;
        this.resolveInEnvironment = resolveInEnvironment;
        this.resolve = resolve;
        this.environment = environment;
    }

    static ConfigurationFile none() {
        BinaryOperator<String> asItIs = (key, value) -> value;
        return new ConfigurationFile("", Map.of(), asItIs, asItIs, DEFAULT_ENVIRONMENT);
    }

    /**
     * @param variables the environment, for references to it
     * @throws MirroringException if the file cannot be read
     */
    static ConfigurationFile read(String path, Map<String, String> variables) {
        String name = Harmless.file(path);
        References references = new References(name, variables);
        try {
            String text = withoutByteOrderMark(Files.readString(Path.of(path)));
            return path.toLowerCase(Locale.ROOT).endsWith(".toml")
                    ? new ConfigurationFile(
                            name, toml(text), references::resolvedInEnvironment, references::plain, DEFAULT_ENVIRONMENT)
                    : new ConfigurationFile(
                            name,
                            properties(references.expandedProperties(text.replace("\\", "\\\\"))),
                            references::resolvedInProperties,
                            references::resolvedInProperties,
                            DEFAULT_ENVIRONMENT);
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new MirroringException("there is no file " + name + ".", e);
        } catch (JsonProcessingException e) {
            // Its message quotes the file, in which there may be a password.
            throw new MirroringException(
                    name + " is not TOML: see line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ".",
                    e);
        } catch (CharacterCodingException e) {
            throw new MirroringException(name + " is not UTF-8, in which Flyway reads it.", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new MirroringException(
                    name + " cannot be read (" + e.getClass().getSimpleName() + ").", e);
        }
    }

    /** With which editors on Windows begin a file. */
    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Map<String, String> toml(String text) throws JsonProcessingException {
        Map<String, String> values = new HashMap<>();
        TomlValues.flatten("", new TomlMapper().readValue(text, Map.class), values);
        return values;
    }

    /** A path of Windows is written as it is; the caller has seen to that. */
    private static Map<String, String> properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> values = new HashMap<>();
        properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
        return values;
    }

    /**
     * The file as one of its environments sees it.
     *
     * @param asked if none is asked for, it is the one that the file names
     * @throws MirroringException if the file does not have it
     */
    ConfigurationFile in(Optional<String> asked) {
        String chosen = asked.or(() -> ofFlyway("environment")).orElse(DEFAULT_ENVIRONMENT);
        SortedSet<String> known = environments();
        if (!chosen.equals(DEFAULT_ENVIRONMENT) && !known.contains(chosen)) {
            throw new MirroringException(name + " does not have the environment that "
                    + (asked.isPresent() ? "--environment or FLYWAY_ENVIRONMENT" : "flyway.environment in it")
                    + " names. It has "
                    + (known.isEmpty() ? "none" : String.join(", ", known)) + ".");
        }
        return new ConfigurationFile(name, values, resolveInEnvironment, resolve, chosen);
    }

    private SortedSet<String> environments() {
        SortedSet<String> names = new TreeSet<>();
        values.keySet().stream()
                .filter(key -> key.startsWith(ENVIRONMENTS))
                .map(key -> key.substring(ENVIRONMENTS.length()).replaceFirst("\\..*", ""))
                .forEach(names::add);
        return names;
    }

    /**
     * Our settings as they stand there.
     *
     * @throws MirroringException if the file names a setting of ours that does not exist
     */
    Map<Setting, String> settings() {
        try {
            Setting.requireKnown(values.keySet(), OURS, ConfigurationFile::property);
            return Setting.among(values, ConfigurationFile::property);
        } catch (MirroringException e) {
            throw new MirroringException(name + ": " + e.getMessage(), e);
        }
    }

    /**
     * @param text as it stands there
     * @throws MirroringException if there is a reference in it that cannot be resolved
     */
    String resolved(Setting setting, String text) {
        return resolve.apply(property(setting), text);
    }

    /** What messages call a setting that is in here. */
    String nameOf(Setting setting) {
        return property(setting) + " in " + name;
    }

    private static String property(Setting setting) {
        return OURS + setting.settingName();
    }

    /** {@code flyway.<name>}. */
    Optional<String> ofFlyway(String property) {
        return value(FLYWAY + property, resolve);
    }

    /** {@code environments.<environment>.<name>} or, as in properties, {@code flyway.<name>}. */
    Optional<String> ofEnvironment(String property) {
        return value(ENVIRONMENTS + environment + "." + property, resolveInEnvironment)
                .or(() -> ofFlyway(property));
    }

    /** {@code environments.<environment>.flyway.<name>} or {@code flyway.<name>}. */
    Optional<String> ofEnvironmentsFlyway(String property) {
        return value(ENVIRONMENTS + environment + "." + FLYWAY + property, resolve)
                .or(() -> ofFlyway(property));
    }

    private Optional<String> value(String key, BinaryOperator<String> resolving) {
        return Optional.ofNullable(values.get(key)).map(text -> resolving.apply(key, text));
    }
}
