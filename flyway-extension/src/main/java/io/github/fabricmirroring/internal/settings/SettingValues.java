package io.github.fabricmirroring.internal.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The values of settings while they are read, one after another; {@link MirroringSettings} keeps them. */
final class SettingValues {

    Optional<UUID> workspaceId = Optional.empty();
    Optional<UUID> sqlDatabaseId = Optional.empty();
    Optional<SqlDatabaseItem> itemUrl = Optional.empty();
    URI apiEndpoint;
    String stateQuery;
    Duration stopTimeout;
    Duration startTimeout;
    Duration pollInterval;
    boolean enabled;

    SettingValues() {
        for (Setting setting : Setting.values()) {
            setting.readDefault(this);
        }
    }
}
