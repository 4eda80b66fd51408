package io.github.fabricmirroring.example;

import java.io.PrintStream;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/** Prints Flyway's log line by line, and lets the timeline read what the extension tells in it. */
final class PlainLog implements LogCreator, Log {

    private final PrintStream out;
    private final Timeline timeline;

    PlainLog(PrintStream out, Timeline timeline) {
        this.out = out;
        this.timeline = timeline;
    }

    @Override
    public Log createLogger(Class<?> origin) {
        return this;
    }

    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {
        timeline.read(message);
        print("", message);
    }

    @Override
    public void notice(String message) {
        print("", message);
    }

    @Override
    public void warn(String message) {
        print("WARNING: ", message);
    }

    @Override
    public void error(String message) {
        print("ERROR: ", message);
    }

    /** Without the stack trace: the exception comes out of {@code migrate} as well. */
    @Override
    public void error(String message, Exception e) {
        error(message);
    }

    private void print(String level, String message) {
        (level + message).lines().forEach(line -> out.println("  | " + line));
    }
}
