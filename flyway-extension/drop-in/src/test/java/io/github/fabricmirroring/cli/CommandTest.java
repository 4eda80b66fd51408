package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands in this JVM, against the stand-in for Fabric and a database in memory. */
abstract class CommandTest {

    static final Fault FORBIDDEN = Fault.status(403, "InsufficientPrivileges", "No.");

    static final String PASSWORD = "database-password";

    /** Nobody listens there. */
    static final String DEAD_URL = "jdbc:h2:tcp://localhost:1/mem:x";

    @TempDir
    Path folder;

    Connection database;
    FabricStandIn fabric;
    Terminal terminal;
    String url;

    @BeforeEach
    void openDatabase() throws Exception {
        url = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=MSSQLServer";
        database = DriverManager.getConnection(url, "sa", PASSWORD);
        execute("create table \"flyway_schema_history\"(id int)");
        fabric = FabricStandIn.builder()
                .delay(Duration.ofMillis(50))
                .database(url, "sa", PASSWORD)
                .start();
        terminal = Terminal.to(fabric);
    }

    @AfterEach
    void closeDatabase() throws Exception {
        fabric.close();
        database.close();
    }

    final void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The settings that a team has in its pipeline. */
    final Terminal configured() {
        return terminal.environment("FLYWAY_FABRIC_MIRRORING_ITEM_URL", fabric.itemUrl());
    }

    final Terminal withDatabase() {
        return configured()
                .environment("FLYWAY_URL", url)
                .environment("FLYWAY_USER", "sa")
                .environment("FLYWAY_PASSWORD", PASSWORD)
                .environment("FLYWAY_FABRIC_MIRRORING_STATE_QUERY", WatchedDatabase.STATE_QUERY)
                .environment("FLYWAY_FABRIC_MIRRORING_POLL_INTERVAL", "1");
    }

    final String item() {
        return "SQL database " + fabric.sqlDatabaseId() + " in workspace " + fabric.workspaceId();
    }

    final Path script(String name, String text) throws Exception {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }
}
