package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.Reporter;
import java.util.Optional;
import org.flywaydb.core.api.MigrationInfo;

/** How a migration is to be treated by its tag. No script is read twice for the same question. */
interface Tags {

    /**
     * Whether the migration is to be treated as tagged.
     *
     * @throws MirroringException if the tag is misspelled
     */
    boolean requireMirroringOff(MigrationInfo migration);

    /**
     * What is wrong with the place of a tag; the whole script is read for it.
     *
     * @throws MirroringException if the tag is misspelled
     */
    Optional<String> misplacedTag(MigrationInfo migration);

    /** As the migrations have them; with {@code enabled=false} none counts, and a warning says so of the first one. */
    static Tags of(MigrationTags tags, MirroringSettings settings, Reporter reporter) {
        return settings.enabled() ? tags : new IgnoredTags(tags, settings, reporter);
    }
}
