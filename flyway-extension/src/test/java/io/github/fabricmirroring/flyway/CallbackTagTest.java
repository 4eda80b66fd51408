package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.flyway.TestProject.seen;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tag in the script of a callback has no effect, and that is said once a run. */
class CallbackTagTest {

    private static final String TAG = "-- requires: mirroring-off\n";

    @TempDir
    private Path scripts;

    private TestProject project;

    @BeforeEach
    void aProject() {
        project = new TestProject(scripts);
    }

    @AfterEach
    void close() {
        project.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"afterMigrate__grants", "afterMigrate", "BeforeEachMigrate__a", "afterVersioned"})
    void isReportedAsHavingNoEffect(String name) {
        project.tagged("V1__a").tagged("V2__b").script(name, "-- by us\n" + TAG + "select 1;\n");

        project.flyway().load().migrate();

        assertThat(warnings())
                .containsExactly(
                        "WARN " + name + ".sql has the tag in line 2, where it has no effect: mirroring is stopped"
                                + " for migrations only, not for callbacks. Move the statements that need it to a migration.");
    }

    @Test
    void isReportedInASubfolderAndIfItIsMisspelled() throws IOException {
        Files.createDirectories(scripts.resolve("a/b"));
        project.tagged("V1__a").script("a/b/afterMigrate__c", "-- requires mirroring-off\nselect 1;\n");

        project.flyway().load().migrate();

        assertThat(warnings()).singleElement().asString().startsWith("WARN afterMigrate__c.sql has the tag in line 1");
    }

    @Test
    void nothingIsReportedOfOtherCallbacksAndFiles() {
        project.tagged("V1__a")
                .script("afterMigrate__b", "select 1;\n" + TAG)
                .script("afterMigration__c", TAG + "select 1;\n");

        project.flyway().validateMigrationNaming(false).load().migrate();

        assertThat(warnings()).isEmpty();
    }

    @Test
    void isReportedOnTheClasspath() throws IOException {
        Files.createDirectories(scripts.resolve("db/scripts"));
        project.script("db/scripts/V1__a", TAG + seen("V1__a")).script("db/scripts/afterMigrate", TAG + "select 1;\n");

        migrateFromClasspath(scripts.toUri().toURL(), "classpath:db/scripts");

        assertThat(warnings()).singleElement().asString().startsWith("WARN afterMigrate.sql has the tag in line 1");
    }

    @Test
    void isReportedInAJar() throws IOException {
        Path jar = scripts.resolve("scripts of a team.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("db/scripts/"));
            out.putNextEntry(new JarEntry("db/scripts/V1__a.sql"));
            out.write((TAG + seen("V1__a")).getBytes(UTF_8));
            out.putNextEntry(new JarEntry("db/scripts/sub/afterMigrate.sql"));
            out.write((TAG + "select 1;\n").getBytes(UTF_8));
        }

        migrateFromClasspath(jar.toUri().toURL(), "classpath:db/scripts");

        assertThat(warnings()).singleElement().asString().startsWith("WARN afterMigrate.sql has the tag in line 1");
    }

    @Test
    void isReportedOfAResourceProvider() {
        project.flyway()
                .resourceProvider(new Provider(List.of("V1__a.sql", "afterMigrate.sql")))
                .load()
                .migrate();

        assertThat(warnings()).singleElement().asString().startsWith("WARN afterMigrate.sql has the tag in line 1");
    }

    private List<String> warnings() {
        return CapturedLog.ours().stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }

    private void migrateFromClasspath(URL root, String location) throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {root}, getClass().getClassLoader())) {
            project.flyway(loader, project.callback().build())
                    .locations(location)
                    .load()
                    .migrate();
        }
    }

    private record Provider(List<String> names) implements ResourceProvider {
        @Override
        public LoadableResource getResource(String name) {
            return names.contains(name) ? new Tagged(name) : null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return names.stream()
                    .filter(name ->
                            name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
                    .<LoadableResource>map(Tagged::new)
                    .toList();
        }
    }

    private static final class Tagged extends LoadableResource {
        private final String name;

        Tagged(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            return new StringReader(TAG + "select 1;\n");
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
