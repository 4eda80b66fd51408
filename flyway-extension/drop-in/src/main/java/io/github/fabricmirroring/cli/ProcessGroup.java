package io.github.fabricmirroring.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whether a signal went to this process's whole group: from a terminal, from {@code timeout}, from whatever
 * cancels a job. Then the other processes of the group, such as a command, have got it already. Java does not know, so a
 * small shell that is in the group reports what it gets itself.
 */
final class ProcessGroup implements AutoCloseable {

    /**
     * A shell acts on signals only between commands, or in {@code wait}; what it waits for ends with this process, or
     * when this process closes its input.
     */
    private static final String WATCH =
            """
            for s in INT HUP TERM; do trap "echo $s" $s; done
            (trap '' INT HUP TERM; exec cat >/dev/null) <&3 &
            while kill -0 $! 2>/dev/null; do wait $!; done
            """;

    /** How long after this process the shell may get the same signal; also how soon nobody sends it to both once more. */
    private static final Duration SAME = Duration.ofMillis(500);

    private static final boolean WINDOWS = File.separatorChar == '\\';

    private final Optional<Process> shell;
    private final Map<String, Long> got = new ConcurrentHashMap<>();

    private ProcessGroup(Optional<Process> shell) {
        this.shell = shell;
    }

    static ProcessGroup watch() {
        ProcessGroup group = new ProcessGroup(start());
        group.shell.ifPresent(process -> {
            Thread reader = new Thread(() -> group.read(process), "fabric-mirroring-signals");
            reader.setDaemon(true);
            reader.start();
        });
        return group;
    }

    private static Optional<Process> start() {
        if (WINDOWS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessBuilder("sh", "-c", "exec 3<&0\n" + WATCH)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void read(Process process) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String signal = lines.readLine(); signal != null; signal = lines.readLine()) {
                synchronized (this) {
                    got.put(signal, System.nanoTime());
                    notifyAll();
                }
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    /**
     * Whether a signal that this process has just got went to that process, too; may wait for a moment.
     *
     * @param signal without {@code SIG}
     */
    boolean hasGot(String signal, Process process) {
        return hasGot(signal) && isInGroup(process);
    }

    private synchronized boolean hasGot(String signal) {
        long arrived = System.nanoTime();
        try {
            while (shell.filter(Process::isAlive).isPresent()) {
                Long reported = got.get(signal);
                if (reported != null && arrived - reported < 2 * SAME.toNanos()) {
                    return true;
                }
                long left = SAME.toMillis()
                        - Duration.ofNanos(System.nanoTime() - arrived).toMillis();
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Unless it has made a group of its own, as {@code timeout} and {@code setsid} do. */
    private boolean isInGroup(Process process) {
        Optional<String> ours = shell.flatMap(watch -> groupOf(watch.pid()));
        return ours.isEmpty() || ours.equals(groupOf(process.pid()));
    }

    private static Optional<String> groupOf(long pid) {
        Path status = Path.of("/proc/" + pid + "/stat");
        try {
            if (Files.isReadable(status)) {
                // The name before may have blanks and parentheses in it; state, parent and group follow.
                return Optional.of(
                        Files.readString(status).replaceFirst("(?s).*\\) ", "").split(" ")[2]);
            }
            Process ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", Long.toString(pid)).start();
            try (InputStream out = ps.getInputStream()) {
                return Optional.of(new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip());
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        shell.ifPresent(process -> {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                process.destroyForcibly();
            }
        });
    }
}
