package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.internal.fabric.Artifact;
import io.github.fabricmirroring.internal.settings.ItemSource;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.OutsideText;
import java.util.stream.Collectors;

/** What people read before the first migration. */
final class LookAheadMessages {

    private final FlywayReporter reporter;

    LookAheadMessages(FlywayReporter reporter) {
        this.reporter = reporter;
    }

    /** With {@code -X}. */
    void settings(MirroringSettings settings) {
        reporter.debug(item(settings) + "; " + places(settings) + ".");
    }

    private static String item(MirroringSettings settings) {
        return settings.item()
                .map(item -> item
                        + (settings.itemSource().orElseThrow() == ItemSource.ADDRESS
                                ? ", known from the database's address"
                                : ", known from the settings"))
                .orElse("no SQL database in Fabric is known");
    }

    private static String places(MirroringSettings settings) {
        return settings.places().isEmpty()
                ? "all settings have their defaults"
                : settings.places().entrySet().stream()
                        .map(place -> settings.nameOf(place.getKey()) + " from " + place.getValue())
                        .collect(Collectors.joining(", ", "settings: ", ""));
    }

    void atWork(String nameOfItem, int tagged, int pending) {
        reporter.info("version " + Artifact.version() + " is at work on SQL database \""
                + OutsideText.harmless(nameOfItem)
                + "\" in Fabric: " + tagged + " of " + pending + " pending migrations " + (tagged == 1 ? "is" : "are")
                + " tagged.");
    }
}
