package io.github.fabricmirroring.internal.fabric;

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes sentences of what others report. */
final class Sentences {

    /** Control and format characters, and what else ends a line. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");

    /** Azure Pipelines and GitHub Actions take it for a command wherever it stands in a line. */
    private static final Pattern COMMAND = Pattern.compile("##(?=\\w*\\[)");

    /** GitHub Actions takes it for a command at the beginning of a line. */
    private static final Pattern COMMAND_AT_FIRST = Pattern.compile("^\\s*::");

    private static final Pattern TOKEN = Pattern.compile("(?i)bearer\\s+\\S+|eyJ[\\w.-]{10,}");

    /** With what an exception's {@code toString} puts after it. */
    private static final Pattern EXCEPTION =
            Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}(?:\\w+\\$)*\\w*(?:Exception|Error): ");

    private static final Pattern CLASS = Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}(?=[A-Z]\\w*)");

    private Sentences() {}

    static String sentence(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") ? stripped : stripped + ".";
    }

    /**
     * Text that somebody else has written, fit for a log: one line that steers no terminal and no build agent, without a
     * token.
     */
    static String fromOutside(String text) {
        String line = UNFIT.matcher(text.strip()).replaceAll(" ");
        String harmless = COMMAND_AT_FIRST
                .matcher(COMMAND.matcher(line).replaceAll("# #"))
                .replaceFirst(": :");
        return TOKEN.matcher(harmless).replaceAll("***");
    }

    /** Without packages: in a jar that brings its dependencies, theirs are others than in any documentation. */
    static String withoutPackages(String text) {
        return CLASS.matcher(EXCEPTION.matcher(text).replaceAll("")).replaceAll("");
    }

    static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : withoutPackages(
                        fromOutside(message.strip().lines().findFirst().orElseThrow()));
    }

    /** For the detail of a log, which a stack trace would bring all that somebody else has written to. */
    static String story(Throwable failure) {
        return causes(failure)
                .map(cause -> cause.getClass().getSimpleName() + ": " + fromOutside(String.valueOf(cause.getMessage())))
                .distinct()
                .collect(Collectors.joining("; because of "));
    }

    static Throwable root(Throwable failure) {
        return causes(failure).reduce((outer, inner) -> inner).orElseThrow();
    }

    /** The failure itself first. */
    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
