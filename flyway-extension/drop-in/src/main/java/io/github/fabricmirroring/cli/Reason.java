package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Why something failed, as a sentence: what was first is innermost, and says most. */
final class Reason {

    private Reason() {}

    static String of(Throwable failure) {
        Throwable root = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .orElse(failure);
        String text = Optional.ofNullable(root.getMessage())
                .map(String::strip)
                .filter(message -> !message.isEmpty())
                .orElseGet(() -> root.getClass().getSimpleName());
        return text.endsWith(".") ? text : text + ".";
    }

    /** What a message of ours says, which is a sentence already, or why something else failed. */
    static String ofMessage(Exception e) {
        return e instanceof MirroringException ? e.getMessage() : of(e);
    }
}
