package io.github.fabricmirroring.spring;

import io.github.fabricmirroring.flyway.MirroringCallback;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Contributes the {@link MirroringCallbackBean}, which Spring Boot hands to Flyway like each {@code Callback} bean.
 * Settings are {@code fabric.mirroring.*}; a {@code TokenCredential} bean is used if there is one.
 *
 * <p>The callback is lazy: where no Flyway runs, as with {@code spring.flyway.enabled=false}, no setting is looked at.
 * It comes first among callbacks, and this configuration last among configurations, so that its customizer sees what
 * all others have done.
 *
 * <p>Nothing here mentions a class of Azure, not even in a type argument: Spring reads the signatures of configurations
 * and beans, and would load it.
 */
@AutoConfiguration
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass(Flyway.class)
@Import(LastCustomizer.Registrar.class)
final class MirroringAutoConfiguration {

    @Bean
    @Lazy
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean({MirroringCallbackBean.class, MirroringCallback.class})
    MirroringCallbackBean mirroringCallback(Environment environment, BeanFactory beans) {
        return MirroringCallbackBean.of(MirroringCallback.builder()
                .settings(ApplicationSettings.read(environment))
                .credential(new CredentialBean(beans))
                .build());
    }
}
