package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;

/** A request to Fabric that was not accepted, or whose fate is not known. */
public abstract class MirroringApiException extends MirroringException {

    private static final long serialVersionUID = 1L;

    protected MirroringApiException(String message, Throwable cause) {
        super(message, cause);
    }

    /** {@code false} only if Fabric has certainly done nothing, as after a plain refusal. */
    public abstract boolean mayHaveTakenEffect();
}
