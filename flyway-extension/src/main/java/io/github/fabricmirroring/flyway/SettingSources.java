package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.flywaydb.core.api.configuration.Configuration;

/** Where settings come from: Flyway's configuration or, where Flyway did not load our part of it, the environment. */
final class SettingSources {

    private static final Pattern WORD_BREAK = Pattern.compile("_(.)");

    private SettingSources() {}

    /**
     * Flyway looks for configuration extensions with its own class loader, which does not reach into a {@code jarDirs} folder:
     * there, the environment is all there is.
     *
     * @throws MirroringException if a value makes no sense, or the environment names a setting that does not exist
     */
    static MirroringSettings.Builder read(Configuration configuration, Map<String, String> environment) {
        MirroringConfigurationExtension extension = extension(configuration);
        MirroringSettings.Builder settings = MirroringSettings.builder();
        (extension == null ? Setting.ofEnvironment(environment) : extension.values()).forEach((setting, text) -> {
            if (text != null && !text.isBlank()) {
                settings.set(setting, text);
            }
        });
        return settings;
    }

    /** The property that an environment variable of ours stands for, whether or not there is such a setting. */
    static Optional<String> property(String environmentVariable) {
        if (!environmentVariable.startsWith(Setting.ENVIRONMENT_PREFIX)) {
            return Optional.empty();
        }
        String words = environmentVariable
                .substring(Setting.ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT);
        String name =
                WORD_BREAK.matcher(words).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
        return Optional.of(Setting.PROPERTY_PREFIX + name);
    }

    // Flyway 11.7.2 has only this method; later versions keep it, deprecated.
    @SuppressWarnings("deprecation")
    private static MirroringConfigurationExtension extension(Configuration configuration) {
        return configuration.getPluginRegister().getPlugin(MirroringConfigurationExtension.class);
    }
}
