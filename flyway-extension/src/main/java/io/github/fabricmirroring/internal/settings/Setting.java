package io.github.fabricmirroring.internal.settings;

import io.github.fabricmirroring.MirroringException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The settings: the name of each, its default, and how its text is read. */
public enum Setting {
    WORKSPACE_ID("workspaceId", "", (values, text) -> values.workspaceId = Optional.of(SettingText.uuid(text))),
    SQL_DATABASE_ID("sqlDatabaseId", "", (values, text) -> values.sqlDatabaseId = Optional.of(SettingText.uuid(text))),
    ITEM_URL("itemUrl", "", (values, text) -> values.itemUrl = Optional.of(SettingText.item(text))),
    API_ENDPOINT(
            "apiEndpoint",
            "https://api.fabric.microsoft.com",
            (values, text) -> values.apiEndpoint = SettingText.httpsEndpoint(text)),
    STATE_QUERY("stateQuery", MirroringSettings.STATE_QUERY_AUTO, (values, text) -> values.stateQuery = text),
    STOP_TIMEOUT("stopTimeout", 600, 0, (values, duration) -> values.stopTimeout = duration),
    START_TIMEOUT("startTimeout", 120, 0, (values, duration) -> values.startTimeout = duration),
    POLL_INTERVAL("pollInterval", 3, 1, (values, duration) -> values.pollInterval = duration),
    ENABLED("enabled", "true", (values, text) -> values.enabled = SettingText.trueOrFalse(text));

    private final String settingName;
    private final String defaultText;
    private final BiConsumer<SettingValues, String> text;
    private final Optional<BiConsumer<SettingValues, Duration>> duration;

    Setting(String settingName, String defaultText, BiConsumer<SettingValues, String> text) {
        this.settingName = settingName;
        this.defaultText = defaultText;
        this.text = text;
        this.duration = Optional.empty();
    }

    Setting(String settingName, int defaultSeconds, int leastSeconds, BiConsumer<SettingValues, Duration> duration) {
        this.settingName = settingName;
        this.defaultText = Integer.toString(defaultSeconds);
        this.text = (values, given) -> duration.accept(values, SettingText.seconds(given, leastSeconds));
        this.duration = Optional.of(
                (values, given) -> duration.accept(values, SettingText.requireDuration(given, leastSeconds)));
    }

    /** For example {@code stopTimeout}. */
    public String settingName() {
        return settingName;
    }

    /** The name in words with hyphens between them, as in options and in Spring's properties: {@code stop-timeout}. */
    public String kebabName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a person would have to write to get the value that the setting has by itself; empty if it has none. */
    public String defaultText() {
        return defaultText;
    }

    /**
     * @param naming what the settings are called in the place where the name was found
     * @throws MirroringException if there is no such setting, listing those that there are
     */
    public static Setting named(String name, Function<Setting, String> naming) {
        return Arrays.stream(values())
                .filter(setting -> naming.apply(setting).equals(name))
                .findFirst()
                .orElseThrow(() -> new MirroringException("there is no setting " + name + "; there are "
                        + Arrays.stream(values()).map(naming).collect(Collectors.joining(", ")) + "."));
    }

    /**
     * The settings among entries of an environment or a file, as they are there.
     *
     * @param naming what the settings are called there
     */
    public static Map<Setting, String> among(Map<String, String> entries, Function<Setting, String> naming) {
        Map<Setting, String> found = new EnumMap<>(Setting.class);
        for (Setting setting : values()) {
            String name = naming.apply(setting);
            if (entries.containsKey(name)) {
                found.put(setting, entries.get(name));
            }
        }
        return found;
    }

    /**
     * For names of an environment or a file.
     *
     * @param prefix what all names of settings start with, and no other names do
     * @param naming what the settings are called there
     * @throws MirroringException if a name with that prefix is none of a setting
     */
    public static void requireKnown(Collection<String> names, String prefix, Function<Setting, String> naming) {
        names.stream().filter(name -> name.startsWith(prefix)).sorted().forEach(name -> named(name, naming));
    }

    void readDefault(SettingValues values) {
        if (!defaultText.isEmpty()) {
            text.accept(values, defaultText);
        }
    }

    /**
     * @throws InvalidSettingException if it is invalid
     */
    void read(String given, SettingValues values) {
        text.accept(values, given.strip());
    }

    /**
     * @throws InvalidSettingException if it is invalid
     * @throws IllegalArgumentException if the setting is not a duration
     */
    void read(Duration given, SettingValues values) {
        duration.orElseThrow(() -> new IllegalArgumentException(settingName + " is not a duration"))
                .accept(values, given);
    }
}
