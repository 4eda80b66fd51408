package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.settings.SettingNames;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where a command finds settings, and what they are called there: an option goes before the environment, and that
 * before the configuration file.
 */
final class SettingSources {

    private static final String ENVIRONMENT_PREFIX = "FLYWAY_FABRIC_MIRRORING_";

    private final Map<Setting, String> options;
    private final Map<Setting, String> variables;
    private final ConfigurationFile file;
    private final boolean withDatabase;

    /**
     * @param variables the environment
     * @throws MirroringException if the environment names a setting that does not exist
     */
    SettingSources(
            Map<Setting, String> options, Map<String, String> variables, ConfigurationFile file, boolean withDatabase) {
        this.options = options;
        Setting.requireKnown(variables.keySet(), ENVIRONMENT_PREFIX, SettingSources::variable);
        this.variables = Setting.among(variables, SettingSources::variable);
        this.file = file;
        this.withDatabase = withDatabase;
    }

    /** For example {@code --stop-timeout}. */
    static String option(Setting setting) {
        return "--" + setting.kebabName();
    }

    /** For example {@code FLYWAY_FABRIC_MIRRORING_STOP_TIMEOUT}. */
    static String variable(Setting setting) {
        return ENVIRONMENT_PREFIX + setting.name();
    }

    /**
     * @throws MirroringException if a setting is invalid, or does not exist
     */
    MirroringSettings read() {
        Map<Setting, String> inFile = file.settings();
        Stream.of(options, variables, inFile).forEach(found -> {
            found.values().removeIf(String::isBlank);
            // It is about tags, which no command has: where they are ignored, the commands work as ever.
            found.remove(Setting.ENABLED);
        });
        inFile.keySet().removeAll(variables.keySet());
        inFile.keySet().removeAll(options.keySet());
        inFile.replaceAll(file::resolved);
        return builder(named(new Names(file::nameOf, setting -> Optional.empty())), inFile)
                .setAll(builder(named(new Names(SettingSources::variable, setting -> Optional.empty())), variables))
                .setAll(builder(
                        named(new Names(SettingSources::option, setting -> Optional.of(variable(setting)))), options))
                .build();
    }

    private static MirroringSettings.Builder builder(SettingNames names, Map<Setting, String> texts) {
        MirroringSettings.Builder settings = MirroringSettings.builder(names);
        texts.forEach(settings::set);
        return settings;
    }

    private SettingNames named(SettingNames names) {
        return withDatabase ? names : new NamesWithoutDatabase(names);
    }

    /** What settings are called in one place; of their values only what is harmless is shown. */
    private record Names(Function<Setting, String> naming, Function<Setting, Optional<String>> variables)
            implements SettingNames {

        @Override
        public String name(Setting setting) {
            return naming.apply(setting);
        }

        @Override
        public Optional<String> variable(Setting setting) {
            return variables.apply(setting);
        }

        @Override
        public String shown(Setting setting, String text) {
            return Harmless.value(setting, text);
        }
    }

    /** Where no database can be asked for the state, it is the database that has to be named, not a query. */
    private record NamesWithoutDatabase(SettingNames names) implements SettingNames {

        @Override
        public String name(Setting setting) {
            return setting == Setting.STATE_QUERY ? "--url" : names.name(setting);
        }

        @Override
        public Optional<String> variable(Setting setting) {
            return names.variable(setting);
        }

        @Override
        public String shown(Setting setting, String text) {
            return names.shown(setting, text);
        }
    }
}
