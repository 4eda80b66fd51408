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
import java.util.stream.Collectors;

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
    private boolean onTerminal;
    private Path errorsTo;
    private List<String> launcher = List.of();
    private String input = "";
    private Path output;

    /**
     * @param folder its working directory
     */
    JarProcess(Path folder) {
        this.folder = folder;
        this.output = folder.resolve("out");
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

    /**
     * With a terminal of its own; what it prints there, on standard error, too, is its output. It needs Linux's script.
     */
    JarProcess onTerminal() {
        onTerminal = true;
        return this;
    }

    /** On a terminal: its standard error is this file nevertheless. */
    JarProcess errorsTo(Path file) {
        errorsTo = file;
        return this;
    }

    /** Programs that run the JVM in their own place. */
    JarProcess launcher(String... command) {
        launcher = List.of(command);
        return this;
    }

    /** In place of the file that it is read from here. */
    JarProcess outputTo(String file) {
        output = Path.of(file);
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
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        if (classpath.size() == 1) {
            command.addAll(List.of("-jar", JAR));
        } else {
            command.addAll(List.of("-cp", String.join(File.pathSeparator, classpath), FabricMirroring.class.getName()));
        }
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(onTerminal ? onTerminal(command) : command)
                .directory(folder.toFile())
                .redirectInput(Files.writeString(folder.resolve("in"), input).toFile())
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private List<String> onTerminal(List<String> command) {
        String line = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        return List.of(
                "script",
                "--quiet",
                "--return",
                "--command",
                line + (errorsTo == null ? "" : " 2>" + errorsTo),
                "/dev/null");
    }

    String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    String out() throws IOException {
        return output.startsWith(folder) ? Files.readString(output) : "";
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
