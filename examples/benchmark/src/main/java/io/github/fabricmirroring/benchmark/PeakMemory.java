package io.github.fabricmirroring.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most memory that the Java process behind a shell script ever had resident. Linux keeps that figure while the
 * process lives, so a look every few milliseconds misses nothing but what comes in its last ones; elsewhere nothing is
 * measured.
 */
final class PeakMemory {

    private static final Pattern HIGH_WATER_MARK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final ProcessHandle shell;
    private Optional<Path> status = Optional.empty();
    private OptionalLong bytes = OptionalLong.empty();

    PeakMemory(ProcessHandle shell) {
        this.shell = shell;
    }

    void look() {
        if (status.isEmpty()) {
            status = shell.children()
                    .filter(child -> child.info().command().orElse("").endsWith("java"))
                    .map(java -> Path.of("/proc", Long.toString(java.pid()), "status"))
                    .filter(Files::isReadable)
                    .findFirst();
        }
        status.ifPresent(this::read);
    }

    private void read(Path file) {
        try {
            OptionalLong now = highWaterMark(Files.readString(file));
            bytes = now.isPresent() ? now : bytes;
        } catch (IOException e) {
            // The process has ended meanwhile: the last figure stays.
        }
    }

    /** Of a {@code /proc/<pid>/status}; a process that has just ended has none. */
    static OptionalLong highWaterMark(String status) {
        Matcher found = HIGH_WATER_MARK.matcher(status);
        return found.find() ? OptionalLong.of(Long.parseLong(found.group(1)) * 1024) : OptionalLong.empty();
    }

    OptionalLong bytes() {
        return bytes;
    }
}
