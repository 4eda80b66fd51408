package io.github.fabricmirroring.example.sqlserver;

import io.github.fabricmirroring.flyway.MirroringCallback;
import io.github.fabricmirroring.standin.FabricStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A team's project: scripts in a folder, a database of its own, and a stand-in for Fabric that mirrors it. */
abstract class ServerTest {

    static final Duration LONG = Duration.ofMinutes(1);

    final Server server = Server.current();

    @TempDir
    Path scripts;

    TestDatabase database;
    FabricStandIn fabric;
    String schema;

    @BeforeAll
    static void trust() {
        FabricStandIn.trustInThisJvm();
    }

    @BeforeEach
    void aDatabase() {
        use(server.newDatabase());
    }

    /** In place of the one that was there. */
    final void use(TestDatabase next) {
        close();
        database = next;
        schema = database.newSchema();
        fabric = FabricStandIn.builder()
                .delay(Duration.ofMillis(20))
                .database(database.address.url(), database.address.user(), database.address.password())
                .start();
    }

    @AfterEach
    final void close() {
        if (fabric != null) {
            fabric.close();
            fabric = null;
        }
        if (database != null) {
            database.close();
            database = null;
        }
    }

    /** With a table for {@link #seen}; an applied migration, so that the history is there. */
    final void begin() {
        script(
                "V1__seen.sql",
                "CREATE TABLE " + schema + ".seen (id int IDENTITY, script nvarchar(100), is_on bit);\nGO\n");
        flyway().load().migrate();
    }

    final void script(String name, String text) {
        try {
            Files.writeString(scripts.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A batch that leaves behind whether mirroring was on. */
    final String seen(String script) {
        return "INSERT INTO " + schema + ".seen (script, is_on) SELECT N'" + script
                + "', is_on FROM fabric.mirroring_state;\nGO\n";
    }

    /** It does not say what it saw: a start that has been accepted may not have happened yet. */
    final void untagged(String name) {
        script(name + ".sql", "INSERT INTO " + schema + ".seen (script) VALUES (N'" + name + "');\nGO\n");
    }

    final void tagged(String name) {
        script(name + ".sql", "-- requires: mirroring-off\n" + seen(name));
    }

    /** What the scripts saw, in order: {@code V2__a}, {@code V3__b off}. */
    final List<String> seen() {
        return database.query(
                "SELECT CONCAT(script, CASE WHEN is_on = 1 THEN ' on' WHEN is_on = 0 THEN ' off' ELSE '' END) FROM "
                        + schema + ".seen ORDER BY id");
    }

    final MirroringCallback.Builder mirroring() {
        return SqlServerExample.onStandIn(fabric).pollInterval(Duration.ofMillis(10));
    }

    final FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(database.dataSource())
                .schemas(schema)
                .locations("filesystem:" + scripts)
                .callbacks(mirroring().build());
    }

    final CompletableFuture<?> migrate(FluentConfiguration flyway) {
        return CompletableFuture.runAsync(() -> flyway.load().migrate());
    }

    final List<String> notes() {
        return notes(schema);
    }

    final List<String> notes(String service) {
        return database.query("SELECT purpose FROM " + service + ".fabric_mirroring");
    }
}
