package io.github.fabricmirroring.internal.tag;

import java.util.List;
import java.util.Locale;

/**
 * How the language of a script writes comments. What is in no comment ends the header: a docstring of Python is an
 * expression, so a tag stands above it.
 */
public enum CommentStyle {
    /** Block comments nest, as in T-SQL. */
    SQL(List.of("--"), "/*", "*/", true),
    /** Shells and Python; a {@code #!} line is a comment like any other. */
    HASH(List.of("#"), "", "", false),
    POWERSHELL(List.of("#"), "<#", "#>", false),
    /** {@code cmd} of Windows. */
    BATCH(List.of("::", "rem", "@rem"), "", "", false);

    /** With which a batch file has to begin if it is not to print its own commands, the comments below included. */
    static final String ECHO_OFF = "@echo off";

    /** What begins a comment that ends with the line, in lower case. */
    final List<String> lineMarkers;

    /** What begins and ends a comment of any number of lines; empty if there are none. */
    final String blockStart;

    final String blockEnd;

    final boolean blocksNest;

    CommentStyle(List<String> lineMarkers, String blockStart, String blockEnd, boolean blocksNest) {
        this.lineMarkers = lineMarkers;
        this.blockStart = blockStart;
        this.blockEnd = blockEnd;
        this.blocksNest = blocksNest;
    }

    /**
     * Goes by the script's suffix. What runs the scripts may call one of another language SQL, such as a baseline.
     *
     * @param script its name, with or without a path
     */
    public static CommentStyle of(String script) {
        String name = script.substring(Math.max(script.lastIndexOf('/'), script.lastIndexOf('\\')) + 1);
        if (name.indexOf('.') < 0) {
            // What says in a #! line who runs it: a SQL migration has a suffix.
            return HASH;
        }
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "sh", "bash", "py" -> HASH;
            case "ps1" -> POWERSHELL;
            case "bat", "cmd" -> BATCH;
            default -> SQL;
        };
    }

    /** The tag, as a line of such a script. */
    public String tag() {
        String marker = this == BATCH ? "@REM" : lineMarkers.get(0);
        return marker + " requires: " + TagSpelling.MIRRORING_OFF;
    }
}
