package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.tag.CommentStyle;
import io.github.fabricmirroring.internal.tag.HeaderReader;
import io.github.fabricmirroring.internal.window.Reporter;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.ClassProvider;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Finds out which migrations are tagged: scripts by a comment in their header, Java migrations by an annotation. What
 * was found is kept, so that no script is read twice for the same question.
 */
final class MigrationTags {

    /** How many characters of a script are looked through; a script of data may have any number. */
    private static final int MOST_READ = 1 << 20;

    /** How much of a script was read for a finding. */
    private enum Extent {
        HEADER,
        WHOLE
    }

    private record Key(String type, String script) {}

    private record Kept(Extent extent, MigrationFindings findings) {}

    private final Configuration configuration;
    private final ScriptSource scripts;
    private final Reporter reporter;
    private final Map<Key, Kept> kept = new HashMap<>();

    MigrationTags(Configuration configuration, Reporter reporter) {
        this.configuration = configuration;
        this.scripts = new ScriptSource(configuration);
        this.reporter = reporter;
    }

    /**
     * Reads no more of a script than its header, and nothing of it if that has been done.
     *
     * @return whether the migration requires mirroring to be off; {@code false}, with a warning, if it can't be read
     * @throws MirroringException if the tag is misspelled
     */
    boolean requireMirroringOff(MigrationInfo migration) {
        return find(migration, Extent.HEADER).tagged();
    }

    /**
     * As {@link #requireMirroringOff}, and looks for a misplaced tag in the whole of an untagged script.
     *
     * @throws MirroringException if the tag is misspelled
     */
    MigrationFindings of(MigrationInfo migration) {
        return find(migration, Extent.WHOLE);
    }

    private MigrationFindings find(MigrationInfo migration, Extent extent) {
        Key key = new Key(migration.getType().name(), migration.getScript());
        Kept known = kept.get(key);
        if (known != null && known.extent().compareTo(extent) >= 0) {
            return known.findings();
        }
        MigrationFindings found = read(migration, extent);
        kept.put(key, new Kept(extent, found));
        return found;
    }

    private MigrationFindings read(MigrationInfo migration, Extent extent) {
        String script = migration.getScript();
        try {
            if (migration.getType().name().contains("JDBC")) {
                return MigrationFindings.of(script, isAnnotated(script));
            }
            if (!isScript(migration) || isTagged(migration)) {
                return MigrationFindings.of(script, isScript(migration));
            }
            return new MigrationFindings(
                    script, false, extent == Extent.WHOLE ? lineThatLooksLikeATag(migration) : Optional.empty());
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            reporter.warn("cannot read " + script + " to see whether it is tagged (" + e
                    + "); it runs as if it were not. If it needs mirroring to be off, the database refuses it.");
            return MigrationFindings.of(script, false);
        }
    }

    /** The first line of a script that by itself would be a header with a tag, well spelled or not. */
    private Optional<Integer> lineThatLooksLikeATag(MigrationInfo migration) throws IOException {
        CommentStyle style = CommentStyle.of(migration.getScript());
        int line = 0;
        for (String text : beginning(migration).lines().toList()) {
            line++;
            if (HeaderReader.mirroringRequirement(new StringReader(text), style).isPresent()) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private String beginning(MigrationInfo migration) throws IOException {
        CharBuffer text = CharBuffer.allocate(MOST_READ);
        try (Reader script = scripts.open(migration)) {
            int read = 0;
            while (read >= 0 && text.hasRemaining()) {
                read = script.read(text);
            }
        }
        return text.flip().toString();
    }

    private static boolean isScript(MigrationInfo migration) {
        String type = migration.getType().name();
        return type.contains("SQL") || type.contains("SCRIPT");
    }

    private boolean isTagged(MigrationInfo migration) throws IOException {
        Optional<String> requirement;
        try (Reader script = scripts.open(migration)) {
            requirement = HeaderReader.mirroringRequirement(script, CommentStyle.of(migration.getScript()));
        }
        requirement
                .filter(spelling -> !spelling.equals(HeaderReader.MIRRORING_OFF))
                .ifPresent(spelling -> {
                    throw new MirroringException(migration.getScript() + " has \"requires: " + spelling
                            + "\" in its header: write it \"requires: " + HeaderReader.MIRRORING_OFF + "\".");
                });
        return requirement.isPresent();
    }

    private boolean isAnnotated(String className) throws ClassNotFoundException {
        return migrationClass(className).isAnnotationPresent(RequiresMirroringOff.class);
    }

    private Class<?> migrationClass(String className) throws ClassNotFoundException {
        ClassProvider<JavaMigration> provider = configuration.getJavaMigrationClassProvider();
        Stream<Class<?>> registered =
                Arrays.stream(configuration.getJavaMigrations()).map(Object::getClass);
        Stream<Class<?>> provided =
                Stream.ofNullable(provider).map(ClassProvider::getClasses).flatMap(Collection::stream);
        Optional<Class<?>> known = Stream.concat(registered, provided)
                .filter(candidate -> candidate.getName().equals(className))
                .findFirst();
        return known.isPresent() ? known.get() : Class.forName(className, false, configuration.getClassLoader());
    }
}
