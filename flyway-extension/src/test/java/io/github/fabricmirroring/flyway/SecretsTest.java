package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A token, the identity's secret and the database's password are planted; with every logger at its finest, nothing that
 * a run leaves behind holds one of them. The tokens are the real azure-identity's.
 */
class SecretsTest {

    private static final Set<Run> WELL =
            EnumSet.of(Run.WELL, Run.CONNECTION_RESET, Run.TOKEN_REFUSED_ONCE, Run.GITHUB, Run.AZURE_PIPELINES);

    private static final String PASSWORD = "planted-password-" + UUID.randomUUID();

    private enum Run {
        WELL,
        STOP_REFUSED,
        START_REFUSED,
        NO_TOKEN,
        CONNECTION_RESET,
        TOKEN_REFUSED_ONCE,
        GITHUB,
        GITHUB_REFUSED,
        AZURE_PIPELINES,
        AZURE_PIPELINES_REFUSED,
        BAD_SETTING
    }

    @ParameterizedTest
    @EnumSource
    void noneIsHeldByALogAnExceptionOrTheNote(Run run, @TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("V1__a.sql"), "-- requires: mirroring-off\ncreate table if not exists a(id int);");
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        String url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/mem:" + UUID.randomUUID();
        try (FabricStandIn fabric = FabricStandIn.builder()
                .delay(Duration.ofMillis(20))
                .database(url, "sa", PASSWORD)
                .start()) {
            set(fabric, run);

            ForkedJvm jvm = migrate(folder, fabric, url, run);
            int exitCode = jvm.exitCode();

            assertThat(exitCode).as(jvm.output()).isEqualTo(WELL.contains(run) ? 0 : 1);
            assertThat(jvm.output())
                    .contains("io.github.fabricmirroring.")
                    .doesNotContain(fabric.token())
                    .doesNotContain(fabric.identityHeader())
                    .doesNotContain(fabric.pipelines().secrets())
                    .doesNotContain(PASSWORD);
            assertThat(everyRow(url)).doesNotContain(fabric.token(), fabric.identityHeader(), PASSWORD);
        } finally {
            server.stop();
        }
    }

    /** Else the test above would prove nothing. */
    @Test
    void theLoggersAreAtTheirFinest(@TempDir Path folder) throws Exception {
        ForkedJvm jvm = ForkedJvm.start(folder, options(null), Tracing.class);

        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.output()).contains("TRACE any.logger - seen");
    }

    private static void set(FabricStandIn fabric, Run run) {
        switch (run) {
            case STOP_REFUSED -> fabric.faultAlways(STOP_MIRRORING, Fault.status(403, "Forbidden", "No."));
            case START_REFUSED -> fabric.faultAlways(START_MIRRORING, Fault.status(401, "Unauthorized", "No."));
            case NO_TOKEN -> fabric.faultAlways(TOKEN, Fault.status(400, "invalid_request", "Identity not found"));
            case TOKEN_REFUSED_ONCE -> fabric.fault(START_MIRRORING, Fault.status(401, "Unauthorized", "No."));
            case GITHUB_REFUSED, AZURE_PIPELINES_REFUSED ->
                fabric.faultAlways(
                        TOKEN,
                        Fault.body(
                                401,
                                "application/json",
                                "{\"error\": \"invalid_client\", \"error_description\": \"AADSTS700213: No match.\"}"));
            case CONNECTION_RESET -> fabric.fault(START_MIRRORING, Fault.connectionReset());
            default -> {}
        }
    }

    private static ForkedJvm migrate(Path folder, FabricStandIn fabric, String url, Run run) {
        Map<String, String> environment = new HashMap<>(signIn(fabric, run));
        environment.put("FLYWAY_PASSWORD", PASSWORD);
        environment.put("AZURE_LOG_LEVEL", "verbose");
        environment.put("AZURE_HTTP_LOG_DETAIL_LEVEL", "headers");
        return ForkedJvm.start(
                folder,
                environment,
                options(fabric.trustStore()),
                Migrating.class,
                url,
                folder.toString(),
                fabric.itemUrl(),
                fabric.apiEndpoint().toString(),
                run == Run.BAD_SETTING ? "soon" : "1");
    }

    private static Map<String, String> signIn(FabricStandIn fabric, Run run) {
        return switch (run) {
            case GITHUB, GITHUB_REFUSED -> onlyProd(fabric.pipelines().gitHubEnvironment());
            case AZURE_PIPELINES, AZURE_PIPELINES_REFUSED ->
                onlyProd(fabric.pipelines().azurePipelinesEnvironment());
            default -> fabric.environment();
        };
    }

    /** Nobody's az is to be asked. */
    private static Map<String, String> onlyProd(Map<String, String> pipeline) {
        Map<String, String> environment = new HashMap<>(pipeline);
        environment.put("AZURE_TOKEN_CREDENTIALS", "prod");
        return environment;
    }

    private static List<String> options(Path trustStore) {
        List<String> options = new ArrayList<>(List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace", "-Dorg.slf4j.simpleLogger.showThreadName=false"));
        if (trustStore != null) {
            options.add("-Djavax.net.ssl.trustStore=" + trustStore);
            options.add("-Djavax.net.ssl.trustStorePassword=changeit");
        }
        return options;
    }

    private static String everyRow(String url) throws Exception {
        StringBuilder rows = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(url, "sa", PASSWORD);
                Statement statement = connection.createStatement()) {
            for (String table : List.of("\"flyway_schema_history\"", "\"fabric_mirroring\"")) {
                boolean exists;
                try (ResultSet tables = connection.getMetaData().getTables(null, null, table.replace("\"", ""), null)) {
                    exists = tables.next();
                }
                if (exists) {
                    try (ResultSet result = statement.executeQuery("select * from " + table)) {
                        ResultSetMetaData columns = result.getMetaData();
                        while (result.next()) {
                            for (int i = 1; i <= columns.getColumnCount(); i++) {
                                rows.append(result.getString(i)).append('\n');
                            }
                        }
                    }
                }
            }
        }
        return rows.toString();
    }

    static final class Tracing {

        private Tracing() {}

        public static void main(String[] arguments) {
            org.slf4j.LoggerFactory.getLogger("any.logger").trace("seen");
        }
    }

    static final class Migrating {

        private Migrating() {}

        public static void main(String[] arguments) {
            try {
                Flyway.configure()
                        .dataSource(arguments[0], "sa", System.getenv("FLYWAY_PASSWORD"))
                        .locations("filesystem:" + arguments[1])
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .configuration(Map.of("flyway.fabricMirroring.pollInterval", arguments[4]))
                        .callbacks(MirroringCallback.builder()
                                .itemUrl(arguments[2])
                                .apiEndpoint(arguments[3])
                                .stateQuery(WatchedDatabase.STATE_QUERY)
                                .startTimeout(Duration.ofSeconds(1))
                                .build())
                        .load()
                        .migrate();
            } catch (RuntimeException e) {
                e.printStackTrace();
                System.exit(1);
            }
        }
    }
}
