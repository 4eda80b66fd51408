package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.fabricmirroring.standin.FabricStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive as somebody unpacks it, and its launcher with an environment as small as cron's. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {

    private static final String ARCHIVE = System.getProperty("archive");
    private static final String JAVA = System.getProperty("java.home");
    private static final Path H2 = ProcessTest.H2;

    private record Result(int exitCode, String out, String err) {}

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path home;
    private String launcher;

    @BeforeEach
    void unpack() throws Exception {
        assertThat(run("tar", "xzf", ARCHIVE + ".tar.gz", "-C", folder.toString())
                        .exitCode())
                .isZero();
        try (Stream<Path> unpacked = Files.list(folder)) {
            home = unpacked.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        launcher = home.resolve("bin/fabric-mirroring").toString();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("JAVA_HOME", JAVA);
    }

    private Result run(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Result(exitCode, Files.readString(out), Files.readString(err));
    }

    private Path flyway(String name, Path... drivers) throws IOException {
        Path flyway = folder.resolve(name);
        Files.createDirectories(flyway.resolve("drivers"));
        for (Path driver : drivers) {
            Files.createSymbolicLink(flyway.resolve("drivers").resolve(driver.getFileName()), driver);
        }
        return executable(flyway.resolve("flyway")).getParent();
    }

    private static Path executable(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** It is asked nothing but whether a driver takes the URL: 4 is a database that does not know. */
    private Result askH2(String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of("status", "--url", "jdbc:h2:mem:x", "--user", "sa"));
        return run(words.toArray(String[]::new));
    }

    @Test
    void bothArchivesHaveTheJarTheLaunchersAndTheTexts() throws Exception {
        TreeSet<String> names = new TreeSet<>();
        try (ZipFile zip = new ZipFile(ARCHIVE + ".zip")) {
            zip.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> names.add(entry.getName()));
        }
        String root = home.getFileName() + "/";
        assertThat(names)
                .contains(
                        root + "LICENSE",
                        root + "NOTICE",
                        root + "README.md",
                        root + "bin/fabric-mirroring",
                        root + "bin/fabric-mirroring.cmd")
                .anyMatch(name -> name.matches(Pattern.quote(root) + "flyway-fabric-mirroring-.*-all\\.jar"))
                .hasSize(6);
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
        assertThat(Files.isExecutable(Path.of(launcher))).isTrue();
    }

    @Test
    void theDriversOfFlywayHomeAreFound() throws Exception {
        environment.put("FLYWAY_HOME", flyway("a flyway", H2).toString());

        Result status = askH2(launcher);

        assertThat(status.exitCode()).as(status.err()).isEqualTo(4);
    }

    @Test
    void theDriversOfTheFlywayOnThePathAreFoundBehindALink() throws Exception {
        Path flyway = flyway("flyway-1", H2);
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("flyway"), Path.of("../flyway-1/flyway"));
        environment.put("PATH", bin + ":/usr/bin:/bin");

        assertThat(askH2(launcher).exitCode()).isEqualTo(4);

        environment.put("PATH", flyway + ":/usr/bin:/bin");
        assertThat(askH2(launcher).exitCode()).isEqualTo(4);
    }

    /** As Homebrew lays it out. */
    @Test
    void theDriversBesideAScriptThatStartsFlywayAreFound() throws Exception {
        flyway("cellar/libexec", H2);
        Path script = executable(folder.resolve("cellar/bin/flyway"));
        environment.put("PATH", script.getParent() + ":/usr/bin:/bin");

        assertThat(askH2(launcher).exitCode()).isEqualTo(4);
    }

    @Test
    void classpathNamesMoreDriversAndWithoutAnyThereIsAHint() throws Exception {
        assertThat(askH2(launcher).err())
                .contains("no JDBC driver on the class path takes jdbc:h2:mem:", "FLYWAY_HOME");

        environment.put("CLASSPATH", H2.toString());
        assertThat(askH2(launcher).exitCode()).isEqualTo(4);
    }

    @Test
    void theLauncherWorksBehindALinkFromAnywhereInEveryShell() throws Exception {
        Path link =
                Files.createSymbolicLink(folder.resolve("fm"), Path.of(home.getFileName() + "/bin/fabric-mirroring"));
        environment.put("CLASSPATH", H2.toString());

        assertThat(askH2(link.toString()).exitCode()).isEqualTo(4);
        for (String shell : List.of("dash", "bash", "busybox")) {
            if (Files.isExecutable(Path.of("/usr/bin", shell)) || Files.isExecutable(Path.of("/bin", shell))) {
                List<String> command =
                        shell.equals("busybox") ? List.of(shell, "sh", launcher) : List.of(shell, launcher);
                assertThat(askH2(command.toArray(String[]::new)).exitCode())
                        .as(shell)
                        .isEqualTo(4);
            }
        }
    }

    @Test
    void argumentsArePassedAsTheyAreAndJavaArgsAsWords() throws Exception {
        try (FabricStandIn fabric = FabricStandIn.builder().start()) {
            environment.putAll(fabric.environment());
            environment.put(
                    "JAVA_ARGS",
                    "-Djavax.net.ssl.trustStore=" + fabric.trustStore()
                            + " -Djavax.net.ssl.trustStorePassword=changeit");
            environment.put(
                    "FLYWAY_FABRIC_MIRRORING_API_ENDPOINT", fabric.apiEndpoint().toString());

            Result run = run(
                    launcher,
                    "run",
                    "--item-url",
                    fabric.itemUrl(),
                    "--",
                    "sh",
                    "-c",
                    "echo \"$1\"; exit 7",
                    "sh",
                    "two  words * $HOME '");

            assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
            assertThat(run.out()).isEqualTo("two  words * $HOME '\n");
            assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        }
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        environment.put("FLYWAY_HOME", "/no/such/flyway");
        assertThat(run(launcher, "--version"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "fabric-mirroring: error: FLYWAY_HOME is /no/such/flyway, and there is no"
                                + " folder drivers in it.\n"));

        environment.remove("FLYWAY_HOME");
        environment.put("JAVA_HOME", "/no/such/java");
        assertThat(run(launcher, "--version").err()).contains("JAVA_HOME is /no/such/java, and there is no bin/java");

        environment.put("JAVA_HOME", JAVA);
        assertThat(run("sh", "-c", "rm " + home + "/*.jar").exitCode()).isZero();
        assertThat(run(launcher, "--version").err()).contains("unpack the whole archive");
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/shellcheck"))).isTrue();

        Result check = run("shellcheck", launcher);

        assertThat(check.exitCode()).as(check.out()).isZero();
    }

    /** It is not run here; it was under Wine. */
    @Test
    void theLauncherForWindowsHasEveryLabelThatItGoesToAndLineEndsOfWindows() throws Exception {
        String script = Files.readString(home.resolve("bin/fabric-mirroring.cmd"), StandardCharsets.US_ASCII);

        assertThat(script.replace("\r\n", "")).doesNotContain("\n", "\r");
        List<String> labels = Pattern.compile("(?m)^:(\\w+)\r?$")
                .matcher(script)
                .results()
                .map(m -> m.group(1))
                .toList();
        List<String> targets = Pattern.compile("goto (\\w+)")
                .matcher(script)
                .results()
                .map(m -> m.group(1))
                .distinct()
                .toList();
        assertThat(labels).containsAll(targets).doesNotHaveDuplicates();
        assertThat(script.chars().filter(c -> c == '"').count() % 2).isZero();
    }

    @Test
    void theStateIsKnownThroughTheLauncher() throws Exception {
        environment.put("CLASSPATH", H2.toString());
        environment.put("FLYWAY_FABRIC_MIRRORING_STATE_QUERY", "select 0");

        Result status = askH2(launcher);

        assertThat(status.exitCode()).as(status.err()).isEqualTo(3);
        assertThat(status.out()).contains("Mirroring is off.");
    }
}
