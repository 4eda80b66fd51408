package io.github.fabricmirroring.spring;

import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.settings.SettingNames;
import java.util.Optional;

/** What an application's properties call the settings. */
enum PropertyNames implements SettingNames {
    /** For example {@code fabric.mirroring.stop-timeout}. */
    SPRING {
        @Override
        public String name(Setting setting) {
            return MirroringProperties.property(setting);
        }

        @Override
        String prefix() {
            return MirroringProperties.PREFIX;
        }
    },
    /** For example {@code flyway.fabricMirroring.stopTimeout}. */
    FLYWAY {
        @Override
        public String name(Setting setting) {
            return "flyway.fabricMirroring." + setting.settingName();
        }

        @Override
        String prefix() {
            return "flyway.fabric-mirroring";
        }
    };

    /** As Spring spells what all of them begin with. */
    abstract String prefix();

    /** Spring Boot takes it for a property that begins with the {@link #prefix()} of {@link #FLYWAY}. */
    @Override
    public Optional<String> variable(Setting setting) {
        return Optional.of("FLYWAY_FABRIC_MIRRORING_" + setting.name());
    }
}
