package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.flyway.internal.MirroringConfigurationExtension;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.configuration.Configuration;

/** Where settings come from that the callback was not built with: the environment, and before it Flyway's configuration. */
final class SettingSources {

    private SettingSources() {}

    /**
     * Flyway's command line and its plugins read the environment into the configuration; its Java API does not without
     * {@code envVars()}, and in a {@code jarDirs} folder nobody does: Flyway looks for configuration extensions with a
     * class loader that does not reach there. What is blank is not set, nor is it elsewhere.
     *
     * @param environment a name in it that is meant as a setting of ours and is none fails the reading
     */
    static MirroringSettings.Builder read(Configuration configuration, Map<String, String> environment) {
        MirroringSettings.Builder settings = MirroringSettings.builder(FlywayNames.INSTANCE)
                .from("the environment")
                .check(() -> Setting.requireKnown(
                        environment.keySet(),
                        MirroringConfigurationExtension.VARIABLE_PREFIX,
                        FlywayNames::variableOf));
        set(settings, Setting.among(environment, FlywayNames::variableOf));
        MirroringSettings.Builder configured =
                MirroringSettings.builder(FlywayNames.INSTANCE).from("Flyway's configuration");
        extension(configuration).map(MirroringConfigurationExtension::values).ifPresent(values -> {
            values.keySet().forEach(settings::unset);
            set(configured, values);
        });
        return settings.setAll(configured);
    }

    private static void set(MirroringSettings.Builder settings, Map<Setting, String> texts) {
        texts.forEach((setting, text) -> {
            if (!text.isBlank()) {
                settings.set(setting, text);
            }
        });
    }

    // Flyway 11.7.2 has only this method; later versions keep it, deprecated.
    @SuppressWarnings("deprecation")
    private static Optional<MirroringConfigurationExtension> extension(Configuration configuration) {
        return Optional.ofNullable(configuration.getPluginRegister().getPlugin(MirroringConfigurationExtension.class));
    }
}
