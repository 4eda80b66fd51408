package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.Reporter;
import org.flywaydb.core.api.MigrationInfo;

/** Whether a migration is to be treated as tagged. */
@FunctionalInterface
interface Tags {

    boolean requireMirroringOff(MigrationInfo migration);

    /** As the migrations have them; with {@code enabled=false} none counts, and a warning says so of the first one. */
    static Tags of(MigrationTags tags, MirroringSettings settings, Reporter reporter) {
        return settings.enabled() ? tags::requireMirroringOff : new IgnoredTags(tags, settings, reporter);
    }
}
