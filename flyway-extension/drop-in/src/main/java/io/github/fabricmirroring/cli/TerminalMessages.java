package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.mirroring.Messages;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Tells people on standard error; on a terminal with colours, and with a line that changes while something is waited for. */
final class TerminalMessages implements Messages {

    private static final String BEGINNING_OF_LINE = "\r";
    private static final String CLEAR_TO_END_OF_LINE = "\u001B[K";

    private final PrintWriter err;
    private final String prefix;
    private final Ansi ansi;
    private boolean lineChanges;

    TerminalMessages(CommandLine command) {
        this.err = command.getErr();
        this.prefix = command.getCommandSpec().root().name() + ": ";
        this.ansi = command.getColorScheme().ansi();
    }

    @Override
    public synchronized void info(String message) {
        line(prefix + message);
    }

    @Override
    public synchronized void warn(String message) {
        line(prefix + styled("bold,yellow", "warning: ") + message);
    }

    @Override
    public synchronized void error(String message) {
        line(prefix + styled("bold,red", "error: ") + message);
    }

    @Override
    public synchronized void progress(String message) {
        if (ansi.enabled()) {
            err.print(BEGINNING_OF_LINE + prefix + message + CLEAR_TO_END_OF_LINE);
            err.flush();
            lineChanges = true;
        } else {
            info(message);
        }
    }

    /** On a terminal, whenever the database has been looked at. */
    @Override
    public Duration progressInterval() {
        return ansi.enabled() ? Duration.ZERO : Messages.super.progressInterval();
    }

    /** When what was waited for is over. */
    synchronized void clearProgress() {
        if (lineChanges) {
            err.print(BEGINNING_OF_LINE + CLEAR_TO_END_OF_LINE);
            err.flush();
            lineChanges = false;
        }
    }

    private void line(String text) {
        clearProgress();
        err.println(text);
        err.flush();
    }

    /** What it says may hold characters that mean something to picocli, so only the fixed part is given to it. */
    private String styled(String style, String text) {
        return ansi.new Text("@|" + style + " " + text + "|@").toString();
    }
}
