package io.github.fabricmirroring.flyway;

import java.sql.Connection;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * What a run is about to execute, by Flyway's own reckoning. Asked for before its first migration, and once, because
 * Flyway reads all scripts for it.
 */
final class PendingMigrations {

    private final Supplier<Stream<MigrationInfo>> question;
    private Optional<List<MigrationInfo>> answer = Optional.empty();

    private PendingMigrations(Supplier<Stream<MigrationInfo>> question) {
        this.question = question;
    }

    /**
     * @param connection that of the first migration, whose transaction is still empty
     */
    static PendingMigrations ofMigrate(Configuration configuration, Connection connection) {
        return new PendingMigrations(
                () -> Arrays.stream(info(configuration, connection).pending()));
    }

    /** Those that may be undone are known in Flyway's editions that undo. */
    static PendingMigrations ofUndo(Configuration configuration, Connection connection, MigrationInfo first) {
        return new PendingMigrations(
                () -> Stream.concat(Stream.of(first), afterUndoing(first, configuration, connection)));
    }

    private static Stream<MigrationInfo> afterUndoing(
            MigrationInfo first, Configuration configuration, Connection connection) {
        return Arrays.stream(info(configuration, connection).all())
                .filter(migration -> migration.getType().isUndo() && migration.getState() == MigrationState.AVAILABLE)
                .filter(migration -> isUndoneAfter(first, migration, configuration.getTarget()))
                .sorted(Comparator.comparing(MigrationInfo::getVersion).reversed());
    }

    private static boolean isUndoneAfter(MigrationInfo first, MigrationInfo migration, MigrationVersion target) {
        MigrationVersion version = migration.getVersion();
        return version != null
                && target != null
                && version.compareTo(target) >= 0
                && (first.getVersion() == null || version.compareTo(first.getVersion()) < 0);
    }

    List<MigrationInfo> all() {
        if (answer.isEmpty()) {
            answer = Optional.of(question.get().toList());
        }
        return answer.get();
    }

    /** Asked of a Flyway without callbacks, so that nobody else's events are fired. */
    private static MigrationInfoService info(Configuration configuration, Connection connection) {
        FluentConfiguration asking = Flyway.configure(configuration.getClassLoader())
                .configuration(configuration)
                .callbacks(new Callback[0])
                .skipDefaultCallbacks(true);
        if (connection != null) {
            asking.dataSource(LentConnection.asDataSource(connection)).initSql(null);
        }
        return asking.load().info();
    }
}
