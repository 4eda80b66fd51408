package io.github.fabricmirroring.flyway;

import java.sql.Connection;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
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
 * The migrations that {@code group=true} runs in one transaction. Inside it mirroring is not stopped: Fabric might wait
 * for the transaction's locks, and the transaction for Fabric. So it is decided before the first one, when nothing has
 * been executed.
 *
 * @param firstTagged the first one that requires mirroring to be off
 */
record MigrationGroup(Optional<MigrationInfo> firstTagged) {

    static MigrationGroup ofMigrate(
            Configuration configuration,
            Connection connection,
            MigrationInfo first,
            Predicate<MigrationInfo> isTagged) {
        return of(
                first,
                isTagged,
                () -> Arrays.stream(info(configuration, connection).pending()));
    }

    /** Those that may be undone are known in Flyway's editions that undo. */
    static MigrationGroup ofUndo(
            Configuration configuration,
            Connection connection,
            MigrationInfo first,
            Predicate<MigrationInfo> isTagged) {
        return of(first, isTagged, () -> Arrays.stream(
                        info(configuration, connection).all())
                .filter(migration -> migration.getType().isUndo() && migration.getState() == MigrationState.AVAILABLE)
                .filter(migration -> isUndoneAfter(first, migration, configuration.getTarget()))
                .sorted(Comparator.comparing(MigrationInfo::getVersion).reversed()));
    }

    private static boolean isUndoneAfter(MigrationInfo first, MigrationInfo migration, MigrationVersion target) {
        MigrationVersion version = migration.getVersion();
        return version != null
                && target != null
                && version.compareTo(target) >= 0
                && (first.getVersion() == null || version.compareTo(first.getVersion()) <= 0);
    }

    private interface Members {
        Stream<MigrationInfo> stream();
    }

    private static MigrationGroup of(MigrationInfo first, Predicate<MigrationInfo> isTagged, Members members) {
        return new MigrationGroup(
                isTagged.test(first)
                        ? Optional.of(first)
                        : members.stream().filter(isTagged).findFirst());
    }

    /**
     * Asked of a Flyway without callbacks, so that nobody else's events are fired.
     *
     * @param connection that of the first migration, whose transaction is still empty
     */
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
