package io.github.fabricmirroring.spring;

import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.convert.DurationUnit;

/** The settings of section "Settings" in README.md as an application has them, {@code null} where it sets nothing. */
record MirroringProperties(
        String workspaceId,
        String sqlDatabaseId,
        String itemUrl,
        String apiEndpoint,
        String stateQuery,
        @DurationUnit(ChronoUnit.SECONDS) Duration stopTimeout,
        @DurationUnit(ChronoUnit.SECONDS) Duration startTimeout,
        @DurationUnit(ChronoUnit.SECONDS) Duration pollInterval,
        Boolean enabled) {

    static final String PREFIX = "fabric.mirroring";

    /** For example {@code fabric.mirroring.stop-timeout}. */
    static String property(Setting setting) {
        return PREFIX + "." + setting.kebabName();
    }

    MirroringSettings.Builder addTo(MirroringSettings.Builder settings) {
        for (Setting setting : Setting.values()) {
            Object value = value(setting);
            if (value instanceof Duration duration) {
                settings.set(setting, duration);
            } else if (value != null && !value.toString().isBlank()) {
                settings.set(setting, value.toString());
            }
        }
        return settings;
    }

    private Object value(Setting setting) {
        return switch (setting) {
            case WORKSPACE_ID -> workspaceId;
            case SQL_DATABASE_ID -> sqlDatabaseId;
            case ITEM_URL -> itemUrl;
            case API_ENDPOINT -> apiEndpoint;
            case STATE_QUERY -> stateQuery;
            case STOP_TIMEOUT -> stopTimeout;
            case START_TIMEOUT -> startTimeout;
            case POLL_INTERVAL -> pollInterval;
            case ENABLED -> enabled;
        };
    }
}
