package io.github.fabricmirroring.benchmark;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * All that was measured.
 *
 * @param memory peak memory in megabytes; empty where the system does not tell
 * @param inProcess seconds
 * @param tagMicroseconds what is spent per untagged script beyond opening it
 * @param ways in the order of {@link Way}
 * @param turnsToStop on a database in Fabric
 * @param jarBytes of the drop-in jar
 */
record Results(
        Setup setup,
        Comparison wall,
        Optional<Comparison> memory,
        Comparison inProcess,
        double tagMicroseconds,
        TimeOff timeOff,
        List<Way.Outcome> ways,
        List<Reaction> reactions,
        List<FirstWindow> firstWindows,
        List<Duration> turnsToStop,
        long jarBytes,
        LoadedClasses loadedClasses,
        CommandLines.Heaps heaps) {

    /**
     * @param commandLine the version of Flyway's command line
     * @param library the version of Flyway in this JVM
     * @param scripts of the project for the command line
     * @param scriptsInProcess of the project for this JVM
     * @param took the whole benchmark
     */
    record Setup(
            Machine machine,
            String commandLine,
            String library,
            LocalDate date,
            int scripts,
            int scriptsInProcess,
            Duration took) {}

    Way.Outcome way(Way way) {
        return ways.get(way.ordinal());
    }

    Duration leastTimeOff() {
        return timeOff.project().leastTimeOff(timeOff.change());
    }

    double timeOffRatio() {
        return seconds(way(Way.HERE).timeOff()) / seconds(leastTimeOff());
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
