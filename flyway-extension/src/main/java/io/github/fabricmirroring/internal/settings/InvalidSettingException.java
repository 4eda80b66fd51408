package io.github.fabricmirroring.internal.settings;

/** Its message is what was expected instead. */
final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSettingException(String expected) {
        super(expected);
    }
}
