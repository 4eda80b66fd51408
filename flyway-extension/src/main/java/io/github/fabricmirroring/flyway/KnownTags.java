package io.github.fabricmirroring.flyway;

import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.api.MigrationInfo;

/** Keeps what was found, so that no script is read twice in a run. */
final class KnownTags implements Tags {

    /** Where a migration comes from: in two places there may be scripts of the same name. */
    private record Source(String script, String location) {}

    private final Tags tags;
    private final Map<Source, Boolean> known = new HashMap<>();

    KnownTags(Tags tags) {
        this.tags = tags;
    }

    @Override
    public boolean requireMirroringOff(MigrationInfo migration) {
        return known.computeIfAbsent(
                new Source(migration.getScript(), migration.getPhysicalLocation()),
                first -> tags.requireMirroringOff(migration));
    }
}
