package io.github.fabricmirroring.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which files are migrations, by their names; what else is in a folder of migrations Flyway does not run as one.
 *
 * @see <a href="https://documentation.red-gate.com/flyway/flyway-concepts/migrations/migration-naming">Naming</a>
 */
final class MigrationNames {

    /** Of the settings in Flyway's configuration, with their defaults. */
    private static final Map<String, String> VERSIONED_PREFIXES =
            Map.of("sqlMigrationPrefix", "V", "undoSqlMigrationPrefix", "U", "baselineMigrationPrefix", "B");

    private static final List<String> SCRIPT_SUFFIXES = List.of(".sh", ".bash", ".py", ".ps1", ".bat", ".cmd");

    private final List<String> versionedPrefixes;
    private final String repeatablePrefix;
    private final String separator;
    private final List<String> suffixes;

    /**
     * @param setting the text of a setting of Flyway's, by its name and its default
     */
    MigrationNames(Function<Map.Entry<String, String>, String> setting) {
        versionedPrefixes = VERSIONED_PREFIXES.entrySet().stream().map(setting).toList();
        repeatablePrefix = setting.apply(Map.entry("repeatableSqlMigrationPrefix", "R"));
        separator = setting.apply(Map.entry("sqlMigrationSeparator", "__"));
        suffixes = Stream.concat(
                        Stream.of(setting.apply(Map.entry("sqlMigrationSuffixes", ".sql"))
                                .split(",")),
                        SCRIPT_SUFFIXES.stream())
                .map(suffix -> suffix.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    boolean isMigration(String fileName) {
        return suffixes.stream().anyMatch(fileName.toLowerCase(Locale.ROOT)::endsWith)
                && (isVersioned(fileName) || fileName.startsWith(repeatablePrefix + separator));
    }

    /** {@code V1.2__what.sql}: a version comes between. */
    private boolean isVersioned(String fileName) {
        return versionedPrefixes.stream()
                .filter(fileName::startsWith)
                .map(prefix -> fileName.substring(prefix.length()))
                .anyMatch(rest -> !rest.isEmpty() && Character.isDigit(rest.charAt(0)));
    }
}
