package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;

/** The window's connection is gone, and its locks with it. */
public final class SessionLostException extends MirroringException {

    private static final long serialVersionUID = 1L;

    public SessionLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
