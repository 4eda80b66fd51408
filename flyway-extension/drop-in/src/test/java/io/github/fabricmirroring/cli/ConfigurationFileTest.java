package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.cli.Terminal.Result;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationFileTest extends CommandTest {

    private String file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String refusal(String... arguments) {
        Result result = terminal.run(arguments);
        assertThat(result.exitCode()).as(result.all()).isEqualTo(2);
        assertThat(fabric.journal()).isEmpty();
        return result.err();
    }

    @Test
    void aFlywayConfigurationFileSaysItAll() throws Exception {
        String toml = file(
                "flyway.toml",
                """
                [environments.production]
                url = "%s"
                user = "sa"
                password = "${ env.SECRET }"
                schemas = ["PUBLIC", "other"]

                [flyway]
                environment = "production"

                [flyway.fabricMirroring]
                itemUrl = "%s"
                stateQuery = "%s"
                pollInterval = 1
                """
                        .formatted(url, fabric.itemUrl(), WatchedDatabase.STATE_QUERY));

        Result status = terminal.environment("SECRET", PASSWORD).run("status", "--config", toml);

        assertThat(status.exitCode()).as(status.err()).isZero();
        assertThat(status.out()).contains("Mirroring is on.", "\"Sales\" is " + item());
    }

    @Test
    void anOptionGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws Exception {
        String conf = file(
                "flyway.conf",
                "flyway.url=" + url + "\nflyway.user=sa\nflyway.password=" + PASSWORD
                        + "\nflyway.fabricMirroring.workspaceId=" + UUID.randomUUID()
                        + "\nflyway.fabricMirroring.sqlDatabaseId=" + UUID.randomUUID()
                        + "\nflyway.fabricMirroring.stateQuery=select 1\n");
        configured();

        assertThat(terminal.run("status", "--config", conf).exitCode()).isZero();
        terminal.environment("FLYWAY_FABRIC_MIRRORING_STATE_QUERY", "select 0");
        assertThat(terminal.run("status", "--config", conf).exitCode()).isEqualTo(3);
        assertThat(terminal.run("status", "--config", conf, "--state-query", "none")
                        .exitCode())
                .isEqualTo(4);
    }

    @Test
    void whatIsEmptyIsNotSet() throws Exception {
        String toml = file(
                "ids.toml",
                "[flyway.fabricMirroring]\nworkspaceId = \"%s\"\nsqlDatabaseId = \"%s\"\n"
                        .formatted(fabric.workspaceId(), fabric.sqlDatabaseId()));

        Result status = terminal.environment("FLYWAY_FABRIC_MIRRORING_ITEM_URL", "")
                .environment("FLYWAY_URL", "")
                .run("status", "--config", toml, "--url", "");

        assertThat(status.exitCode()).as(status.err()).isEqualTo(4);
        assertThat(status.out()).contains("\"Sales\" is " + item());
    }

    @Test
    void commandsWorkWhereTagsAreIgnored() {
        Result stop = configured()
                .environment("FLYWAY_FABRIC_MIRRORING_ENABLED", "false")
                .run("stop");

        assertThat(stop.exitCode()).as(stop.err()).isZero();
        assertThat(fabric.calls()).containsExactly("stopMirroring");
    }

    @Test
    void anEnvironmentOfFlywaysMeansNothingWithoutAConfigurationFile() {
        Result status =
                withDatabase().environment("FLYWAY_ENVIRONMENT", "production").run("status");

        assertThat(status.exitCode()).as(status.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "flyway.toml, [flyway.fabricMirroring]%nitemUrl = \"%s\"",
        "flyway.conf, flyway.fabricMirroring.itemUrl=%s"
    })
    void aConfigurationFileMayBeginWithAByteOrderMark(String name, String text) throws Exception {
        Result status = terminal.run("status", "--config", file(name, "\uFEFF" + text.formatted(fabric.itemUrl())));

        assertThat(status.out()).contains("\"Sales\" is " + item());
    }

    @Test
    void anEnvironmentThatTheFileDoesNotHaveIsRefusedWhoeverNamesIt() throws Exception {
        String toml = file("flyway.toml", "[environments.test]\n[environments.other]\nurl = \"x\"\n");
        String conf = file("flyway.conf", "flyway.environment=production\n");
        String named = file("named.toml", "[flyway]\nenvironment = \"production\"\n[environments.test]\n");

        assertThat(refusal("status", "--config", toml, "--environment", "production"))
                .contains("does not have the environment that --environment or FLYWAY_ENVIRONMENT names. It has other,"
                        + " test.");
        assertThat(refusal("status", "--config", conf))
                .contains("does not have the environment that flyway.environment in it names. It has none.");
        assertThat(refusal("status", "--config", named)).contains("flyway.environment in it names. It has test.");
        terminal.environment("FLYWAY_ENVIRONMENT", "production");
        assertThat(refusal("status", "--config", toml)).contains("It has other, test.");
    }

    @Test
    void anEnvironmentMayHaveEverythingByDefault() throws Exception {
        String toml = file("flyway.toml", "[environments.test]\n[flyway]\nenvironment = \"test\"\n");

        assertThat(configured().run("status", "--config", toml).exitCode()).isEqualTo(4);
    }

    /** As Flyway 12.4.0 resolves them; what is after the arrow is the URL, of which only a part is shown. */
    @ParameterizedTest
    @CsvSource({
        "x.toml, ${env.HOST}, jdbc:nothing:resolved",
        "x.toml, ${ENV.HOST}, jdbc:nothing:resolved",
        "x.toml, !{${env.HOST}}, jdbc:nothing:${env.HOST}",
        "x.toml, $${env.HOST}, jdbc:nothing:${env.HOST}",
        "x.conf, ${HOST}, jdbc:nothing:resolved",
        "x.conf, ${STRANGE}, jdbc:nothing:${HOST}"
    })
    void referencesAreResolvedAsFlywayDoes(String name, String reference, String resolved) throws Exception {
        String toml =
                reference.startsWith("!") ? "!{jdbc:nothing:" + reference.substring(2) : "jdbc:nothing:" + reference;
        String text = name.endsWith(".toml")
                ? "[environments.default]\nurl = \"" + toml + "\"\n"
                : "flyway.url=jdbc:nothing:" + reference + "\n";

        ConfigurationFile read =
                ConfigurationFile.read(file(name, text), java.util.Map.of("HOST", "resolved", "STRANGE", "${HOST}"));

        assertThat(read.ofEnvironment("url")).contains(resolved);
    }

    @ParameterizedTest
    @CsvSource({
        "x.toml, url, ${HOST}, has a reference in ${…} that Flyway does not resolve there. Set FLYWAY_URL instead.",
        "x.toml, password, ${vault.secret}, has a reference that only Flyway can resolve. Set FLYWAY_PASSWORD instead.",
        "x.toml, user, ${env.NOT_THERE}, 'refers to the environment variable NOT_THERE, which is not set.'",
        "x.toml, flyway, ${env.HOST}, has a reference in ${…} that Flyway does not resolve there. Set"
                + " FLYWAY_FABRIC_MIRRORING_ITEM_URL instead.",
        "x.conf, url, ${env.HOST}, has a reference in ${…} that Flyway does not resolve there. Set FLYWAY_URL instead.",
        "x.conf, user, ${NOT_THERE}, 'refers to the environment variable NOT_THERE, which is not set.'",
        "x.conf, flyway, ${NOT_THERE}, 'refers to the environment variable NOT_THERE, which is not set.'"
    })
    void whatFlywayWouldNotResolveIsRefused(String name, String key, String reference, String message)
            throws Exception {
        String url = key.equals("url") ? "" : "jdbc:h2:mem:";
        String toml = "[environments.default]\nurl = \"" + url + "\"\n"
                + (key.equals("flyway") ? "[flyway.fabricMirroring]\nitemUrl" : "[environments.default]\n" + key)
                + " = \"" + reference + "\"\n";
        toml = toml.replace("url = \"\"\n[environments.default]\n", "").replace("\"\n[environments.default]", "\"");
        String conf = "flyway.url=" + url + "\nflyway." + (key.equals("flyway") ? "fabricMirroring.itemUrl" : key) + "="
                + reference + "\n";
        terminal.environment("HOST", "x");

        assertThat(refusal("status", "--config", file(name, name.endsWith(".toml") ? toml : conf)))
                .contains(message);
    }

    @Test
    void aReferenceDoesNotMatterWhereSomethingElseGoesBefore() throws Exception {
        String toml = file("flyway.toml", "[flyway.fabricMirroring]\nitemUrl = \"${vault.item}\"\n");

        assertThat(configured().run("status", "--config", toml).exitCode()).isEqualTo(4);
    }

    @Test
    void aFileThatCannotBeReadIsRefused() throws Exception {
        Files.writeString(folder.resolve("latin1.conf"), "# \u00E4\n", StandardCharsets.ISO_8859_1);

        assertThat(refusal("status", "--config", folder.resolve("latin1.conf").toString()))
                .contains("latin1.conf is not UTF-8");
        assertThat(refusal("stop", "--config", "nowhere.toml")).contains("there is no file nowhere.toml");
        assertThat(refusal("stop", "--config", folder.toString())).contains(folder + " cannot be read");
        assertThat(refusal("stop", "--config", file("broken.toml", "[flyway]\npassword = hunter2hunter2\n")))
                .contains("broken.toml is not TOML: see line 2, column ")
                .doesNotContain("hunter2");
        assertThat(refusal("stop", "--config", file("misspelled.conf", "flyway.fabricMirroring.itemURL=x\n")))
                .contains("misspelled.conf: there is no setting flyway.fabricMirroring.itemURL; there are"
                        + " flyway.fabricMirroring.workspaceId");
    }
}
