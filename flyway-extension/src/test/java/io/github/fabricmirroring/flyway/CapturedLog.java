package io.github.fabricmirroring.flyway;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/** What people would see of a run: each line of Flyway's log as {@code LEVEL message}, kept and printed. */
public final class CapturedLog implements LogCreator {

    private static final String DEBUG = "DEBUG ";
    private static final List<String> LINES = new CopyOnWriteArrayList<>();

    static void clear() {
        LINES.clear();
    }

    static List<String> lines() {
        return List.copyOf(LINES);
    }

    /** Only ours, without their prefix, and without what only {@code -X} shows. */
    static List<String> ours() {
        return allOfOurs().filter(line -> !line.startsWith(DEBUG)).toList();
    }

    /** What only {@code -X} shows of ours. */
    static List<String> oursInDetail() {
        return allOfOurs().filter(line -> line.startsWith(DEBUG)).toList();
    }

    private static Stream<String> allOfOurs() {
        return LINES.stream()
                .filter(line -> line.contains("Fabric mirroring: "))
                .map(line -> line.replace("Fabric mirroring: ", ""));
    }

    private static void take(String line) {
        LINES.add(line);
        System.out.println(line);
    }

    @Override
    public Log createLogger(Class<?> clazz) {
        return new Log() {
            // Abstract before Flyway 12, deprecated since.
            @SuppressWarnings("deprecation")
            public boolean isDebugEnabled() {
                return false;
            }

            @Override
            public void debug(String message) {
                take(DEBUG + message);
            }

            @Override
            public void info(String message) {
                take("INFO " + message);
            }

            @Override
            public void warn(String message) {
                take("WARN " + message);
            }

            @Override
            public void error(String message) {
                take("ERROR " + message);
            }

            @Override
            public void error(String message, Exception e) {
                take("ERROR " + message + " " + e);
            }

            @Override
            public void notice(String message) {
                take("NOTICE " + message);
            }
        };
    }
}
