package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.cli.Terminal.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A secret is planted wherever somebody may put one, and no part of it comes out again. */
class SecretsTest {

    private static final String ITEM_URL =
            "https://app.fabric.microsoft.com/groups/01234567-89ab-cdef-0123-456789abcdef"
                    + "/sqldatabases/01234567-89ab-cdef-0123-456789abcdef";

    private static final String SECRET = "Tr0ub4dor&Zq";

    /** So much of it would help nobody. */
    private static final int HARMLESS_LENGTH = 4;

    private static final List<String> URLS = List.of(
            SECRET,
            "sqlserver://u:" + SECRET + "@h",
            "jdbc:sqlserver://h;user=u;password=" + SECRET,
            "jdbc:sqlserver://h;user=u;password={" + SECRET + ";}}x}",
            "jdbc:sqlserver://u:" + SECRET + "@h",
            "jdbc:sqlserver://" + SECRET + "@h;database=x",
            "jdbc:sqlserver:;" + SECRET,
            "jdbc:h2:tcp://localhost:1/x;PASSWORD=" + SECRET,
            "jdbc:h2:nowhere:" + SECRET,
            "jdbc:h2:mem:x;NO_SUCH_SETTING=" + SECRET,
            "jdbc:h2:mem:x;INIT=" + SECRET,
            "jdbc:oracle:thin:u/" + SECRET + "@h",
            "jdbc:nothing:" + SECRET,
            "jdbc:" + SECRET + "://h",
            "https://u:" + SECRET + "@app.fabric.microsoft.com/groups/x",
            "https://app.fabric.microsoft.com/groups/x?token=" + SECRET,
            "https://app.fabric.microsoft.com/groups/x#" + SECRET,
            "password=" + SECRET,
            "PGPASSWORD=" + SECRET + " psql",
            "sqlcmd -P " + SECRET);

    @TestFactory
    Stream<DynamicTest> noPartOfASecretInWrongUsageComesOut() {
        return commands().stream().flatMap(command -> URLS.stream()
                .map(planted -> DynamicTest.dynamicTest(
                        command + " " + planted, () -> usages(command, planted).forEach(this::assertKept))));
    }

    private void assertKept(List<String> usage) {
        Result result = terminal().run(usage.toArray(String[]::new));

        assertThat(partsIn(result.all())).as(usage + ": " + result.all()).isEmpty();
    }

    private List<List<String>> usages(String command, String planted) {
        List<List<String>> usages = new ArrayList<>();
        usages.add(List.of(command, planted));
        usages.add(List.of(planted, command));
        usages.add(List.of(command + "x", "--url", planted));
        usages.add(List.of(command, "--password", planted));
        usages.add(List.of(command, "--password=" + planted));
        usages.add(List.of(command, "-P" + planted));
        usages.add(List.of(command, "--" + planted));
        usages.add(List.of(command, "-X", "--" + planted + "=x"));
        usages.add(List.of(command, "--url", planted, "--" + planted));
        usages.add(List.of(command, "--item-url", ITEM_URL, "--", planted));
        for (String option : options(command)) {
            usages.add(List.of(command, option, planted));
            usages.add(List.of(command, "-X", "--json", option + "=" + planted, "--item-url", ITEM_URL));
        }
        return usages;
    }

    @Test
    void noPartOfASecretInTheEnvironmentComesOut() {
        for (String planted : URLS) {
            for (String variable : List.of("FLYWAY_URL", "FLYWAY_FABRIC_MIRRORING_ITEM_URL", "FLYWAY_USER")) {
                Terminal other = terminal()
                        .environment("FLYWAY_PASSWORD", SECRET)
                        .environment("FLYWAY_URL", "jdbc:h2:mem:x;INIT=nonsense")
                        .environment(variable, planted);
                for (String command : List.of("stop", "start", "status", "run")) {
                    Result result = other.run(command, "-X", "--poll-interval", "1", "true");
                    assertThat(partsIn(result.all())).as(result.all()).isEmpty();
                }
            }
        }
    }

    @Test
    void noPartOfASecretInAConfigurationFileComesOut(@TempDir Path folder) throws Exception {
        List<String> lines = List.of(
                "password = " + SECRET,
                "password = \"" + SECRET,
                "url = \"${" + SECRET + "}\"",
                "url = \"${vault." + SECRET + "}\"",
                "url = \"${env." + SECRET + "}\"",
                "password = \"${env.X:" + SECRET + "}\"",
                "url = \"jdbc:sqlserver://h;password=" + SECRET + "\"",
                "[x]\n" + SECRET);
        for (String line : lines) {
            String toml = Files.writeString(folder.resolve("x.toml"), "[environments.default]\n" + line + "\n")
                    .toString();
            String conf = Files.writeString(folder.resolve("x.conf"), "flyway." + line.replace("\"", "") + "\n")
                    .toString();
            for (String file : List.of(toml, conf)) {
                Result result = terminal().run("status", "-X", "--config", file);
                assertThat(partsIn(result.all())).as(result.all()).isEmpty();
            }
        }
    }

    /** Of the driver, in the detail, too. */
    @Test
    void thePasswordOfAConnectionThatFailsDoesNotComeOut() {
        Result status = terminal()
                .environment("FLYWAY_PASSWORD", SECRET)
                .run("status", "-X", "--url", "jdbc:h2:mem:x;NO_SUCH_SETTING=" + SECRET, "--user", "sa");

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.err()).contains("    at ");
        assertThat(partsIn(status.all())).as(status.all()).isEmpty();
    }

    private static Terminal terminal() {
        return Terminal.to(() -> new MirroringException("No answer from Fabric."));
    }

    private static List<String> partsIn(String text) {
        int length = HARMLESS_LENGTH + 1;
        return IntStream.rangeClosed(0, SECRET.length() - length)
                .mapToObj(from -> SECRET.substring(from, from + length))
                .filter(text::contains)
                .toList();
    }

    private List<String> commands() {
        return List.copyOf(root().getSubcommands().keySet());
    }

    private List<String> options(String command) {
        return root().getSubcommands().get(command).getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .toList();
    }

    private CommandLine root() {
        return FabricMirroring.commandLine(Services.REAL);
    }
}
