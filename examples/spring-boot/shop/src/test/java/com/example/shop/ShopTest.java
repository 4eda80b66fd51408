package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import io.github.fabricmirroring.flyway.MirroringCallback;
import io.github.fabricmirroring.spring.MirroringCallbackBean;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.ClassUtils;

/** The application in this JVM, with Spring Boot's own auto-configuration of Flyway. */
class ShopTest {

    private final MirroredDatabase database = new MirroredDatabase();

    private final ApplicationContextRunner shop = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(ShopApplication.class)
            .withPropertyValues(database.properties());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void mirroringIsStoppedForTheTaggedMigrationsAndStartedAgain() {
        shop.withBean(TokenCredential.class, database::credential).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Flyway.class).info().applied()).hasSize(6);
            assertThat(database.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
            assertThat(database.fabric.mirroringOn()).isTrue();
        });
    }

    @Test
    void withTagsIgnoredTheDatabaseRefuses() {
        shop.withPropertyValues("fabric.mirroring.enabled=false").run(context -> {
            assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("'cci_sales' cannot be created")
                    .hasMessageContaining("while mirroring is active");
            assertThat(database.fabric.journal()).isEmpty();
        });
    }

    @Test
    void theApplicationsOwnCallbacksStillRun() {
        List<String> events = new ArrayList<>();

        shop.withBean(TokenCredential.class, database::credential)
                .withBean("own", Callback.class, () -> new Recording(events))
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(events).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(database.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    /** Which replaces all that Spring Boot has set. */
    @Test
    void aCustomizerThatSetsCallbacksDoesNotLoseOurs() {
        List<String> events = new ArrayList<>();

        shop.withBean(TokenCredential.class, database::credential)
                .withInitializer(context -> ((GenericApplicationContext) context)
                        .registerBean("customizer", customizerType(), () -> customizer(new Recording(events))))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Flyway.class).getConfiguration().getCallbacks())
                            .hasSize(2);
                });

        assertThat(events).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(database.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void aCustomizersOwnMirroringCallbackIsTheOnlyOne() {
        MirroringCallback own = MirroringCallback.builder().enabled(false).build();

        shop.withPropertyValues("spring.flyway.target=2")
                .withInitializer(context -> ((GenericApplicationContext) context)
                        .registerBean("customizer", customizerType(), () -> customizer(own)))
                .run(context -> assertThat(
                                context.getBean(Flyway.class).getConfiguration().getCallbacks())
                        .containsExactly(own));
    }

    /** An anonymous class has an empty name, as ours has, and Flyway calls equal names as they were registered. */
    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void oursComesBeforeAnAnonymousCallback(CapturedOutput output) {
        shop.withBean(TokenCredential.class, database::credential)
                .withBean("anonymous", Callback.class, () -> new Recording(new ArrayList<>()) {})
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output.getAll()).contains("Fabric mirroring: started again").doesNotContain("has an empty name");
    }

    @Test
    void theApplicationsOwnMirroringCallbackIsTheOnlyOne() {
        MirroringCallbackBean own = MirroringCallbackBean.of(MirroringCallback.builder()
                .itemUrl(database.fabric.itemUrl())
                .apiEndpoint(database.fabric.apiEndpoint().toString())
                .stateQuery(WatchedDatabase.STATE_QUERY)
                .credential(database.credential())
                .build());

        shop.withPropertyValues("fabric.mirroring.item-url=", "fabric.mirroring.api-endpoint=")
                .withBean("own", MirroringCallbackBean.class, () -> own)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Flyway.class).getConfiguration().getCallbacks())
                            .hasSize(1);
                });

        assertThat(database.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void ofSeveralCredentialsThePrimaryIsUsed() {
        shop.withBean("other", TokenCredential.class, ShopTest::credentialThatMustNotBeUsed)
                .withBean("primary", TokenCredential.class, database::credential, bean -> bean.setPrimary(true))
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(database.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void ofSeveralCredentialsNoneIsGuessed() {
        shop.withBean("one", TokenCredential.class, ShopTest::credentialThatMustNotBeUsed)
                .withBean("another", TokenCredential.class, ShopTest::credentialThatMustNotBeUsed)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(
                                "Fabric mirroring: there are several TokenCredential beans (one, another),"
                                        + " and none of them is primary: mark one as @Primary"));

        assertThat(database.fabric.journal()).isEmpty();
        assertThat(database.fabric.mirroringOn()).isTrue();
    }

    @Test
    void whereFlywayIsDisabledNothingHappensAndNoSettingIsLookedAt() {
        shop.withPropertyValues(
                        "spring.flyway.enabled=false",
                        "fabric.mirroring.item-url=nonsense",
                        "fabric.mirroring.stop-timeout=soon")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Flyway.class));

        assertThat(database.fabric.journal()).isEmpty();
    }

    /** Messages of the library name a setting like that; whoever follows them is not led astray. */
    @Test
    void flywaysNamesWorkAsWellButSpringsGoFirst() {
        shop.withPropertyValues(
                        "fabric.mirroring.state-query=",
                        "flyway.fabricMirroring.stateQuery=" + WatchedDatabase.STATE_QUERY,
                        "flyway.fabricMirroring.apiEndpoint=https://localhost:1")
                .withBean(TokenCredential.class, database::credential)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(database.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    /** {@code FlywayConfigurationCustomizer}, which Spring Boot 4 has moved. */
    @SuppressWarnings("unchecked")
    private static Class<Object> customizerType() {
        String name = ".FlywayConfigurationCustomizer";
        return (Class<Object>) Stream.of(
                        "org.springframework.boot.flyway.autoconfigure" + name,
                        "org.springframework.boot.autoconfigure.flyway" + name)
                .filter(type -> ClassUtils.isPresent(type, null))
                .map(type -> ClassUtils.resolveClassName(type, null))
                .findFirst()
                .orElseThrow();
    }

    private static Object customizer(Callback... callbacks) {
        return Proxy.newProxyInstance(
                ShopTest.class.getClassLoader(), new Class<?>[] {customizerType()}, (proxy, method, arguments) -> {
                    if (method.getName().equals("customize")) {
                        ((FluentConfiguration) arguments[0]).callbacks(callbacks);
                        return null;
                    }
                    return method.invoke(callbacks, arguments);
                });
    }

    private static TokenCredential credentialThatMustNotBeUsed() {
        return request -> {
            throw new AssertionError("asked for a token");
        };
    }

    private static class Recording extends BaseCallback {

        private final List<String> events;

        Recording(List<String> events) {
            this.events = events;
        }

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_EACH_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            events.add(context.getMigrationInfo().getVersion().toString());
        }
    }
}
