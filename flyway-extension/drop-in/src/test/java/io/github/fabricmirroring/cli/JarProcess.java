package io.github.fabricmirroring.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The jar as a process, with nothing of this machine's environment but PATH. */
final class JarProcess {

    /** What it printed, and how it ended. */
    record Result(int exitCode, String out, String err) {}

    private static final String JAR = System.getProperty("dropInJar");
    private static final long PATIENCE_MINUTES = 1;

    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> classpath = new ArrayList<>(List.of(JAR));
    private final List<String> launcher = new ArrayList<>();
    private String input = "";

    /**
     * @param folder its working directory
     */
    JarProcess(Path folder) {
        this.folder = folder;
        environment.put("PATH", System.getenv("PATH"));
    }

    JarProcess environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    JarProcess environment(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    JarProcess option(String option) {
        options.add(option);
        return this;
    }

    JarProcess onClasspath(Path... more) {
        for (Path path : more) {
            classpath.add(path.toString());
        }
        return this;
    }

    /** A command that runs the JVM in its own place. */
    JarProcess launcher(String command) {
        launcher.add(command);
        return this;
    }

    JarProcess input(String text) {
        this.input = text;
        return this;
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return end(start(arguments));
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        if (classpath.size() == 1) {
            command.addAll(List.of("-jar", JAR));
        } else {
            command.addAll(List.of("-cp", String.join(File.pathSeparator, classpath), FabricMirroring.class.getName()));
        }
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Files.writeString(folder.resolve("in"), input).toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    String out() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    Result end(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("It does not end: " + out() + err());
        }
        return new Result(process.exitValue(), out(), err());
    }
}
