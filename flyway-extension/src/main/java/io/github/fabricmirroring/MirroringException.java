package io.github.fabricmirroring;

/** Something about mirroring went wrong. The message says what and where, and what a person can do next. */
public class MirroringException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MirroringException(String message) {
        super(message);
    }

    public MirroringException(String message, Throwable cause) {
        super(message, cause);
    }
}
