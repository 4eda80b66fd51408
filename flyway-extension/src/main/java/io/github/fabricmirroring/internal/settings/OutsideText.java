package io.github.fabricmirroring.internal.settings;

import java.util.regex.Pattern;

/** Text that somebody else has written: Fabric, a proxy, a driver, or whoever may write into the database. */
public final class OutsideText {

    /** Control and format characters, and what else ends a line. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");

    /** Azure Pipelines and GitHub Actions take it for a command wherever it stands in a line. */
    private static final Pattern COMMAND = Pattern.compile("##(?=\\w*\\[)");

    /** GitHub Actions takes it for a command at the beginning of a line. */
    private static final Pattern COMMAND_AT_FIRST = Pattern.compile("^\\s*::");

    private static final Pattern TOKEN = Pattern.compile("(?i)bearer\\s+\\S+|eyJ[\\w.-]{10,}");

    private OutsideText() {}

    /** The same, fit for a log: one line that steers no terminal and no build agent, without a token. */
    public static String harmless(String text) {
        String line = UNFIT.matcher(text.strip()).replaceAll(" ");
        String commandless = COMMAND_AT_FIRST
                .matcher(COMMAND.matcher(line).replaceAll("# #"))
                .replaceFirst(": :");
        return TOKEN.matcher(commandless).replaceAll("***");
    }
}
