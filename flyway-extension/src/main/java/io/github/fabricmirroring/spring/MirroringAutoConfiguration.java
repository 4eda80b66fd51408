package io.github.fabricmirroring.spring;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.flyway.MirroringCallback;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Contributes the {@link MirroringCallbackBean}, which Spring Boot hands to Flyway like each {@code Callback} bean.
 * Settings are {@code fabric.mirroring.*}; a {@code TokenCredential} bean is used if there is one.
 *
 * <p>Nothing here mentions a class of Azure, not even in a type argument: Spring reads the signatures of configurations
 * and beans, and would load it.
 */
@AutoConfiguration
@ConditionalOnClass(Flyway.class)
@EnableConfigurationProperties(MirroringProperties.class)
final class MirroringAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean({MirroringCallbackBean.class, MirroringCallback.class})
    MirroringCallbackBean mirroringCallback(
            MirroringProperties properties, Environment environment, BeanFactory beans) {
        return MirroringCallbackBean.of(MirroringCallback.builder()
                .settings(settings(properties, environment))
                .credential(new CredentialBean(beans))
                .build());
    }

    /** Spring Boot hands no {@code flyway.fabricMirroring.*} to Flyway, but messages and habit have these names. */
    private static MirroringSettings.Builder settings(MirroringProperties properties, Environment environment) {
        MirroringSettings.Builder settings = MirroringSettings.builder(PropertyNames.FLYWAY);
        Binder.get(environment)
                .bind(MirroringProperties.PREFIX_OF_FLYWAY, MirroringProperties.class)
                .ifBound(flyways -> flyways.addTo(settings));
        try {
            return settings.setAll(properties.addTo(MirroringSettings.builder(PropertyNames.SPRING)))
                    .requireValid();
        } catch (MirroringException e) {
            throw new InvalidMirroringPropertyException(e);
        }
    }
}
