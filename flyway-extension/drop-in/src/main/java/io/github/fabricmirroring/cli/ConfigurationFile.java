package io.github.fabricmirroring.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.Setting;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Flyway's configuration file, TOML or properties, as far as it concerns us: our settings, the environment's address of
 * the database, and where the schema history is.
 *
 * @see <a href="https://documentation.red-gate.com/flyway/reference/configuration">Flyway's configuration</a>
 */
final class ConfigurationFile {

    private static final String PROPERTY_PREFIX = "flyway.fabricMirroring.";

    private static final String DEFAULT_ENVIRONMENT = "default";

    /** {@code ${env.NAME}} in TOML, {@code ${NAME}} in properties; whatever else is there only Flyway can resolve. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env\\.)?([^}]*)}");

    private final Path path;
    private final Map<String, String> values;
    private final Map<String, String> variables;

    private ConfigurationFile(Path path, Map<String, String> values, Map<String, String> variables) {
        this.path = path;
        this.values = values;
        this.variables = variables;
    }

    static ConfigurationFile none() {
        return new ConfigurationFile(Path.of(""), Map.of(), Map.of());
    }

    /**
     * @param variables the environment, for references to it
     * @throws MirroringException if the file cannot be read
     */
    static ConfigurationFile read(Path path, Map<String, String> variables) {
        try {
            String text = withoutByteOrderMark(Files.readString(path));
            Map<String, String> values = new HashMap<>();
            if (path.toString().toLowerCase(Locale.ROOT).endsWith(".toml")) {
                flatten("", new TomlMapper().readValue(text, Map.class), values);
            } else {
                Properties properties = new Properties();
                // As in Flyway: a path of Windows is written as it is.
                properties.load(new StringReader(text.replace("\\", "\\\\")));
                properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
            }
            return new ConfigurationFile(path, values, variables);
        } catch (NoSuchFileException e) {
            throw new MirroringException("there is no file " + path + ".", e);
        } catch (JsonProcessingException e) {
            throw new MirroringException(
                    path + " is not TOML: " + e.getOriginalMessage() + " (line "
                            + e.getLocation().getLineNr() + ").",
                    e);
        } catch (CharacterCodingException e) {
            throw new MirroringException(path + " is not UTF-8, in which Flyway reads it.", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new MirroringException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** With which editors on Windows begin a file. */
    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static void flatten(String prefix, Map<?, ?> table, Map<String, String> into) {
        table.forEach((key, value) -> {
            String name = prefix + key;
            if (value instanceof Map<?, ?> inner) {
                flatten(name + ".", inner, into);
            } else if (value instanceof Collection<?> list) {
                into.put(name, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
            } else {
                into.put(name, String.valueOf(value));
            }
        });
    }

    /**
     * @throws MirroringException if the file names a setting of ours that does not exist
     */
    Map<Setting, String> settings() {
        Map<Setting, String> found = settingsAsTheyAre();
        found.replaceAll((setting, text) -> resolved(property(setting)));
        return found;
    }

    private Map<Setting, String> settingsAsTheyAre() {
        try {
            Setting.requireKnown(values.keySet(), PROPERTY_PREFIX, ConfigurationFile::property);
            return Setting.among(values, ConfigurationFile::property);
        } catch (MirroringException e) {
            throw new MirroringException(path + ": " + e.getMessage(), e);
        }
    }

    /** What messages call a setting that is in here. */
    String nameOf(Setting setting) {
        return property(setting) + " in " + path;
    }

    private static String property(Setting setting) {
        return PROPERTY_PREFIX + setting.settingName();
    }

    /** {@code flyway.<name>}. */
    Optional<String> value(String name) {
        return Optional.of("flyway." + name).filter(values::containsKey).map(this::resolved);
    }

    /**
     * {@code environments.<environment>.<name>} or, as in properties, {@code flyway.<name>}.
     *
     * @param environment if none is asked for, the one that the file names
     */
    Optional<String> value(Optional<String> environment, String name) {
        String chosen = environment.or(() -> value("environment")).orElse(DEFAULT_ENVIRONMENT);
        String prefix = "environments." + chosen + ".";
        if (environment.isPresent() && values.keySet().stream().noneMatch(key -> key.startsWith(prefix))) {
            throw new MirroringException(path + " has no [environments." + chosen + "].");
        }
        return Optional.of(prefix + name)
                .filter(values::containsKey)
                .map(this::resolved)
                .or(() -> value(name));
    }

    private String resolved(String key) {
        return REFERENCE.matcher(values.get(key)).replaceAll(reference -> {
            String value = variables.get(reference.group(2));
            if (value == null) {
                throw new MirroringException(path + ": " + key + " refers to " + reference.group()
                        + ", which is not in the environment; give it as an option, or set "
                        + reference.group(2) + ".");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
