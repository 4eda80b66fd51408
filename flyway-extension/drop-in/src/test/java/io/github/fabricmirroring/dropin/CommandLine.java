package io.github.fabricmirroring.dropin;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Flyway's command line, in an installation of its own and with nothing of this machine's environment. */
final class CommandLine {

    /** What a run printed, both streams together, and how it ended. */
    record Result(int exitCode, List<String> lines) {

        String text() {
            return String.join(System.lineSeparator(), lines);
        }

        /** The lines that tell where the run is, with durations as {@code N s} and names as short as they can be. */
        List<String> story() {
            return lines.stream()
                    .filter(line -> line.contains("Fabric mirroring: ") || line.startsWith("Migrating schema"))
                    // On a busy machine only.
                    .filter(line -> !line.contains("waiting for a token"))
                    .map(line -> line.replaceAll("\\d+(\\.\\d)? s\\b", "N s")
                            .replaceAll("Migrating schema .* version \"(.*)\"", "migrating to $1"))
                    .toList();
        }
    }

    /** What a run printed on each stream, and how it ended. */
    record Streams(int exitCode, String output, String error) {}

    private static final long PATIENCE_MINUTES = 3;

    private final Path home;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> javaArguments = new ArrayList<>();

    /**
     * @param unpacked what the command line's archive holds; its jars are linked to
     * @param home an empty directory
     */
    CommandLine(Path unpacked, Path home) throws IOException {
        this.home = home;
        Files.createSymbolicLink(home.resolve("lib"), unpacked.resolve("lib"));
        Files.copy(unpacked.resolve("flyway"), home.resolve("flyway"));
        home.resolve("flyway").toFile().setExecutable(true);
        Files.createDirectory(home.resolve("drivers"));
        Files.createDirectory(home.resolve("sql"));
        Files.createDirectory(home.resolve("jars"));
        // No other: where the drop-in jar goes is what the tests are about.
        try (DirectoryStream<Path> drivers = Files.newDirectoryStream(unpacked.resolve("drivers"), "h2-*.jar")) {
            for (Path driver : drivers) {
                Files.createSymbolicLink(home.resolve("drivers").resolve(driver.getFileName()), driver);
            }
        }
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("REDGATE_DISABLE_TELEMETRY", "true");
        environment.put("FLYWAY_LOCATIONS", "filesystem:" + home.resolve("sql"));
        javaArgument("-Duser.home=" + home);
    }

    CommandLine environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    CommandLine environment(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    CommandLine without(String... variables) {
        environment.keySet().removeAll(List.of(variables));
        return this;
    }

    CommandLine javaArgument(String argument) {
        javaArguments.add(argument);
        return this;
    }

    /** Writes a file in the installation, which is also the directory that Flyway is started in. */
    CommandLine file(String path, String content) throws IOException {
        Files.writeString(home.resolve(path), content);
        return this;
    }

    CommandLine jar(Path jar, String folder) throws IOException {
        Files.createSymbolicLink(home.resolve(folder).resolve(jar.getFileName()), jar);
        return this;
    }

    Path path(String path) {
        return home.resolve(path);
    }

    Result migrate(String... options) throws IOException, InterruptedException {
        return end(start(options));
    }

    Process start(String... options) throws IOException {
        return process("migrate", options)
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
    }

    /** One of Flyway's commands, run to its end. */
    Streams run(String command, String... options) throws IOException, InterruptedException {
        Path error = home.resolve("error.txt");
        Process process = process(command, options)
                .redirectOutput(output().toFile())
                .redirectError(error.toFile())
                .start();
        await(process);
        return new Streams(process.exitValue(), Files.readString(output()), Files.readString(error));
    }

    private ProcessBuilder process(String command, String... options) {
        List<String> words = new ArrayList<>(List.of(home.resolve("flyway").toString(), "-skipCheckForUpdate"));
        words.addAll(List.of(options));
        words.add(command);
        ProcessBuilder builder = new ProcessBuilder(words).directory(home.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_ARGS", String.join(" ", javaArguments));
        return builder;
    }

    Result end(Process process) throws IOException, InterruptedException {
        await(process);
        return new Result(process.exitValue(), Files.readAllLines(output()));
    }

    private void await(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("flyway did not end: " + Files.readString(output()));
        }
    }

    private Path output() {
        return home.resolve("output.txt");
    }
}
