package io.github.fabricmirroring.spring;

import io.github.fabricmirroring.MirroringException;

/** An invalid setting among the application's properties; reported by {@link MirroringFailureAnalyzer}. */
final class InvalidMirroringPropertyException extends MirroringException {

    private static final long serialVersionUID = 1L;

    InvalidMirroringPropertyException(MirroringException cause) {
        super(cause.getMessage(), cause);
    }
}
