package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.tag.CommentStyle;
import io.github.fabricmirroring.internal.tag.Script;
import io.github.fabricmirroring.internal.window.Reporter;
import java.io.IOException;
import java.io.Reader;
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
final class MigrationTags implements Tags {

    /** How much of a script was read for a finding. */
    private enum Extent {
        HEADER,
        WHOLE
    }

    /** In two places there may be scripts of the same name. */
    private record Key(String type, String script, String location) {}

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
    @Override
    public boolean requireMirroringOff(MigrationInfo migration) {
        return find(migration, Extent.HEADER).requireRightSpelling().tagged();
    }

    /**
     * As {@link #requireMirroringOff}, and looks for a misplaced tag in the whole of an untagged script.
     *
     * @throws MirroringException if the tag is misspelled
     */
    MigrationFindings of(MigrationInfo migration) {
        return find(migration, Extent.WHOLE).requireRightSpelling();
    }

    @Override
    public Optional<String> misplacedTag(MigrationInfo migration) {
        return of(migration).misplacedTag();
    }

    /** Whether the migration is tagged, or is meant to be and the tag is misspelled. */
    boolean isMeantToBeTagged(MigrationInfo migration) {
        return find(migration, Extent.HEADER).meantToBeTagged();
    }

    private MigrationFindings find(MigrationInfo migration, Extent extent) {
        Key key = new Key(migration.getType().name(), migration.getScript(), migration.getPhysicalLocation());
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
                return MigrationFindings.ofJava(script, isAnnotated(script));
            }
            return isScript(migration) ? readScript(migration, extent) : MigrationFindings.unknown(script);
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            reporter.warn("cannot read " + script + " to see whether it is tagged (" + e
                    + "); it runs as if it were not. If it needs mirroring to be off, the database refuses it.");
            return MigrationFindings.unknown(script);
        }
    }

    private MigrationFindings readScript(MigrationInfo migration, Extent extent) throws IOException {
        CommentStyle style = CommentStyle.of(migration.getScript());
        try (Reader script = scripts.open(migration)) {
            return new MigrationFindings(
                    migration.getScript(),
                    extent == Extent.WHOLE
                            ? Script.read(script, style)
                            : Script.header(script, style).stream().toList());
        }
    }

    private static boolean isScript(MigrationInfo migration) {
        String type = migration.getType().name();
        return type.contains("SQL") || type.contains("SCRIPT");
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
