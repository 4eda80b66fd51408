package io.github.fabricmirroring.internal.settings;

import java.util.Optional;

/** What the settings are called in the place where people set them. Implemented by each host. */
@FunctionalInterface
public interface SettingNames {

    /** For example {@code fabric.mirroring.stop-timeout} or {@code --stop-timeout}. */
    String name(Setting setting);

    /** The environment variable that stands for the setting; none by default. */
    default Optional<String> variable(Setting setting) {
        return Optional.empty();
    }

    /** What messages show of a setting's text that is invalid. */
    default String shown(Setting setting, String text) {
        return SettingText.withoutPassword(text);
    }

    /** The name, and in parentheses the environment variable, if there is one. */
    default String nameWithVariable(Setting setting) {
        return name(setting) + variable(setting).map(name -> " (" + name + ")").orElse("");
    }
}
