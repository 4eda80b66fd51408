package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.window.BuildAnnotation;
import io.github.fabricmirroring.internal.window.MirroringLeftOffException;
import io.github.fabricmirroring.internal.window.Reporter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Reports on standard error; on a terminal with colours, and with a line that changes while something is waited for.
 */
final class TerminalMessages implements Reporter {

    private static final String BEGINNING_OF_LINE = "\r";
    private static final String CLEAR_TO_END_OF_LINE = "\u001B[K";

    /** A line that is longer than the terminal is wide must not become two, of which only the last would change. */
    private static final String CUT_AT_THE_EDGE = "\u001B[?7l";

    private static final String WRAP_AT_THE_EDGE = "\u001B[?7h";

    private static final Path STANDARD_ERROR = Path.of("/dev/stderr");
    private static final int FILE_TYPE = 0xF000;
    private static final int CHARACTER_DEVICE = 0x2000;

    private final PrintWriter err;
    private final Secrets secrets;
    private final String prefix;
    private final Ansi ansi;
    private boolean lineChanges;

    TerminalMessages(CommandLine command) {
        this.err = command.getErr();
        this.secrets = FabricMirroring.secrets(command.getCommandSpec());
        this.prefix = command.getCommandSpec().root().name() + ": ";
        this.ansi = isForTerminal() ? command.getColorScheme().ansi() : Ansi.OFF;
    }

    /** Picocli looks at standard input and output only, and not at what the terminal can do. */
    private static boolean isForTerminal() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return ((int) Files.getAttribute(STANDARD_ERROR, "unix:mode") & FILE_TYPE) == CHARACTER_DEVICE;
        } catch (IOException | UnsupportedOperationException e) {
            // A system without such files, as Windows.
            return true;
        }
    }

    @Override
    public synchronized void info(String message) {
        line(prefix, message);
    }

    @Override
    public synchronized void warn(String message) {
        line(prefix + styled("bold,yellow", "warning: "), message);
    }

    @Override
    public synchronized void error(String message) {
        line(prefix + styled("bold,red", "error: "), message);
    }

    @Override
    public synchronized void leftOff(String message) {
        error(message);
        // Not through picocli's writer: what follows is a line for a build agent to read.
        BuildAnnotation.ofThisProcess().show(secrets.removedFrom(message), System.err);
    }

    void failed(Throwable failure, String message) {
        if (MirroringLeftOffException.isBehind(failure)) {
            leftOff(message);
        } else {
            error(message);
        }
    }

    @Override
    public synchronized void progress(String message) {
        if (ansi.enabled()) {
            err.print(CUT_AT_THE_EDGE
                    + BEGINNING_OF_LINE
                    + CLEAR_TO_END_OF_LINE
                    + prefix
                    + secrets.removedFrom(message)
                    + WRAP_AT_THE_EDGE);
            err.flush();
            lineChanges = true;
        } else {
            info(message);
        }
    }

    /** On a terminal, whenever the database has been looked at. */
    @Override
    public Duration progressInterval() {
        return ansi.enabled() ? Duration.ZERO : Reporter.super.progressInterval();
    }

    /** When what was waited for is over. */
    synchronized void clearProgress() {
        if (lineChanges) {
            err.print(BEGINNING_OF_LINE + CLEAR_TO_END_OF_LINE);
            err.flush();
            lineChanges = false;
        }
    }

    /** A line for a build system, which has to stand there as it is. */
    synchronized void command(String line) {
        clearProgress();
        err.println(line);
        err.flush();
    }

    private void line(String beginning, String message) {
        clearProgress();
        err.println(beginning + secrets.removedFrom(message));
        err.flush();
    }

    /** What it says may hold characters that mean something to picocli, so only the fixed part is given to it. */
    private String styled(String style, String text) {
        return ansi.new Text("@|" + style + " " + text + "|@").toString();
    }
}
