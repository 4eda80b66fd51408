package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A command with this process's standard input and output, which gets the signals that this process is sent. */
final class Child {

    /** What a process is told to end by: by a person, by a terminal that is closed, by a service manager. */
    private static final List<String> SIGNALS = List.of("INT", "HUP", "TERM");

    private static final boolean WINDOWS = File.separatorChar == '\\';

    private final List<String> command;

    private List<Runnable> giveSignalsBack = List.of();
    private Process process;
    private ProcessGroup group;
    private boolean toldToExit;

    Child(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** Without its arguments, which may hold a secret, and its folder. */
    String name() {
        Path file = Path.of(command.get(0));
        return Optional.ofNullable(file.getFileName()).orElse(file).toString();
    }

    /** As it was typed, unless there is more in it than a program's name. */
    String typed() {
        return Harmless.program(command.get(0)).orElse("of this name (it has characters that are not shown here)");
    }

    /** To be asked before mirroring is stopped for nothing. Windows finds commands in more ways than this. */
    boolean isFound() {
        return WINDOWS || files().anyMatch(Files::isRegularFile);
    }

    boolean isExecutable() {
        return WINDOWS || files().anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }

    private Stream<Path> files() {
        String file = command.get(0);
        return file.contains(File.separator)
                ? Stream.of(Path.of(file))
                : Arrays.stream(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(File.pathSeparator))
                        .map(folder -> Path.of(folder, file));
    }

    /**
     * From now on signals go to the command, until it has ended. Before it has begun they end this process as ever, and
     * it does not begin any more: mirroring is being started then.
     */
    void takeSignals() {
        giveSignalsBack = SIGNALS.stream()
                .map(signal -> Signals.handle(signal, () -> takes(signal)))
                .toList();
    }

    private synchronized boolean takes(String signal) {
        if (process == null) {
            toldToExit = true;
            return false;
        }
        if (!group.hasGot(signal, process)) {
            pass(signal, process);
        }
        return true;
    }

    private synchronized Process begin(ProcessBuilder builder) throws IOException {
        if (toldToExit) {
            throw new MirroringException("the process is exiting, so " + name() + " was not run.");
        }
        group = ProcessGroup.watch();
        process = builder.start();
        return process;
    }

    /**
     * Runs it to its end.
     *
     * @return its exit code; 128 and the signal's number if a signal has ended it
     * @throws MirroringException if this process has been told to exit
     */
    int run() throws IOException {
        try {
            return waitFor(begin(new ProcessBuilder(command).inheritIO()));
        } finally {
            giveSignalsBack.forEach(Runnable::run);
            if (group != null) {
                group.close();
            }
        }
    }

    /** However often it is interrupted: mirroring must not be started while the command is at work. */
    private static int waitFor(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void pass(String signal, Process process) {
        if (signal.equals("TERM")) {
            process.destroy();
        } else if (!WINDOWS) {
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
            } catch (IOException e) {
                process.destroy();
            }
        }
    }
}
