package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.flyway.internal.MirroringConfigurationExtension;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.internal.plugin.PluginRegister;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final String WORKSPACE = "01234567-89ab-cdef-0123-456789abcdef";
    private static final String DATABASE = "fedcba98-7654-3210-fedc-ba9876543210";

    private TestProject project;

    @BeforeEach
    void aProjectWithAnUntaggedMigration(@TempDir Path scripts) {
        project = new TestProject(scripts).untagged("V1__a");
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void flywaysConfigurationHoldsThem() {
        project.tagged("V2__b");

        project.flyway(MirroringCallback.builder()
                        .credential(TestProject.credential(project.fabric))
                        .build())
                .configuration(Map.of(
                        "flyway.fabricMirroring.itemUrl", project.fabric.itemUrl(),
                        "flyway.fabricMirroring.apiEndpoint", project.fabric.apiEndpoint() + "/",
                        "flyway.fabricMirroring.stateQuery", "select is_on from fabric.mirroring_state",
                        "flyway.fabricMirroring.pollInterval", "1",
                        "flyway.fabricMirroring.enabled", "true"))
                .load()
                .migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(project.seen()).containsExactly("V1__a on", "V2__b off");
    }

    @Test
    void theSwitchIsReadFromFlywaysConfiguration() {
        MirroringSettings settings = read(Map.of("flyway.fabricMirroring.enabled", "false"));

        assertThat(settings.enabled()).isFalse();
    }

    @Test
    void theBuildersGoBeforeFlywaysConfiguration() {
        project.tagged("V2__b");

        project.flyway()
                .configuration(Map.of("flyway.fabricMirroring.stateQuery", "nonsense"))
                .load()
                .migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void theyHaveDefaults() {
        MirroringSettings settings = read(Map.of());

        assertThat(settings.item()).isEmpty();
        assertThat(settings.apiEndpoint()).hasToString("https://api.fabric.microsoft.com");
        assertThat(settings.stateQuery()).isEqualTo("auto");
        assertThat(settings.stopTimeout()).isEqualTo(Duration.ofSeconds(600));
        assertThat(settings.startTimeout()).isEqualTo(Duration.ofSeconds(120));
        assertThat(settings.pollInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.enabled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "workspaceId, not-a-uuid, a UUID",
        "sqlDatabaseId, 1-1-1-1-1, a UUID",
        "itemUrl, https://app.fabric.microsoft.com/groups/me/list, the portal's address of a SQL database",
        "apiEndpoint, http://api.fabric.microsoft.com, an https address",
        "apiEndpoint, https://user@api.fabric.microsoft.com, an https address",
        "apiEndpoint, https://api.fabric.microsoft.com/v1, an https address",
        "apiEndpoint, api.fabric.microsoft.com, an https address",
        "stopTimeout, -1, 'a whole number of seconds, 0 or more'",
        "startTimeout, 2m, a whole number of seconds",
        "pollInterval, 0, 'a whole number of seconds, 1 or more'",
        "enabled, yes, true or false",
    })
    void aValueThatMakesNoSenseFailsBeforeAnythingRan(String setting, String value, String expected) {
        assertThatThrownBy(() -> project.flyway(new MirroringCallback())
                        .configuration(Map.of("flyway.fabricMirroring." + setting, value))
                        .load()
                        .migrate())
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("Fabric mirroring: flyway.fabricMirroring." + setting)
                .hasMessageContaining("\"" + value.replace("user@", "***@") + "\"")
                .hasMessageContaining("expected " + expected);

        assertThat(project.seen()).isEmpty();
    }

    @Test
    void aValueThatMakesNoSenseFailsAtBeforeMigrateEvenIfNothingIsPending() {
        assumeThat(Event.fromId("afterConnect"))
                .as("Flyway 11 asks without a configuration")
                .isNotNull();
        project.flyway().load().migrate();

        assertThatThrownBy(() -> project.flyway(new MirroringCallback())
                        .configuration(Map.of("flyway.fabricMirroring.stopTimeout", "soon"))
                        .load()
                        .migrate())
                .hasMessageContaining("Fabric mirroring: flyway.fabricMirroring.stopTimeout");
    }

    @Test
    void idsThatDisagreeWithTheItemUrlFailBeforeAnythingRan() {
        assertThatThrownBy(() -> project.flyway(new MirroringCallback())
                        .configuration(Map.of(
                                "flyway.fabricMirroring.itemUrl",
                                portalAddress(),
                                "flyway.fabricMirroring.sqlDatabaseId",
                                WORKSPACE))
                        .load()
                        .migrate())
                .hasMessageContaining("flyway.fabricMirroring.sqlDatabaseId is \"" + WORKSPACE + "\"")
                .hasMessageContaining("flyway.fabricMirroring.itemUrl has " + DATABASE);

        assertThat(project.seen()).isEmpty();
    }

    @Test
    void idsThatAgreeWithTheItemUrlAreFine() {
        MirroringSettings settings = read(Map.of(
                "flyway.fabricMirroring.itemUrl",
                portalAddress() + "?experience=fabric-developer",
                "flyway.fabricMirroring.sqlDatabaseId",
                DATABASE.toUpperCase()));

        assertThat(settings.item())
                .contains(new SqlDatabaseItem(UUID.fromString(WORKSPACE), UUID.fromString(DATABASE)));
    }

    @Test
    void halfAnItemFailsNamingTheOtherHalf() {
        assertThatThrownBy(() -> read(Map.of("flyway.fabricMirroring.workspaceId", WORKSPACE)))
                .isInstanceOf(MirroringException.class)
                .hasMessageContaining(
                        "flyway.fabricMirroring.sqlDatabaseId (FLYWAY_FABRIC_MIRRORING_SQL_DATABASE_ID) is not set");
    }

    @Test
    void anUnknownNameIsFlywaysOwnError() {
        assertThatThrownBy(
                        () -> Flyway.configure().configuration(Map.of("flyway.fabricMirroring.workspace", WORKSPACE)))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("flyway.fabricMirroring.workspace");
    }

    @Test
    void anEnvironmentVariableStandsForTheProperty() {
        MirroringConfigurationExtension extension = new MirroringConfigurationExtension();

        assertThat(extension.getConfigurationParameterFromEnvironmentVariable(
                        "FLYWAY_FABRIC_MIRRORING_SQL_DATABASE_ID"))
                .isEqualTo("flyway.fabricMirroring.sqlDatabaseId");
        assertThat(extension.getConfigurationParameterFromEnvironmentVariable("FLYWAY_FABRIC_MIRRORING_TYPO"))
                .as("so that Flyway refuses it")
                .isEqualTo("flyway.fabricMirroring.typo");
        assertThat(extension.getConfigurationParameterFromEnvironmentVariable("FLYWAY_URL"))
                .isNull();
    }

    @Test
    void whereFlywayDidNotLoadTheExtensionTheEnvironmentIsRead() {
        MirroringSettings settings = SettingSources.read(
                        withoutExtension(),
                        Map.of(
                                "FLYWAY_FABRIC_MIRRORING_ITEM_URL", portalAddress(),
                                "FLYWAY_FABRIC_MIRRORING_STOP_TIMEOUT", "7",
                                "FLYWAY_FABRIC_MIRRORING_STATE_QUERY", "",
                                "FLYWAY_URL", "jdbc:h2:mem:x"))
                .build();

        assertThat(settings.item()).isPresent();
        assertThat(settings.stopTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.stateQuery()).isEqualTo("auto");
    }

    /** {@code envVars()} is not called. */
    @Test
    void theEnvironmentIsReadByTheJavaApiToo() {
        project.tagged("V2__b");

        project.flyway(MirroringCallback.builder()
                        .credential(TestProject.credential(project.fabric))
                        .environment(project.fabric.settingsInEnvironment())
                        .build())
                .load()
                .migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(project.seen()).containsExactly("V1__a on", "V2__b off");
    }

    @Test
    void flywaysConfigurationGoesBeforeTheEnvironment() {
        MirroringSettings settings = read(
                        Map.of(
                                "flyway.fabricMirroring.stopTimeout", "1",
                                "flyway.fabricMirroring.stateQuery", "",
                                "flyway.fabricMirroring.itemUrl", portalAddress()),
                        Map.of(
                                "FLYWAY_FABRIC_MIRRORING_STOP_TIMEOUT", "2",
                                "FLYWAY_FABRIC_MIRRORING_START_TIMEOUT", "3",
                                "FLYWAY_FABRIC_MIRRORING_STATE_QUERY", "select 1",
                                "FLYWAY_FABRIC_MIRRORING_WORKSPACE_ID", DATABASE,
                                "FLYWAY_FABRIC_MIRRORING_SQL_DATABASE_ID", WORKSPACE))
                .build();

        assertThat(settings.stopTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.startTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.stateQuery()).as("empty, so set nowhere").isEqualTo("auto");
        assertThat(settings.item())
                .as("named by an address, not by another item's ids")
                .contains(new SqlDatabaseItem(UUID.fromString(WORKSPACE), UUID.fromString(DATABASE)));
    }

    @Test
    void theBuilderGoesBeforeTheEnvironment() {
        project.tagged("V2__b");

        project.flyway(project.callback()
                        .environment(Map.of(
                                "FLYWAY_FABRIC_MIRRORING_ENABLED",
                                "true",
                                "FLYWAY_FABRIC_MIRRORING_WORKSPACE_ID",
                                WORKSPACE,
                                "FLYWAY_FABRIC_MIRRORING_SQL_DATABASE_ID",
                                DATABASE,
                                "FLYWAY_FABRIC_MIRRORING_STATE_QUERY",
                                "nonsense"))
                        .build())
                .load()
                .migrate();

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void aVariableThatIsNoSettingFailsBeforeAnythingRan() {
        assertThatThrownBy(() -> project.flyway(project.callback()
                                .environment(Map.of("FLYWAY_FABRIC_MIRRORING_WORKSPACE", WORKSPACE))
                                .build())
                        .load()
                        .migrate())
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("Fabric mirroring: there is no setting FLYWAY_FABRIC_MIRRORING_WORKSPACE; there"
                        + " are FLYWAY_FABRIC_MIRRORING_WORKSPACE_ID");

        assertThat(project.seen()).isEmpty();
    }

    @Test
    void anInvalidVariableIsReportedAsItWasTyped() {
        assertThatThrownBy(() -> read(Map.of(), Map.of("FLYWAY_FABRIC_MIRRORING_STOP_TIMEOUT", "soon"))
                        .build())
                .isInstanceOf(MirroringException.class)
                .hasMessageContaining("FLYWAY_FABRIC_MIRRORING_STOP_TIMEOUT) is \"soon\"");
    }

    /** Wherever the switch is, and wherever the others are. */
    @ParameterizedTest
    @ValueSource(strings = {"builder", "configuration", "environment"})
    void noOtherSettingIsLookedAtIfTagsAreIgnored(String place) {
        project.tagged("V2__b");
        MirroringCallback.Builder callback = MirroringCallback.builder();
        Map<String, String> variables = new HashMap<>(Map.of(
                "FLYWAY_FABRIC_MIRRORING_STOP_TIMEOUT", "soon",
                "FLYWAY_FABRIC_MIRRORING_WORKSPACE_ID", "half",
                "FLYWAY_FABRIC_MIRRORING_TYPO", "x"));
        Map<String, String> properties = new HashMap<>(Map.of(
                "flyway.fabricMirroring.apiEndpoint", "nowhere",
                "flyway.fabricMirroring.itemUrl", "not one"));
        switch (place) {
            case "builder" -> callback.enabled(false);
            case "configuration" -> properties.put("flyway.fabricMirroring.enabled", "false");
            default -> variables.put("FLYWAY_FABRIC_MIRRORING_ENABLED", "false");
        }

        project.flyway(callback.environment(variables).build())
                .configuration(properties)
                .load()
                .migrate();

        assertThat(project.seen()).containsExactly("V1__a on", "V2__b on");
        assertThat(project.fabric.journal()).isEmpty();
    }

    private static String portalAddress() {
        return "https://app.fabric.microsoft.com/groups/" + WORKSPACE + "/sqldatabases/" + DATABASE;
    }

    private static MirroringSettings read(Map<String, String> properties) {
        return read(properties, Map.of()).build();
    }

    private static MirroringSettings.Builder read(Map<String, String> properties, Map<String, String> environment) {
        Configuration configuration =
                Flyway.configure().configuration(properties).load().getConfiguration();
        return SettingSources.read(configuration, environment);
    }

    @SuppressWarnings("deprecation")
    private static Configuration withoutExtension() {
        return new ClassicConfiguration() {
            @Override
            public PluginRegister getPluginRegister() {
                return new PluginRegister() {
                    @Override
                    public <T extends org.flywaydb.core.extensibility.Plugin> T getPlugin(Class<T> clazz) {
                        return null;
                    }
                };
            }
        };
    }
}
