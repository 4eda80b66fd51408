package io.github.fabricmirroring.flyway;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.flywaydb.core.api.configuration.Configuration;

/** Connections of our own, opened as Flyway opens its own: {@code initSql} has run on each. */
final class FlywayConnections {

    private final Configuration configuration;

    FlywayConnections(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * @throws SQLException if there is none, or {@code initSql} fails on it
     */
    Connection open() throws SQLException {
        Connection connection = configuration.getDataSource().getConnection();
        try {
            initialize(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    /**
     * For a look that is not worth waiting for: a pool may have none left, and a database that is gone may take its
     * time.
     *
     * @return nothing if there was none in that time
     */
    Optional<Connection> openWithin(Duration atMost) {
        CompletableFuture<Connection> opening = new CompletableFuture<>();
        Thread opener = new Thread(() -> open(opening), "fabric-mirroring-connection");
        opener.setDaemon(true);
        opener.start();
        try {
            return Optional.of(opening.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Nobody waits any longer.
        }
        opening.cancel(false);
        // It may have come just now.
        return opening.isCompletedExceptionally() ? Optional.empty() : Optional.of(opening.join());
    }

    private void open(CompletableFuture<Connection> opening) {
        try {
            Connection connection = open();
            if (!opening.complete(connection)) {
                close(connection);
            }
        } catch (SQLException | RuntimeException | Error e) {
            opening.completeExceptionally(e);
        }
    }

    private void initialize(Connection connection) throws SQLException {
        String initSql = configuration.getInitSql();
        if (initSql != null && !initSql.isBlank()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(withoutPlaceholders(initSql));
            }
        }
    }

    private String withoutPlaceholders(String sql) {
        if (!configuration.isPlaceholderReplacement()) {
            return sql;
        }
        String replaced = sql;
        for (Map.Entry<String, String> placeholder :
                configuration.getPlaceholders().entrySet()) {
            replaced = replaced.replace(
                    configuration.getPlaceholderPrefix() + placeholder.getKey() + configuration.getPlaceholderSuffix(),
                    placeholder.getValue());
        }
        return replaced;
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It has served nobody.
        }
    }
}
