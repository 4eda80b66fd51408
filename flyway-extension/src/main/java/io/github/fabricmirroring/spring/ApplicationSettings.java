package io.github.fabricmirroring.spring;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The settings among an application's properties: {@code fabric.mirroring.*}, and those names that Flyway would know.
 * Spring Boot hands none of these to Flyway, but messages and habit have them.
 */
final class ApplicationSettings {

    private final Binder binder;

    private ApplicationSettings(Environment environment) {
        this.binder = Binder.get(environment);
    }

    /**
     * @throws InvalidMirroringPropertyException if one is invalid; where the switch is off, no other one is looked at
     */
    static MirroringSettings.Builder read(Environment environment) {
        ApplicationSettings settings = new ApplicationSettings(environment);
        return settings.switchedOff().orElseGet(settings::all);
    }

    private Optional<MirroringSettings.Builder> switchedOff() {
        return Stream.of(PropertyNames.SPRING, PropertyNames.FLYWAY)
                .filter(names -> isEnabled(names).isPresent())
                .findFirst()
                .filter(names -> !isEnabled(names).get())
                .map(names -> MirroringSettings.builder(names).set(Setting.ENABLED, Boolean.FALSE.toString()));
    }

    private Optional<Boolean> isEnabled(PropertyNames names) {
        return Optional.ofNullable(binder.bind(names.prefix() + "." + Setting.ENABLED.kebabName(), Boolean.class)
                .orElse(null));
    }

    private MirroringSettings.Builder all() {
        try {
            return of(PropertyNames.FLYWAY).setAll(of(PropertyNames.SPRING)).requireValid();
        } catch (MirroringException e) {
            throw new InvalidMirroringPropertyException(e);
        }
    }

    private MirroringSettings.Builder of(PropertyNames names) {
        MirroringSettings.Builder settings = MirroringSettings.builder(names).from("the application's properties");
        binder.bind(names.prefix(), MirroringProperties.class).ifBound(properties -> properties.addTo(settings));
        return settings;
    }
}
