package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/**
 * The crowd in SQL that H2 and SQL Server take alike: on the server given as {@code -Dsqlserver.url} (with
 * {@code -Dsqlserver.user} and {@code -Dsqlserver.password}), else on H2's. Each migration records itself what it sees.
 */
class CrowdAnywhereTest {

    private static final String[] SCRIPTS = {
        "V1__a.sql", "V2__b_off.sql", "V3__c.sql", "V4__d_off.sql", "V5__e_off.sql", "V6__f.sql", "V7__g_off.sql"
    };

    @TempDir
    private Path folder;

    private final String schema = "crowd_" + UUID.randomUUID().toString().replace("-", "");
    private Server h2;
    private String url;
    private String user;
    private String password;
    private FabricStandIn fabric;

    @BeforeEach
    void aDatabaseWithASchemaOfItsOwn() throws Exception {
        FabricStandIn.trustInThisJvm();
        url = System.getProperty("sqlserver.url");
        user = System.getProperty("sqlserver.user", "sa");
        password = System.getProperty("sqlserver.password", "");
        if (url == null) {
            h2 = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
            url = "jdbc:h2:tcp://localhost:" + h2.getPort() + "/mem:" + schema
                    + ";MODE=MSSQLServer;DATABASE_TO_LOWER=TRUE;LOCK_TIMEOUT=60000";
        }
        fabric = FabricStandIn.builder()
                .delay(Duration.ofMillis(20))
                .database(url, user, password)
                .start();
        execute("create schema " + schema);
        execute("create table " + schema + ".seen(id int identity, script varchar(100), is_on bit)");
        flyway(url, user, password, schema).baselineVersion("0").load().baseline();
        for (String script : SCRIPTS) {
            String look = "insert into " + schema + ".seen(script, is_on) select '" + script
                    + "', is_on from fabric.mirroring_state;\n";
            Files.writeString(
                    folder.resolve(script),
                    (script.endsWith("_off.sql") ? "-- requires: mirroring-off\n" : "") + look + look);
        }
    }

    @AfterEach
    void dropTheSchema() {
        for (String table : List.of("seen", "\"flyway_schema_history\"", "\"flyway_schema_history_mirroring\"")) {
            execute("drop table " + schema + "." + table);
        }
        execute("drop schema " + schema);
        fabric.close();
        if (h2 != null) {
            h2.stop();
        }
    }

    @RepeatedTest(2)
    @Timeout(300)
    void allMigrateAtOnceAndEachMigrationRunsOnceWithMirroringAsItNeedsIt() throws Exception {
        List<ForkedJvm> crowd = Stream.of("first", "second", "third", "fourth")
                .map(name -> ForkedJvm.start(
                        member(name),
                        Map.of("PASSWORD", password),
                        List.of(
                                "-Djavax.net.ssl.trustStore=" + fabric.trustStore(),
                                "-Djavax.net.ssl.trustStorePassword=changeit"),
                        Member.class,
                        url,
                        user,
                        schema,
                        folder.toString(),
                        fabric.itemUrl(),
                        fabric.apiEndpoint().toString(),
                        fabric.token()))
                .toList();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> crowd.stream()
                .allMatch(member -> member.output().contains("ready")));
        Files.createFile(folder.resolve("go"));

        for (ForkedJvm member : crowd) {
            assertThat(member.exitCode()).as(member.output()).isZero();
        }
        assertThat(column("select script from " + schema + ".seen order by id"))
                .containsExactly(Stream.of(SCRIPTS)
                        .flatMap(script -> Stream.of(script, script))
                        .toArray(String[]::new));
        assertThat(column("select script from " + schema + ".seen where script like '%off.sql' and is_on = 1"))
                .as("tagged migrations that saw mirroring on")
                .isEmpty();
        assertThat(fabric.mirroringOn()).isTrue();
        assertThat(column("select script from " + schema + ".\"flyway_schema_history_mirroring\""))
                .isEmpty();
    }

    private Path member(String name) {
        Path member = folder.resolve(name);
        member.toFile().mkdir();
        return member;
    }

    private static FluentConfiguration flyway(String url, String user, String password, String schema) {
        return Flyway.configure().dataSource(url, user, password).schemas(schema);
    }

    private List<String> column(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        }
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Migrates when the file {@code go} appears. */
    static final class Member {

        private Member() {}

        public static void main(String[] arguments) {
            MirroringCallback callback = MirroringCallback.builder()
                    .itemUrl(arguments[4])
                    .apiEndpoint(arguments[5])
                    .stateQuery(WatchedDatabase.STATE_QUERY)
                    .pollInterval(Duration.ofMillis(20))
                    .credential(request -> Mono.just(
                            new AccessToken(arguments[6], OffsetDateTime.now().plusHours(1))))
                    .build();
            Flyway flyway = flyway(arguments[0], arguments[1], System.getenv("PASSWORD"), arguments[2])
                    .locations("filesystem:" + arguments[3])
                    .callbacks(callback)
                    .load();
            System.out.println("ready");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.exists(Path.of(arguments[3], "go")));
            flyway.migrate();
        }
    }
}
