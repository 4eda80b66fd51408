package io.github.fabricmirroring.internal.fabric;

import io.github.fabricmirroring.internal.settings.OutsideText;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes sentences of what others report. */
final class Sentences {

    /** With what an exception's {@code toString} puts after it. */
    private static final Pattern EXCEPTION =
            Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}(?:\\w+\\$)*\\w*(?:Exception|Error): ");

    private static final Pattern CLASS = Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}(?=[A-Z]\\w*)");

    private Sentences() {}

    static String sentence(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") ? stripped : stripped + ".";
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
                        OutsideText.harmless(message.strip().lines().findFirst().orElseThrow()));
    }

    /** For the detail of a log, which a stack trace would bring all that somebody else has written to. */
    static String story(Throwable failure) {
        return causes(failure)
                .map(cause -> cause.getClass().getSimpleName() + ": "
                        + OutsideText.harmless(String.valueOf(cause.getMessage())))
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
