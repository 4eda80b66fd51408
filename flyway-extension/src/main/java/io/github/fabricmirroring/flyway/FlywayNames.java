package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.flyway.internal.MirroringConfigurationExtension.PROPERTY_PREFIX;
import static io.github.fabricmirroring.flyway.internal.MirroringConfigurationExtension.VARIABLE_PREFIX;

import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.settings.SettingNames;
import java.util.Optional;

/** What the settings are called in Flyway's configuration. */
enum FlywayNames implements SettingNames {
    INSTANCE;

    @Override
    public String name(Setting setting) {
        return PROPERTY_PREFIX + setting.settingName();
    }

    @Override
    public Optional<String> variable(Setting setting) {
        return Optional.of(variableOf(setting));
    }

    static String variableOf(Setting setting) {
        return VARIABLE_PREFIX + setting.name();
    }
}
