package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.settings.Setting;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The settings of a command that waits for Fabric, and where it leaves a note. Checked where all settings are. */
final class WaitingOptions {

    private final Map<Setting, String> values = new EnumMap<>(Setting.class);

    Map<Setting, String> values() {
        return values;
    }

    @Option(
            names = "--stop-timeout",
            order = 1,
            paramLabel = "SECONDS",
            description = "How long the database may take to say off. By default 600.")
    void stopTimeout(String value) {
        values.put(Setting.STOP_TIMEOUT, value);
    }

    @Option(
            names = "--start-timeout",
            order = 2,
            paramLabel = "SECONDS",
            description =
                    "For how long a failing start is tried again, and how long the database may take to say on. By"
                            + " default 120.")
    void startTimeout(String value) {
        values.put(Setting.START_TIMEOUT, value);
    }

    @Option(
            names = "--poll-interval",
            order = 3,
            paramLabel = "SECONDS",
            description = "The longest time between two looks at the database. By default 3.")
    void pollInterval(String value) {
        values.put(Setting.POLL_INTERVAL, value);
    }

    @Option(
            names = "--default-schema",
            order = 4,
            paramLabel = "NAME",
            description = "The schema in which a note is left; by default the user's own.")
    String defaultSchema;
}
