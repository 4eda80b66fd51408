package io.github.fabricmirroring.spring;

import io.github.fabricmirroring.flyway.MirroringCallback;
import io.github.fabricmirroring.flyway.internal.OwnCallback;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.Ordered;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * A {@code FlywayConfigurationCustomizer} that comes after the application's own. {@code callbacks(…)} in one of those
 * replaces the callbacks that Spring Boot has set, ours among them: then ours is put back, before the others.
 *
 * <p>A proxy, since Spring Boot 4 has the interface in another package than Spring Boot 3.
 */
final class LastCustomizer implements InvocationHandler {

    private final BeanFactory beans;

    private LastCustomizer(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "customize" -> {
                putBack((FluentConfiguration) arguments[0]);
                yield null;
            }
            case "getOrder" -> Ordered.LOWEST_PRECEDENCE;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> getClass().getName();
        };
    }

    private void putBack(FluentConfiguration configuration) {
        List<Callback> set = Arrays.asList(configuration.getCallbacks());
        if (set.stream().noneMatch(OwnCallback.class::isInstance)) {
            configuration.callbacks(Stream.concat(own(), set.stream()).toArray(Callback[]::new));
        }
    }

    private Stream<Callback> own() {
        return Stream.of(MirroringCallbackBean.class, MirroringCallback.class)
                .flatMap(type -> beans.getBeanProvider(type).orderedStream());
    }

    /** Registers it as the interface that this Spring Boot has; without Spring Boot's Flyway there is none. */
    static final class Registrar implements ImportBeanDefinitionRegistrar, BeanFactoryAware {

        private static final List<String> INTERFACES = List.of(
                "org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer",
                "org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer");

        private BeanFactory beans;

        @Override
        public void setBeanFactory(BeanFactory beans) {
            this.beans = beans;
        }

        @Override
        public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
            ClassLoader classLoader = LastCustomizer.class.getClassLoader();
            INTERFACES.stream()
                    .filter(name -> ClassUtils.isPresent(name, classLoader))
                    .map(name -> ClassUtils.resolveClassName(name, classLoader))
                    .forEach(type -> registry.registerBeanDefinition(LastCustomizer.class.getName(), definition(type)));
        }

        private <T> BeanDefinition definition(Class<T> type) {
            RootBeanDefinition definition = new RootBeanDefinition(
                    type,
                    () -> type.cast(Proxy.newProxyInstance(
                            type.getClassLoader(), new Class<?>[] {type, Ordered.class}, new LastCustomizer(beans))));
            definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
            return definition;
        }
    }
}
