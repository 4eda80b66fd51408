package io.github.fabricmirroring.spring;

import io.github.fabricmirroring.MirroringException;

/** A setting among the application's properties that makes no sense; told by {@link InvalidMirroringPropertyAnalyzer}. */
final class InvalidMirroringPropertyException extends MirroringException {

    private static final long serialVersionUID = 1L;

    InvalidMirroringPropertyException(MirroringException cause) {
        super(cause.getMessage(), cause);
    }
}
