package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.flyway.TestProject.seen;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.resource.LoadableResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where tags are found, through a real Flyway: a tagged migration sees mirroring off. */
class TagTest {

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

    @Test
    void inSubfoldersOfAFilesystemLocation() throws IOException {
        Files.createDirectories(scripts.resolve("a/b"));
        project.untagged("V1__a").script("a/b/V2__b", TAG + seen("V2__b"));

        project.flyway().load().migrate();

        assertThat(project.seen()).containsExactly("V1__a on", "V2__b off");
    }

    @Test
    void inAFolderOfTheClasspath() throws IOException {
        Files.createDirectories(scripts.resolve("db/scripts/sub"));
        project.script("db/scripts/V1__a", TAG + seen("V1__a")).script("db/scripts/sub/V2__b", seen("V2__b"));

        migrateFromClasspath(scripts.toUri().toURL(), "classpath:db/scripts");

        assertThat(project.seen().get(0)).isEqualTo("V1__a off");
        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void inAJarOfTheClasspath() throws IOException {
        Path jar = scripts.resolve("scripts of a team.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("db/scripts/sub/V1__a.sql"));
            out.write((TAG + seen("V1__a")).getBytes(UTF_8));
        }

        migrateFromClasspath(jar.toUri().toURL(), "classpath:db/scripts");

        assertThat(project.seen()).containsExactly("V1__a off");
    }

    @Test
    void inAJarUnderALocationWithWildcards() throws IOException {
        Path jar = scripts.resolve("scripts.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("db/scripts/release7/V1__a.sql"));
            out.write((TAG + seen("V1__a")).getBytes(UTF_8));
        }

        migrateFromClasspath(jar.toUri().toURL(), "classpath:db/scripts/release*");

        assertThat(project.seen()).containsExactly("V1__a off");
    }

    @Test
    void inWhatAResourceProviderGives() {
        project.flyway()
                .resourceProvider(new OneScript("team/V1__a.sql", TAG + seen("V1__a"), true))
                .load()
                .migrate();

        assertThat(project.seen()).containsExactly("V1__a off");
    }

    @Test
    void inWhatAResourceProviderOnlyLists() {
        project.flyway()
                .resourceProvider(new OneScript("team/V1__a.sql", TAG + seen("V1__a"), false))
                .load()
                .migrate();

        assertThat(project.seen()).containsExactly("V1__a off");
    }

    @Test
    void inTheEncodingOfTheProject() throws IOException {
        write("V1__a.sql", TAG + seen("V1__a"), UTF_16LE);

        project.flyway().encoding(UTF_16LE).load().migrate();

        assertThat(project.seen()).containsExactly("V1__a off");
    }

    @Test
    void inTheEncodingOfAScriptsOwnConfiguration() throws IOException {
        write("V1__a.sql", TAG + seen("V1__a"), UTF_16LE);
        write("V1__a.sql.conf", "encoding=UTF-16LE\n", UTF_8);

        project.flyway().load().migrate();

        assertThat(project.seen()).containsExactly("V1__a off");
    }

    @Test
    void behindAByteOrderMark() throws IOException {
        write("V1__a.sql", "\uFEFF" + TAG + seen("V1__a"), UTF_8);

        project.flyway().load().migrate();

        assertThat(project.seen()).containsExactly("V1__a off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void inTheEncodingOfAByteOrderMark(String encoding) throws IOException {
        write("V1__a.sql", "\uFEFF" + TAG + seen("V1__a"), Charset.forName(encoding));

        project.flyway()
                .detectEncoding(encoding.startsWith("UTF-16"))
                .encoding(encoding)
                .load()
                .migrate();

        assertThat(project.seen()).containsExactly("V1__a off");
    }

    @Test
    void belowWhatFilesOfSqlServersToolsBeginWith() {
        project.script("V1__a", "/* Script by SQL Compare */\n;\n" + TAG + seen("V1__a"));

        project.flyway().load().migrate();

        assertThat(project.seen()).containsExactly("V1__a off");
    }

    @Test
    void onAJavaMigrationThatIsRegistered() {
        project.flyway().javaMigrations(new V1__Registered()).load().migrate();

        assertThat(project.seen()).containsExactly("Java off");
    }

    @Test
    void onAJavaMigrationThatInheritsIt() {
        project.flyway().javaMigrations(new V3__Proxy()).load().migrate();

        assertThat(project.seen()).containsExactly("Java off");
    }

    @Test
    void onAJavaMigrationThatFlywayFinds() {
        project.flyway()
                .locations("classpath:io/github/fabricmirroring/flyway/found")
                .load()
                .migrate();

        assertThat(project.seen()).containsExactly("V1__Untagged on", "V2__Tagged off");
    }

    @Test
    void notOnAJavaMigrationWithoutIt() {
        project.flyway().javaMigrations(new V4__Untagged()).load().migrate();

        assertThat(project.seen()).containsExactly("Java on");
    }

    @Test
    void aMisspelledTagFailsTheMigrationWithTheRightSpelling() {
        project.script("V1__a", "-- requires: mirroring_off\n" + seen("V1__a"));

        assertThatThrownBy(() -> project.flyway().load().migrate())
                .hasMessageContaining(
                        "Fabric mirroring: V1__a.sql has \"requires: mirroring_off\" in its header (line 1): write it"
                                + " \"-- requires: mirroring-off\".");

        assertThat(project.seen()).isEmpty();
        assertThat(project.fabric.journal()).isEmpty();
    }

    @Test
    void aScriptThatCannotBeReadIsNamedAndRunsUntagged() {
        project.flyway()
                .resourceProvider(new OneScript("V1__a.sql", TAG + seen("V1__a"), true) {
                    @Override
                    boolean readable() {
                        return StackWalker.getInstance()
                                .walk(frames -> frames.noneMatch(
                                        frame -> frame.getClassName().equals(MigrationTags.class.getName())));
                    }
                })
                .load()
                .migrate();

        assertThat(project.seen()).containsExactly("V1__a on");
        assertThat(CapturedLog.ours()).singleElement().asString().startsWith("WARN cannot read V1__a.sql to see");
    }

    @Test
    void isReadOnceForEachQuestion() {
        AtomicInteger reads = new AtomicInteger();
        OneScript script = new OneScript("V1__a.sql", seen("V1__a") + TAG, true) {
            @Override
            boolean readable() {
                reads.incrementAndGet();
                return true;
            }
        };
        MigrationInfo migration =
                FiredEvents.migration(Map.of("getType", CoreMigrationType.SQL, "getScript", "V1__a.sql"));
        MigrationTags tags = new MigrationTags(
                project.flyway().resourceProvider(script).load().getConfiguration(), FlywayReporter.INSTANCE);

        assertThat(tags.of(migration))
                .satisfies(found -> assertThat(found.misplacedTag()).isPresent());
        int readsOfTheWhole = reads.get();
        tags.requireMirroringOff(migration);
        tags.of(migration);

        assertThat(reads).hasValue(readsOfTheWhole);
    }

    @Test
    void aScriptOfTwoGigabytesCostsNoMoreThanItsHeader() throws IOException {
        Path script = scripts.resolve("V1__huge.sql");
        Files.writeString(script, "-- requires: mirroring-off\nselect 1;");
        try (RandomAccessFile sparse = new RandomAccessFile(script.toFile(), "rw")) {
            sparse.setLength(2L << 30);
        }
        MigrationInfo migration = FiredEvents.migration(CoreMigrationType.SQL, "V1__huge.sql", script.toString());
        new MigrationTags(new ClassicConfiguration(), FlywayReporter.INSTANCE).requireMirroringOff(migration);
        MigrationTags tags = new MigrationTags(new ClassicConfiguration(), FlywayReporter.INSTANCE);
        long before = allocated();

        assertThat(tags.requireMirroringOff(migration)).isTrue();

        assertThat(allocated() - before).isLessThan(1 << 20);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
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

    private void write(String name, String text, Charset charset) throws IOException {
        Files.write(scripts.resolve(name), text.getBytes(charset));
    }

    private static void see(Context context) throws Exception {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute(seen("Java"));
        }
    }

    @RequiresMirroringOff
    static class V1__Registered extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws Exception {
            see(context);
        }
    }

    static class V3__Proxy extends V1__Registered {}

    static class V4__Untagged extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws Exception {
            see(context);
        }
    }

    private static class OneScript implements ResourceProvider {
        private final Map<String, LoadableResource> resources;
        private final boolean answersByName;

        OneScript(String path, String text, boolean answersByName) {
            this.answersByName = answersByName;
            this.resources = Map.of(path, new LoadableResource() {
                @Override
                public Reader read() {
                    if (!readable()) {
                        throw new IllegalStateException("gone");
                    }
                    return new StringReader(text);
                }

                @Override
                public String getAbsolutePath() {
                    return path;
                }

                @Override
                public String getAbsolutePathOnDisk() {
                    return path;
                }

                @Override
                public String getFilename() {
                    return path.substring(path.lastIndexOf('/') + 1);
                }

                @Override
                public String getRelativePath() {
                    return path;
                }
            });
        }

        boolean readable() {
            return true;
        }

        @Override
        public LoadableResource getResource(String name) {
            return answersByName ? resources.get(name) : null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return resources.values().stream()
                    .filter(resource -> resource.getFilename().startsWith(prefix)
                            && List.of(suffixes).stream()
                                    .anyMatch(suffix -> resource.getFilename().endsWith(suffix)))
                    .toList();
        }
    }
}
