package io.github.fabricmirroring.flyway;

import java.io.PrintStream;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Logs an error, and prints it to standard error if the log has not shown it.
 *
 * <p>Flyway's log drops errors with {@code -outputType=json} (without {@code -outputLogsInJson} since version 12), with
 * a logging library that has no backend, and with {@code loggers} that leave it out; its API does not say so. So the
 * log is observed while it logs: an error has been shown if it came out of standard output or standard error, or of a
 * handler of {@code java.util.logging}. A log that writes to a file only, or later, cannot be told from one that drops
 * errors: then the error is shown twice rather than not at all.
 */
final class Alarm {

    private static final Logger JDK_LOG = Logger.getLogger(MirroringCallback.class.getName());

    private Alarm() {}

    static void raise(String message, Consumer<String> log) {
        announce(message, message, log);
    }

    /**
     * @param announcement what is logged
     * @param message what is printed if the log has not shown the announcement
     */
    static void announce(String announcement, String message, Consumer<String> log) {
        if (!isShown(announcement, log)) {
            System.err.println("ERROR: " + message);
        }
    }

    /** One at a time: the standard streams are the process's. */
    private static synchronized boolean isShown(String message, Consumer<String> log) {
        Handler handler = new Handler();
        Observed error = new Observed(System.err, message);
        Observed output = new Observed(System.out, message);
        JDK_LOG.addHandler(handler);
        System.setErr(error);
        System.setOut(output);
        try {
            log.accept(message);
        } finally {
            System.setErr(error.original);
            System.setOut(output.original);
            JDK_LOG.removeHandler(handler);
        }
        return error.shown || output.shown || handler.shown;
    }

    /** Passes everything on, and notices the message. */
    private static final class Observed extends PrintStream {

        /** How messages begin that are reported through {@link FlywayReporter}; no log escapes any of it. */
        private static final int TELLING = 40;

        private final PrintStream original;
        private final String beginning;
        private volatile boolean shown;

        Observed(PrintStream original, String message) {
            super(original, true);
            this.original = original;
            this.beginning = message.substring(0, Math.min(TELLING, message.length()));
        }

        @Override
        public void println(String text) {
            notice(text);
            original.println(text);
        }

        @Override
        public void println(Object object) {
            println(String.valueOf(object));
        }

        @Override
        public void print(String text) {
            notice(text);
            original.print(text);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            notice(new String(bytes, offset, length));
            original.write(bytes, offset, length);
        }

        private void notice(String text) {
            if (text != null && text.contains(beginning)) {
                shown = true;
            }
        }
    }

    /** The JDK's console handler keeps the standard error of its own beginning. */
    private static final class Handler extends java.util.logging.Handler {

        private volatile boolean shown;

        @Override
        public void publish(LogRecord entry) {
            if (goesFurther(JDK_LOG, entry)) {
                shown = true;
            }
        }

        private boolean goesFurther(Logger logger, LogRecord entry) {
            for (Logger at = logger; at != null; at = at.getUseParentHandlers() ? at.getParent() : null) {
                for (java.util.logging.Handler other : at.getHandlers()) {
                    if (other != this && other.getLevel() != Level.OFF && other.isLoggable(entry)) {
                        return true;
                    }
                }
            }
            return false;
        }

        @Override
        public void flush() {
            // Keeps nothing.
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
