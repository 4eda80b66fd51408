package io.github.fabricmirroring.benchmark;

import io.github.fabricmirroring.flyway.MirroringCallback;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;

/** Runs of {@code migrate} in this JVM, each on a database of its own in memory. */
final class InProcess {

    /** Well-formed; nothing tagged, so nobody is ever asked for it. */
    static final String ITEM_URL = "https://app.fabric.microsoft.com/groups/00000000-0000-0000-0000-000000000001"
            + "/sqldatabases/00000000-0000-0000-0000-000000000002";

    /** No provider of slf4j listens here. */
    static final String SILENT = "slf4j";

    private final Path scripts;

    InProcess(Path scripts) {
        this.scripts = scripts;
    }

    Duration without() throws SQLException {
        return migrate();
    }

    Duration with() throws SQLException {
        return migrate(MirroringCallback.builder().itemUrl(ITEM_URL).build());
    }

    private Duration migrate(Callback... callbacks) throws SQLException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=MSSQLServer;DB_CLOSE_DELAY=-1";
        Flyway flyway = Flyway.configure()
                .dataSource(url, "sa", "")
                .locations("filesystem:" + scripts)
                .callbacks(callbacks)
                .loggers(SILENT)
                .load();
        // What the run before has left is not to be cleared away in this one.
        System.gc();
        long begin = System.nanoTime();
        flyway.migrate();
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        try (var connection = flyway.getConfiguration().getDataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        }
        return taken;
    }
}
