package io.github.fabricmirroring.internal.settings;

import io.github.fabricmirroring.MirroringException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The settings by name, each with what it accepts and what it is when nobody sets it. */
public enum Setting {
    WORKSPACE_ID("workspaceId", null, Setting::uuid),
    SQL_DATABASE_ID("sqlDatabaseId", null, Setting::uuid),
    ITEM_URL("itemUrl", null, Setting::item),
    API_ENDPOINT("apiEndpoint", URI.create("https://api.fabric.microsoft.com"), Setting::httpsEndpoint),
    STATE_QUERY("stateQuery", MirroringSettings.STATE_QUERY_AUTO, text -> text),
    STOP_TIMEOUT("stopTimeout", Duration.ofSeconds(600), text -> seconds(text, 0)),
    START_TIMEOUT("startTimeout", Duration.ofSeconds(120), text -> seconds(text, 0)),
    POLL_INTERVAL("pollInterval", Duration.ofSeconds(2), text -> seconds(text, 1)),
    ENABLED("enabled", true, Setting::trueOrFalse);

    /** What stands before a setting's name in Flyway's configuration. */
    public static final String PROPERTY_PREFIX = "flyway.fabricMirroring.";

    /** What stands before a setting's name in the environment. */
    public static final String ENVIRONMENT_PREFIX = "FLYWAY_FABRIC_MIRRORING_";

    private final String settingName;
    private final Object defaultValue;
    private final Function<String, Object> parser;

    Setting(String settingName, Object defaultValue, Function<String, Object> parser) {
        this.settingName = settingName;
        this.defaultValue = defaultValue;
        this.parser = parser;
    }

    /** The name after {@value #PROPERTY_PREFIX}, for example {@code stopTimeout}. */
    public String settingName() {
        return settingName;
    }

    /** The name in Flyway's configuration, for example {@code flyway.fabricMirroring.stopTimeout}. */
    public String property() {
        return PROPERTY_PREFIX + settingName;
    }

    /** The name in the environment, for example {@code FLYWAY_FABRIC_MIRRORING_STOP_TIMEOUT}. */
    public String environmentVariable() {
        return ENVIRONMENT_PREFIX + name();
    }

    /** The name in words with hyphens between them, as in options and in Spring's properties: {@code stop-timeout}. */
    public String kebabName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The settings that stand in the environment, as they stand there.
     *
     * @throws MirroringException if the environment names a setting that does not exist
     */
    public static Map<Setting, String> ofEnvironment(Map<String, String> environment) {
        Map<Setting, String> found = new EnumMap<>(Setting.class);
        environment.forEach((variable, text) -> {
            if (variable.startsWith(ENVIRONMENT_PREFIX)) {
                found.put(named(variable, Setting::environmentVariable), text);
            }
        });
        return found;
    }

    /**
     * @param naming how the place where the name stands calls a setting
     * @throws MirroringException if there is no such setting, with those that there are
     */
    public static Setting named(String name, Function<Setting, String> naming) {
        return Arrays.stream(values())
                .filter(setting -> naming.apply(setting).equals(name))
                .findFirst()
                .orElseThrow(() -> new MirroringException("there is no setting " + name + "; there are "
                        + Arrays.stream(values()).map(naming).collect(Collectors.joining(", ")) + "."));
    }

    /** What it is when nobody sets it: text, a {@code Duration}, a {@code URI}, a {@code Boolean}, or {@code null}. */
    public Object defaultValue() {
        return defaultValue;
    }

    /**
     * @param called what whoever wrote the text calls the setting
     */
    public Object parse(String text, String called) {
        try {
            return parser.apply(text.strip());
        } catch (Expected e) {
            throw new MirroringException(called + " (" + environmentVariable() + ") is \"" + withoutPassword(text)
                    + "\": expected " + e.getMessage() + ".");
        }
    }

    private static String withoutPassword(String text) {
        return text.replaceAll("//[^/@]*@", "//***@");
    }

    private static Object uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            // UUID.fromString also takes shortened forms such as 1-1-1-1-1, which are nobody's id.
            if (uuid.toString().equals(text.toLowerCase(Locale.ROOT))) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            // Told below, together with the shortened forms.
        }
        throw new Expected("a UUID such as 01234567-89ab-cdef-0123-456789abcdef, as it stands in the portal's address"
                + " of the SQL database");
    }

    private static Object item(String text) {
        return SqlDatabaseItem.ofPortalAddress(text)
                .orElseThrow(() -> new Expected("the portal's address of a SQL database:"
                        + " https://app.fabric.microsoft.com/groups/<workspaceId>/sqldatabases/<sqlDatabaseId>"));
    }

    private static Object httpsEndpoint(String text) {
        return Optional.of(text)
                .flatMap(Setting::uri)
                .filter(uri -> "https".equalsIgnoreCase(uri.getScheme())
                        && uri.getHost() != null
                        && uri.getUserInfo() == null
                        && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
                        && uri.getQuery() == null
                        && uri.getFragment() == null)
                .orElseThrow(() -> new Expected("an https address without a path such as"
                        + " https://api.fabric.microsoft.com, because a token is sent there"));
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Object seconds(String text, int least) {
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= least) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            // Told below, together with what is too small.
        }
        throw new Expected("a whole number of seconds, " + least + " or more");
    }

    private static Object trueOrFalse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Expected("true or false");
        };
    }

    private static final class Expected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Expected(String what) {
            super(what);
        }
    }
}
