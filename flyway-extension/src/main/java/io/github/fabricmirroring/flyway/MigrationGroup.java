package io.github.fabricmirroring.flyway;

import java.util.Optional;
import java.util.function.Predicate;
import org.flywaydb.core.api.MigrationInfo;

/**
 * The migrations that {@code group=true} runs in one transaction. Inside it mirroring is not stopped: Fabric might wait
 * for the transaction's locks, and the transaction for Fabric. So it is decided before the first one, when nothing has
 * been executed.
 *
 * @param firstTagged the first one that requires mirroring to be off
 */
record MigrationGroup(Optional<MigrationInfo> firstTagged) {

    static MigrationGroup of(MigrationInfo first, PendingMigrations pending, Predicate<MigrationInfo> isTagged) {
        return new MigrationGroup(
                isTagged.test(first)
                        ? Optional.of(first)
                        : pending.all().stream().filter(isTagged).findFirst());
    }
}
