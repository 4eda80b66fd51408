package io.github.fabricmirroring.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the figures were measured on. */
record Machine(String processor, int cores, long memory, String system, String java) {

    private static final Pattern PROCESSOR = Pattern.compile("(?m)^model name\\s*: (.+)$");
    private static final Pattern SYSTEM = Pattern.compile("(?m)^PRETTY_NAME=\"(.+)\"$");

    static Machine here() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.version");
        return new Machine(
                find(PROCESSOR, Path.of("/proc/cpuinfo"))
                        .map(model -> model + " (" + System.getProperty("os.arch") + ")")
                        .orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
                find(SYSTEM, Path.of("/etc/os-release"))
                        .map(name -> name + ", " + system)
                        .orElse(system),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    }

    private static Optional<String> find(Pattern pattern, Path file) {
        try {
            Matcher found = pattern.matcher(Files.readString(file));
            return found.find() ? Optional.of(found.group(1).strip()) : Optional.empty();
        } catch (IOException e) {
            // Not every system has it.
            return Optional.empty();
        }
    }
}
