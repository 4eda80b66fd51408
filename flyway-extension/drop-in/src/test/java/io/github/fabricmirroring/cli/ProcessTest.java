package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a process, against the stand-in for Fabric and a database that this JVM serves by TCP. */
abstract class ProcessTest {

    static final Path H2 = Path.of(org.h2.Driver.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath());

    @TempDir
    Path folder;

    Server server;
    Connection database;
    FabricStandIn fabric;
    String url;
    JarProcess jar;

    @BeforeEach
    void openDatabase() throws Exception {
        String name = "mem:" + UUID.randomUUID() + ";MODE=MSSQLServer";
        database = DriverManager.getConnection("jdbc:h2:" + name, "sa", "database-password");
        execute("create table \"flyway_schema_history\"(id int)");
        server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start();
        fabric = FabricStandIn.builder()
                .delay(Duration.ofMillis(200))
                .database("jdbc:h2:" + name, "sa", "database-password")
                .start();
        url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/" + name;
        jar = jarIn(folder);
    }

    final JarProcess jarIn(Path workingDirectory) {
        return new JarProcess(workingDirectory)
                .option("-Djavax.net.ssl.trustStore=" + fabric.trustStore())
                .option("-Djavax.net.ssl.trustStorePassword=changeit")
                .environment(fabric.environment())
                .environment(
                        "FLYWAY_FABRIC_MIRRORING_API_ENDPOINT",
                        fabric.apiEndpoint().toString());
    }

    @AfterEach
    void closeDatabase() throws Exception {
        fabric.close();
        server.stop();
        database.close();
    }

    final void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The settings that a team has in its pipeline. */
    final JarProcess configured() {
        return jar.environment("FLYWAY_FABRIC_MIRRORING_ITEM_URL", fabric.itemUrl());
    }

    final JarProcess withDatabase() {
        return configured()
                .onClasspath(H2)
                .environment("FLYWAY_URL", url)
                .environment("FLYWAY_USER", "sa")
                .environment("FLYWAY_PASSWORD", "database-password")
                .environment("FLYWAY_FABRIC_MIRRORING_STATE_QUERY", WatchedDatabase.STATE_QUERY)
                .environment("FLYWAY_FABRIC_MIRRORING_POLL_INTERVAL", "1");
    }

    final String item() {
        return "SQL database " + fabric.sqlDatabaseId() + " in workspace " + fabric.workspaceId();
    }
}
