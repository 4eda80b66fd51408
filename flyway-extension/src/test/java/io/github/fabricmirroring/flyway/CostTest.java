package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a project pays in which nothing is tagged. */
class CostTest {

    @Test
    void noClassOfAzureIsLoadedAndNoWindowIsMade(@TempDir Path folder) throws Exception {
        Path scripts = folder.resolve("scripts");
        scripts.toFile().mkdir();
        Files.writeString(scripts.resolve("V1__a.sql"), "create table a(id int);");

        ForkedJvm jvm = ForkedJvm.start(folder, List.of("-verbose:class"), Untagged.class, scripts.toString());

        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.output())
                .contains(MirroringCallback.class.getName(), MirroringRun.class.getName())
                .doesNotContain("com.azure.", "com.microsoft.aad", "reactor.core", "mirroring.NoteHolder");
    }

    @Test
    void noConnectionIsOpened(@TempDir Path scripts) {
        try (TestProject project = new TestProject(scripts).untagged("V1__a").untagged("V2__b")) {
            int without = connectionsOf(project);
            int with = connectionsOf(project, project.callback().build());

            assertThat(with).isEqualTo(without);
        }
    }

    private static int connectionsOf(TestProject project, Callback... callbacks) {
        AtomicInteger connections = new AtomicInteger();
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=MSSQLServer;DB_CLOSE_DELAY=-1;INIT=create schema if not exists"
                + " fabric\\;create table if not exists fabric.mirroring_state(is_on bit)\\;"
                + "create table if not exists fabric.seen(id int identity, script varchar(9), is_on bit)");
        DataSource counting = (DataSource) Proxy.newProxyInstance(
                CostTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        connections.incrementAndGet();
                    }
                    return method.invoke(database, arguments);
                });
        project.flyway(callbacks).dataSource(counting).load().migrate();
        return connections.get();
    }

    /** A run in which the callback is configured and nothing is tagged. */
    static final class Untagged {

        private Untagged() {}

        public static void main(String[] arguments) {
            Flyway.configure()
                    .dataSource("jdbc:h2:mem:a", "sa", "")
                    .locations("filesystem:" + arguments[0])
                    .callbacks(MirroringCallback.builder()
                            .itemUrl("https://app.fabric.microsoft.com/groups/01234567-89ab-cdef-0123-456789abcdef"
                                    + "/sqldatabases/01234567-89ab-cdef-0123-456789abcdef")
                            .build())
                    .load()
                    .migrate();
        }
    }
}
