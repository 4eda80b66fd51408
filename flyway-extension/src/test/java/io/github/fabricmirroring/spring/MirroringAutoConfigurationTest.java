package io.github.fabricmirroring.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.flyway.MirroringCallback;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What needs no application; the rest is tested by the one in {@code examples/spring-boot}. */
class MirroringAutoConfigurationTest {

    private static final String WORKSPACE = "01234567-89ab-cdef-0123-456789abcdef";
    private static final String DATABASE = "fedcba98-7654-3210-fedc-ba9876543210";
    private static final String ITEM_URL =
            "https://app.fabric.microsoft.com/groups/" + WORKSPACE + "/sqldatabases/" + DATABASE;

    private final ApplicationContextRunner withoutFlywayBean =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MirroringAutoConfiguration.class));

    private final ApplicationContextRunner application = withoutFlywayBean.withUserConfiguration(LikeSpringBoot.class);

    /** Asks for the callbacks, as Spring Boot does for its Flyway. */
    @Configuration(proxyBeanMethods = false)
    static class LikeSpringBoot {

        @Bean
        List<Callback> flywaysCallbacks(ObjectProvider<Callback> callbacks) {
            return callbacks.orderedStream().toList();
        }
    }

    @Test
    void springBootFindsIt() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
                .contains(MirroringAutoConfiguration.class.getName());
    }

    @Test
    void contributesTheCallback() {
        application.run(context -> assertThat(context).hasSingleBean(MirroringCallbackBean.class));
    }

    @Test
    void theApplicationsOwnReplacesIt() {
        MirroringCallbackBean own = MirroringCallbackBean.of(new MirroringCallback());

        application.withBean("own", MirroringCallbackBean.class, () -> own).run(context -> assertThat(
                        context.getBean(MirroringCallbackBean.class))
                .isSameAs(own));
    }

    @Test
    void itComesBeforeTheApplicationsCallbacks() {
        application.withBean("anonymous", Callback.class, OtherCallback::new).run(context -> assertThat(
                        context.getBean("flywaysCallbacks", List.class).get(0))
                .isInstanceOf(MirroringCallbackBean.class));
    }

    @Test
    void noSettingIsLookedAtWhereNoFlywayRuns() {
        withoutFlywayBean
                .withPropertyValues("fabric.mirroring.stop-timeout=soon", "fabric.mirroring.api-endpoint=nonsense")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void staysAwayWithoutFlyway() {
        withoutFlywayBean
                .withClassLoader(new FilteredClassLoader(Flyway.class.getPackageName()))
                .withPropertyValues("fabric.mirroring.stop-timeout=soon")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("mirroringCallback"));
    }

    @Test
    void allSettingsAreProperties() {
        application
                .withPropertyValues(
                        "fabric.mirroring.item-url=" + ITEM_URL,
                        "fabric.mirroring.workspace-id=" + WORKSPACE,
                        "fabric.mirroring.sql-database-id=" + DATABASE,
                        "fabric.mirroring.api-endpoint=https://localhost:1",
                        "fabric.mirroring.state-query=select 1",
                        "fabric.mirroring.stop-timeout=7",
                        "fabric.mirroring.start-timeout=10m",
                        "fabric.mirroring.poll-interval=500ms",
                        "fabric.mirroring.enabled=true")
                .run(context -> {
                    MirroringSettings settings = settings(context);
                    assertThat(settings.item())
                            .contains(new SqlDatabaseItem(UUID.fromString(WORKSPACE), UUID.fromString(DATABASE)));
                    assertThat(settings.apiEndpoint()).hasToString("https://localhost:1");
                    assertThat(settings.stateQuery()).isEqualTo("select 1");
                    assertThat(settings.stopTimeout()).isEqualTo(Duration.ofSeconds(7));
                    assertThat(settings.startTimeout()).isEqualTo(Duration.ofMinutes(10));
                    assertThat(settings.pollInterval()).isEqualTo(Duration.ofMillis(500));
                    assertThat(settings.enabled()).isTrue();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fabric.mirroring.enabled=false",
                "fabric.mirroring.enabled=off",
                "flyway.fabricMirroring.enabled=false"
            })
    void noOtherSettingIsLookedAtIfTheyAreNotEnabled(String off) {
        application
                .withPropertyValues(
                        off,
                        "fabric.mirroring.api-endpoint=nonsense",
                        "fabric.mirroring.stop-timeout=soon",
                        "flyway.fabric-mirroring.poll-interval=soon")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(settings(context).enabled()).isFalse();
                    assertThat(settings(context).nameOf(Setting.ENABLED)).isEqualTo(off.replaceAll("=.*", ""));
                });
    }

    @Test
    void theSwitchInSpringsNamesGoesFirst() {
        application
                .withPropertyValues("fabric.mirroring.enabled=true", "flyway.fabricMirroring.enabled=false")
                .run(context -> assertThat(settings(context).enabled()).isTrue());
    }

    @Test
    void emptyIsNotSet() {
        application
                .withPropertyValues(
                        "fabric.mirroring.item-url=", "fabric.mirroring.stop-timeout=", "fabric.mirroring.enabled=")
                .run(context -> {
                    MirroringSettings settings = settings(context);
                    assertThat(settings.item()).isEmpty();
                    assertThat(settings.stopTimeout()).isEqualTo(Duration.ofSeconds(600));
                    assertThat(settings.enabled()).isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "workspace-id, not-a-uuid, a UUID",
        "sql-database-id, 1-1-1-1-1, a UUID",
        "item-url, https://app.fabric.microsoft.com/groups/me/list, the portal's address of a SQL database",
        "api-endpoint, http://api.fabric.microsoft.com, an https address",
        "api-endpoint, https://user:secret@api.fabric.microsoft.com, an https address",
        "stop-timeout, -1, 'a whole number of seconds, 0 or more'",
        "start-timeout, -2s, 'a whole number of seconds, 0 or more'",
        "poll-interval, 0, 'a whole number of seconds, 1 or more'",
    })
    void anInvalidValueIsReportedByItsNameInSpring(String property, String value, String expected) {
        assertThat(sentence(application.withPropertyValues("fabric.mirroring." + property + "=" + value)))
                .startsWith("fabric.mirroring." + property + " (FLYWAY_FABRIC_MIRRORING_")
                .contains("expected " + expected)
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({"stop-timeout, soon", "enabled, perhaps"})
    void aValueThatIsNotOfItsTypeIsSpringsOwnError(String property, String value) {
        application
                .withPropertyValues("fabric.mirroring." + property + "=" + value)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(value));
    }

    @Test
    void flywaysNamesAreReadAndToldAsTheyAre() {
        String names = "flyway.fabricMirroring.apiEndpoint (FLYWAY_FABRIC_MIRRORING_API_ENDPOINT)";

        assertThat(sentence(application.withPropertyValues("flyway.fabricMirroring.apiEndpoint=nonsense")))
                .startsWith(names + " is \"nonsense\"");
        assertThat(sentence(application.withInitializer(
                        environmentVariable("FLYWAY_FABRIC_MIRRORING_API_ENDPOINT", "nonsense"))))
                .startsWith(names + " is \"nonsense\"");
    }

    @Test
    void springsNamesWorkInTheEnvironment() {
        assertThat(sentence(
                        application.withInitializer(environmentVariable("FABRIC_MIRRORING_API_ENDPOINT", "nonsense"))))
                .startsWith("fabric.mirroring.api-endpoint (FLYWAY_FABRIC_MIRRORING_API_ENDPOINT) is \"nonsense\"");
    }

    private static ApplicationContextInitializer<ConfigurableApplicationContext> environmentVariable(
            String name, String value) {
        return context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(name, value)));
    }

    private static MirroringSettings settings(ApplicationContext context) {
        return ApplicationSettings.read(context.getEnvironment()).build();
    }

    /** What Spring Boot prints in place of a stack trace. */
    private static String sentence(ApplicationContextRunner application) {
        String[] sentence = new String[1];
        application.run(context -> sentence[0] = new MirroringFailureAnalyzer()
                .analyze(context.getStartupFailure())
                .getDescription());
        return sentence[0];
    }

    private static final class OtherCallback extends BaseCallback {

        @Override
        public void handle(Event event, Context context) {
            throw new UnsupportedOperationException();
        }
    }
}
