package io.github.fabricmirroring.internal.fabric;

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes sentences of what others report. */
final class Sentences {

    /** Control and format characters, and what else ends a line. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

    private Sentences() {}

    static String sentence(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") ? stripped : stripped + ".";
    }

    /** Text from outside, fit for a log: what could end a line, or steer a terminal, is replaced. */
    static String oneLine(String text) {
        return UNFIT.matcher(text).replaceAll("?");
    }

    static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElseThrow();
    }

    static Throwable root(Throwable failure) {
        return causes(failure).reduce((outer, inner) -> inner).orElseThrow();
    }

    /** The failure itself first. */
    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
