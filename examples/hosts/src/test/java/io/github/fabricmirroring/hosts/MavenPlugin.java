package io.github.fabricmirroring.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.standin.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;

/** flyway-maven-plugin in a real Maven, in copies of the project in {@code examples/maven-plugin}. */
final class MavenPlugin implements Host {

    private static final Path EXAMPLE = Path.of("../maven-plugin");
    private static final String SETTING_OF_EXAMPLE = "<flyway\\.fabricMirroring\\.itemUrl>.*";

    private static final String TAG = "-- requires: mirroring-off\n";

    private final String version;
    private final boolean takesPluginConfiguration;
    private final String dependencies;

    /**
     * @param takesPluginConfiguration whether its {@code <pluginConfiguration>} can hold names like ours
     * @param dependencies of the plugin, in place of its own, as in a {@code pom.xml}
     */
    MavenPlugin(String version, boolean takesPluginConfiguration, String dependencies) {
        this.version = version;
        this.takesPluginConfiguration = takesPluginConfiguration;
        this.dependencies = dependencies;
    }

    @Override
    public String check(Path output) throws Exception {
        stopsAndStartsExactlyWithSettingsInThePom(output.resolve("properties"));
        takesSettingsFromTheEnvironmentAndShowsDetailWithX(output.resolve("environment"));
        takesSettingsFromConfigFiles(output.resolve("configFiles"));
        takesSettingsFromPluginConfigurationOrRefusesThem(output.resolve("pluginConfiguration"));
        startsAgainAfterAFailingMigrationAndShowsItsError(output.resolve("failing"));
        warnsInMavensLog(output.resolve("disabled"));
        return "6 runs of flyway:migrate";
    }

    private void stopsAndStartsExactlyWithSettingsInThePom(Path folder) throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Path pom = copyExample(folder);
            replace(
                    pom,
                    SETTING_OF_EXAMPLE,
                    settings(sandbox, "<flyway.fabricMirroring.%1$s>%2$s</flyway.fabricMirroring.%1$s>"));
            // Refused while mirroring is on.
            Files.writeString(
                    folder.resolve("sql/V2.1__index.sql"),
                    TAG + "call create_clustered_columnstore_index('cci', 'sales');");

            MavenBuild.Result run = migrate(pom, sandbox).run(folder.resolve("maven.log"));

            assertThat(run.exitCode()).as(run.end()).isZero();
            assertThat(sandbox.fabric().calls()).containsExactly("stopMirroring", "startMirroring");
            assertThat(sandbox.fabric().journal().get(0).userAgent()).startsWith("azsdk-java-azure-identity/");
            assertThat(run.text())
                    .containsSubsequence(
                            "[INFO] Migrating schema \"PUBLIC\" to version \"1 ",
                            "[INFO] Fabric mirroring: stopping mirroring of SQL database ",
                            "[INFO] Fabric mirroring: off after ",
                            "[INFO] Migrating schema \"PUBLIC\" to version \"2 ",
                            "[INFO] Migrating schema \"PUBLIC\" to version \"2.1 ",
                            "[INFO] Fabric mirroring: started again, after ",
                            " off for 2 migrations.",
                            "[INFO] Migrating schema \"PUBLIC\" to version \"3 ");
            assertNothingUnwanted(run, sandbox);
        }
    }

    private void takesSettingsFromTheEnvironmentAndShowsDetailWithX(Path folder) throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            MavenBuild.Result run = migrate(copyExample(folder), sandbox)
                    .environment(sandbox.fabric().settingsInEnvironment())
                    .debug()
                    .run(folder.resolve("maven.log"));

            assertThat(run.exitCode()).as(run.end()).isZero();
            assertThat(sandbox.fabric().calls()).containsExactly("stopMirroring", "startMirroring");
            assertThat(run.text()).contains("[DEBUG] Fabric mirroring: com.azure.identity.ManagedIdentityCredential: ");
            assertNothingUnwanted(run, sandbox);
        }
    }

    private void takesSettingsFromConfigFiles(Path folder) throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Path pom = copyExample(folder);
            replace(pom, SETTING_OF_EXAMPLE, "");
            replace(pom, "<configuration>", "<configuration><configFiles>fabric.conf</configFiles>");
            Files.writeString(folder.resolve("fabric.conf"), settings(sandbox, "flyway.fabricMirroring.%s=%s"));

            MavenBuild.Result run = migrate(pom, sandbox).run(folder.resolve("maven.log"));

            assertThat(run.exitCode()).as(run.end()).isZero();
            assertThat(sandbox.fabric().calls()).containsExactly("stopMirroring", "startMirroring");
        }
    }

    private void takesSettingsFromPluginConfigurationOrRefusesThem(Path folder) throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Path pom = copyExample(folder);
            replace(pom, SETTING_OF_EXAMPLE, "");
            replace(
                    pom,
                    "<configuration>",
                    "<configuration><pluginConfiguration>"
                            + settings(sandbox, "<fabricMirroring.%1$s>%2$s</fabricMirroring.%1$s>")
                            + "</pluginConfiguration>");

            MavenBuild.Result run = migrate(pom, sandbox).run(folder.resolve("maven.log"));

            if (takesPluginConfiguration) {
                assertThat(run.exitCode()).as(run.end()).isZero();
                assertThat(sandbox.fabric().calls()).containsExactly("stopMirroring", "startMirroring");
            } else {
                assertThat(run.exitCode()).as(run.end()).isNotZero();
                assertThat(run.text()).contains("flyway.plugins.fabric.mirroring.item.url");
                assertThat(sandbox.fabric().journal()).isEmpty();
            }
        }
    }

    private void startsAgainAfterAFailingMigrationAndShowsItsError(Path folder) throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Path pom = copyExample(folder);
            Files.writeString(folder.resolve("sql/V4__fails.sql"), TAG + "insert into nowhere values (1);");

            MavenBuild.Result run = migrate(pom, sandbox)
                    .environment(sandbox.fabric().settingsInEnvironment())
                    .run(folder.resolve("maven.log"));

            assertThat(run.exitCode()).as(run.end()).isNotZero();
            assertThat(run.text())
                    .containsSubsequence(
                            "version \"4 ",
                            "[INFO] Fabric mirroring: started again, after ",
                            "[ERROR] Failed to execute goal org.flywaydb:flyway-maven-plugin:" + version,
                            "\"NOWHERE\" not found");
            assertThat(sandbox.fabric().calls())
                    .containsExactly("stopMirroring", "startMirroring", "stopMirroring", "startMirroring");
            assertNothingUnwanted(run, sandbox);
        }
    }

    private void warnsInMavensLog(Path folder) throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            MavenBuild.Result run = migrate(copyExample(folder), sandbox)
                    .property("flyway.fabricMirroring.enabled", "false")
                    .run(folder.resolve("maven.log"));

            assertThat(run.exitCode()).as(run.end()).isZero();
            assertThat(run.text()).containsSubsequence("[WARNING] Fabric mirroring: V2__", " but tags are ignored ");
            assertThat(sandbox.fabric().journal()).isEmpty();
        }
    }

    private MavenBuild migrate(Path pom, Sandbox sandbox) {
        return new MavenBuild(pom, "flyway:migrate")
                .profiles("h2")
                .property("flyway.version", version)
                .environment(sandbox.environment());
    }

    private static void assertNothingUnwanted(MavenBuild.Result run, Sandbox sandbox) {
        assertThat(run.text())
                .doesNotContain(
                        "SLF4J", sandbox.fabric().token(), sandbox.fabric().identityHeader());
    }

    /** Returns its {@code pom.xml}. */
    private Path copyExample(Path folder) throws Exception {
        FileUtils.deleteDirectory(folder.toFile());
        FileUtils.copyDirectory(EXAMPLE.toFile(), folder.toFile());
        Path pom = folder.resolve("pom.xml");
        replace(pom, "<dependencies>", "<dependencies>" + dependencies);
        return pom;
    }

    private static void replace(Path pom, String pattern, String replacement) throws Exception {
        String text = Files.readString(pom);
        assertThat(text).containsPattern(pattern);
        Files.writeString(pom, text.replaceFirst(pattern, Matcher.quoteReplacement(replacement)));
    }

    private static String settings(Sandbox sandbox, String format) {
        return sandbox.fabric().settings().entrySet().stream()
                .map(setting -> format.formatted(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
