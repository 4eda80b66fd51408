package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import java.util.stream.Stream;

/** Mirroring is off, or may be, and nobody is about to start it: the one kind of failure that must reach a person. */
public final class MirroringLeftOffException extends MirroringException {

    private static final long serialVersionUID = 1L;

    MirroringLeftOffException(String message) {
        super(message);
    }

    MirroringLeftOffException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether it is one, or was caused by one. */
    public static boolean isBehind(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(MirroringLeftOffException.class::isInstance);
    }
}
