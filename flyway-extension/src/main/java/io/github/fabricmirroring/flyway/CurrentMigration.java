package io.github.fabricmirroring.flyway;

import java.util.Optional;
import org.flywaydb.core.api.MigrationInfo;

/**
 * The migration whose script runs.
 *
 * @param tagged whether it requires mirroring to be off
 * @param failedStatement the last statement of it that failed, if any is known
 */
record CurrentMigration(MigrationInfo info, boolean tagged, Optional<FailedStatement> failedStatement) {

    CurrentMigration(MigrationInfo info, boolean tagged) {
        this(info, tagged, Optional.empty());
    }

    CurrentMigration withFailed(FailedStatement statement) {
        return new CurrentMigration(info, tagged, Optional.of(statement));
    }
}
