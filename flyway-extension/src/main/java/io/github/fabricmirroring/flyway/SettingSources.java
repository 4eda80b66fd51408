package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.flyway.internal.MirroringConfigurationExtension;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.configuration.Configuration;

/** Where settings come from: Flyway's configuration or, where Flyway did not load our part of it, the environment. */
final class SettingSources {

    private SettingSources() {}

    /**
     * Flyway looks for configuration extensions with its own class loader, which does not reach into a {@code jarDirs}
     * folder: there, the environment is all there is.
     *
     * @throws MirroringException if the environment names a setting that does not exist
     */
    static MirroringSettings.Builder read(Configuration configuration, Map<String, String> environment) {
        MirroringSettings.Builder settings = MirroringSettings.builder(FlywayNames.INSTANCE);
        extension(configuration)
                .map(MirroringConfigurationExtension::values)
                .orElseGet(() -> Setting.among(
                        environment, MirroringConfigurationExtension.VARIABLE_PREFIX, FlywayNames::variableOf))
                .forEach((setting, text) -> {
                    if (text != null && !text.isBlank()) {
                        settings.set(setting, text);
                    }
                });
        return settings;
    }

    // Flyway 11.7.2 has only this method; later versions keep it, deprecated.
    @SuppressWarnings("deprecation")
    private static Optional<MirroringConfigurationExtension> extension(Configuration configuration) {
        return Optional.ofNullable(configuration.getPluginRegister().getPlugin(MirroringConfigurationExtension.class));
    }
}
