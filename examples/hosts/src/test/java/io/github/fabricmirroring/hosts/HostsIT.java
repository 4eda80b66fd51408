package io.github.fabricmirroring.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Where Flyway runs: each row of the table in README is a test here. */
class HostsIT {

    /** @param host is null where none is run, because of the reason */
    private record Row(String name, String version, String entry, Host host, String reason) {

        Row(String name, String version, String entry, Host host) {
            this(name, version, entry, host, null);
        }

        boolean isChosen() {
            return host != null && toString().contains(CHOICE);
        }

        Path output() {
            return Path.of(
                    "target", "output", toString().toLowerCase(Locale.ROOT).replace(' ', '-'));
        }

        @Override
        public String toString() {
            return name + " " + version;
        }
    }

    private record Outcome(boolean passed, String detail) {}

    private static final String CHOICE = System.getProperty("hosts", "");

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path README = ROOT.resolve("README.md");
    private static final String UPDATE_README = "updateDocumentation";
    private static final String BEGIN = "<!-- begin: hosts -->\n";
    private static final String END = "<!-- end: hosts -->\n";

    private static final String COMMAND_LINE = "Flyway command line";
    private static final String IN_DRIVERS = "drop-in jar in `drivers/` or in a `jarDirs` folder";

    /** The plugin's 3.1.6 is not on Maven Central. */
    private static final String ITS_JACKSON_IS_MISSING =
            """
            <dependency>
              <groupId>tools.jackson.dataformat</groupId>
              <artifactId>jackson-dataformat-toml</artifactId>
              <version>3.1.7</version>
            </dependency>
            """;

    private static final List<Row> ROWS = List.of(
            commandLine("11.7.2", ROOT.resolve("flyway-extension/drop-in/target/cli/flyway-11.7.2")),
            commandLine("12.4.0", ROOT.resolve("examples/command-line/target/flyway-12.4.0")),
            new Row(
                    COMMAND_LINE,
                    "13.12.0",
                    IN_DRIVERS,
                    null,
                    "its `flyway-core-utilities` and `flyway-command-mcp` are not on Maven Central"),
            mavenPlugin("11.7.2", new MavenPlugin("11.7.2", false, "")),
            mavenPlugin("12.4.0", new MavenPlugin("12.4.0", false, "")),
            mavenPlugin("13.6.0", new MavenPlugin("13.6.0", true, ITS_JACKSON_IS_MISSING)),
            javaApi("11.7.2", "packed-jar"),
            javaApi("11.14.1", "packed-jar"),
            javaApi("12.4.0", "packed-jar"),
            javaApi("13.12.0", "packed-jar", "flyway-13"),
            springBoot("3.5.16"),
            springBoot("4.1.2"),
            new Row("Gradle plugin", "–", "drop-in jar on the build script's class path", null, "documented only"));

    private static final Map<Row, Outcome> OUTCOMES = new LinkedHashMap<>();

    private static Row commandLine(String version, Path installation) {
        Path dropIn = ROOT.resolve("flyway-extension/drop-in");
        Path reports = dropIn.resolve("target/failsafe-reports/flyway-" + version);
        MavenBuild build = new MavenBuild(
                        dropIn.resolve("pom.xml"), "failsafe:integration-test@default", "failsafe:verify@default")
                .property("it.test", "Flyway*IT")
                .property("cli", installation.toString())
                .property("cliReports", reports.toString());
        return new Row(
                COMMAND_LINE, version, IN_DRIVERS, new TestsInBuild(build, List.of(reports), installation.toString()));
    }

    private static Row mavenPlugin(String version, MavenPlugin plugin) {
        return new Row("flyway-maven-plugin", version, "drop-in jar as a dependency of the plugin", plugin);
    }

    /** The library as it is packed, compiled against one version of Flyway. */
    private static Row javaApi(String version, String... profiles) {
        Path library = ROOT.resolve("flyway-extension");
        Path reports = library.resolve("target/surefire-reports/flyway-" + version);
        MavenBuild build = new MavenBuild(library.resolve("pom.xml"), "surefire:test@default-test")
                .profiles(profiles)
                .property("flyway.version", version);
        return new Row(
                "Java API",
                version,
                "library, as `MirroringCallback`",
                new TestsInBuild(build, List.of(reports), "flyway-core-" + version + ".jar"));
    }

    private static Row springBoot(String version) {
        Path example = ROOT.resolve("examples/spring-boot");
        Path target = example.resolve("shop/target/spring-boot-" + version);
        MavenBuild build =
                new MavenBuild(example.resolve("pom.xml"), "verify").property("spring-boot.version", version);
        return new Row(
                "Spring Boot",
                version,
                "library on the class path",
                new TestsInBuild(
                        build,
                        List.of(target.resolve("surefire-reports"), target.resolve("failsafe-reports")),
                        "spring-boot-" + version + ".jar"));
    }

    @TestFactory
    Stream<DynamicTest> hosts() {
        return Stream.concat(
                ROWS.stream().filter(Row::isChosen).map(row -> dynamicTest(row.toString(), () -> check(row))),
                Stream.of(dynamicTest("README's table is true", HostsIT::readmeHasTheTable))
                        .filter(test -> CHOICE.isEmpty()));
    }

    private static void check(Row row) throws Exception {
        Instant begin = Instant.now();
        OUTCOMES.put(row, new Outcome(false, "see " + row.output()));
        String done = row.host().check(row.output());
        OUTCOMES.put(
                row,
                new Outcome(
                        true,
                        done + ", " + Duration.between(begin, Instant.now()).toSeconds() + " s"));
    }

    private static void readmeHasTheTable() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        assertThat(end).isGreaterThanOrEqualTo(begin);
        String expected = readme.substring(0, begin) + table() + readme.substring(end);
        if (Boolean.getBoolean(UPDATE_README) && OUTCOMES.values().stream().allMatch(Outcome::passed)) {
            Files.writeString(README, expected);
        }
        assertThat(README)
                .as("run with -D" + UPDATE_README + "=true to write it anew")
                .usingCharset(StandardCharsets.UTF_8)
                .hasContent(expected);
    }

    @AfterAll
    static void printTable() {
        System.out.println();
        System.out.print(table());
        OUTCOMES.forEach((row, outcome) -> System.out.println(row + ": " + outcome.detail()));
    }

    private static String table() {
        return ROWS.stream()
                .map(row -> "| " + String.join(" | ", row.name(), row.version(), row.entry(), result(row)) + " |\n")
                .collect(Collectors.joining(
                        "", "| host | version | how the extension gets in | result |\n|---|---|---|---|\n", ""));
    }

    private static String result(Row row) {
        if (row.host() == null) {
            return "not run: " + row.reason();
        }
        Outcome outcome = OUTCOMES.get(row);
        if (outcome == null) {
            return "left out";
        }
        return outcome.passed() ? "passes" : "FAILS";
    }
}
