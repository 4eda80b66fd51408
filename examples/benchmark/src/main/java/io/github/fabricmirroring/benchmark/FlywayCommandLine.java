package io.github.fabricmirroring.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Flyway's command line in an installation of its own, with nothing of this machine's environment. */
final class FlywayCommandLine {

    /**
     * @param peakMemory in bytes, what the process had resident at most; empty where the system does not tell
     */
    record Run(boolean successful, Duration wall, OptionalLong peakMemory, Path output) {

        /**
         * @throws IOException if it failed
         */
        Run successfully() throws IOException {
            if (!successful) {
                throw new IOException("flyway migrate failed: " + Files.readString(output));
            }
            return this;
        }
    }

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int LOOK_MILLIS = 5;

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * @param unpacked what the command line's archive holds; its jars are linked to
     * @param home a directory that is not there yet
     */
    FlywayCommandLine(Path unpacked, Path home, Path scripts, String url) throws IOException {
        this.home = Files.createDirectories(home);
        Files.createSymbolicLink(home.resolve("lib"), unpacked.resolve("lib"));
        Files.copy(unpacked.resolve("flyway"), home.resolve("flyway"));
        home.resolve("flyway").toFile().setExecutable(true);
        Files.createDirectory(home.resolve("drivers"));
        try (Stream<Path> drivers = Files.list(unpacked.resolve("drivers"))) {
            for (Path driver : drivers.toList()) {
                link(driver);
            }
        }
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("REDGATE_DISABLE_TELEMETRY", "true");
        environment.put("FLYWAY_LOCATIONS", "filesystem:" + scripts);
        environment.put("FLYWAY_URL", url);
        environment.put("FLYWAY_USER", "sa");
    }

    FlywayCommandLine with(Path dropInJar) throws IOException {
        link(dropInJar);
        return this;
    }

    FlywayCommandLine with(Map<String, String> moreEnvironment) {
        environment.putAll(moreEnvironment);
        return this;
    }

    private void link(Path jar) throws IOException {
        Files.createSymbolicLink(home.resolve("drivers").resolve(jar.getFileName()), jar.toAbsolutePath());
    }

    /** Runs {@code flyway migrate}. */
    Run migrate(String... javaArguments) throws IOException, InterruptedException {
        Path output = home.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(home.resolve("flyway").toString(), "-skipCheckForUpdate", "migrate")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        List<String> arguments = new ArrayList<>(List.of("-Duser.home=" + home));
        arguments.addAll(List.of(javaArguments));
        builder.environment().put("JAVA_ARGS", String.join(" ", arguments));
        long begin = System.nanoTime();
        Process shell = builder.start();
        PeakMemory memory = new PeakMemory(shell.toHandle());
        while (!shell.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            memory.look();
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                shell.descendants().forEach(ProcessHandle::destroyForcibly);
                shell.waitFor();
            }
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - begin);
        return new Run(shell.exitValue() == 0, wall, memory.bytes(), output);
    }
}
