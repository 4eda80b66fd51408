package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Flyway resolves in its configuration files, and no more: in properties <code>${NAME}</code>, before they are
 * read; in the environments of TOML <code>${env.NAME}</code>. (Flyway 13 does the latter in {@code [flyway]}, too.)
 *
 * @see <a href="https://documentation.red-gate.com/flyway/reference/configuration/environments-namespace/environment-resolvers-namespace">Resolvers</a>
 */
final class References {

    private static final Pattern IN_PROPERTIES = Pattern.compile("\\$\\{([A-Za-z0-9_]+)}");
    private static final Pattern IN_ENVIRONMENT = Pattern.compile("\\${1,2}\\{([^.}]+)\\.([^.}]+?)}");
    private static final Pattern VERBATIM = Pattern.compile("!\\{.*}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

    private static final String BEGINNING = "${";
    private static final String RESOLVER = "env";

    /** Stands for a beginning that is no reference; no file has this character. */
    private static final String LITERAL = "\uF8FE{";

    private final String path;
    private final Map<String, String> variables;

    /**
     * @param path for messages
     * @param variables the environment
     */
    References(String path, Map<String, String> variables) {
        this.path = path;
        this.variables = variables;
    }

    /** The text of a file of properties; what is not in the environment stays. */
    String expandedProperties(String text) {
        return IN_PROPERTIES.matcher(text).replaceAll(reference -> {
            String value = variables.get(reference.group(1));
            return Matcher.quoteReplacement(value == null ? reference.group() : literal(value));
        });
    }

    /**
     * The value of a key of an environment in TOML.
     *
     * @throws MirroringException if Flyway would not resolve it, or this program cannot
     */
    String resolvedInEnvironment(String key, String value) {
        if (VERBATIM.matcher(value.strip()).matches()) {
            String stripped = value.strip();
            return stripped.substring(2, stripped.length() - 1);
        }
        return plain(
                key,
                IN_ENVIRONMENT
                        .matcher(value.strip())
                        .replaceAll(reference -> Matcher.quoteReplacement(literal(resolved(key, reference)))));
    }

    private String resolved(String key, MatchResult reference) {
        if (reference.group().startsWith("$$")) {
            return reference.group().substring(1);
        }
        String name = reference.group(2).strip();
        if (!reference.group(1).strip().equalsIgnoreCase(RESOLVER)
                || !NAME.matcher(name).matches()) {
            throw new MirroringException(
                    path + ": " + key + " has a reference that only Flyway can resolve. " + instead(key));
        }
        String value = variables.get(name);
        if (value == null) {
            throw missing(key, name);
        }
        return value;
    }

    /**
     * The value of a key of properties whose text has been expanded.
     *
     * @throws MirroringException if it refers to what is not there, or Flyway would not resolve it
     */
    String resolvedInProperties(String key, String value) {
        Matcher unset = IN_PROPERTIES.matcher(value);
        if (unset.find()) {
            throw missing(key, unset.group(1));
        }
        return plain(key, value);
    }

    /**
     * A value in which nothing is resolved.
     *
     * @throws MirroringException if there is something to be resolved
     */
    String plain(String key, String value) {
        if (value.contains(BEGINNING)) {
            throw new MirroringException(path + ": " + key + " has a reference in ${…} that Flyway does not resolve"
                    + " there. " + instead(key));
        }
        return value.replace(LITERAL, BEGINNING);
    }

    private MirroringException missing(String key, String variable) {
        return new MirroringException(
                path + ": " + key + " refers to the environment variable " + variable + ", which is not set.");
    }

    private static String instead(String key) {
        return "Set " + variable(key) + " instead.";
    }

    /** The environment variable that Flyway takes for a key. */
    static String variable(String key) {
        String name = key.replaceFirst("^environments\\.[^.]*\\.", "").replaceFirst("^flyway\\.", "");
        return "FLYWAY_"
                + name.replace('.', '_').replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    private static String literal(String value) {
        return value.replace(BEGINNING, LITERAL);
    }
}
