package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.Reporter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.flywaydb.core.api.MigrationInfo;

/** What {@code enabled=false} makes of tags: none counts. */
final class IgnoredTags implements Tags {

    private final MigrationTags tags;
    private final MirroringSettings settings;
    private final Reporter reporter;
    private final AtomicReference<MigrationInfo> firstTagged = new AtomicReference<>();

    IgnoredTags(MigrationTags tags, MirroringSettings settings, Reporter reporter) {
        this.tags = tags;
        this.settings = settings;
        this.reporter = reporter;
    }

    @Override
    public boolean requireMirroringOff(MigrationInfo migration) {
        if (firstTagged.get() == null
                && tags.isMeantToBeTagged(migration)
                && firstTagged.compareAndSet(null, migration)) {
            reporter.warn(migration.getScript() + " requires mirroring to be off, but tags are ignored because "
                    + settings.nameOf(Setting.ENABLED) + " is false.");
        }
        return false;
    }

    @Override
    public Optional<String> misplacedTag(MigrationInfo migration) {
        return Optional.empty();
    }
}
