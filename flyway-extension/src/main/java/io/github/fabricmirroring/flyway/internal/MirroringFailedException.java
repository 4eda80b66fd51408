package io.github.fabricmirroring.flyway.internal;

import org.flywaydb.core.api.FlywayException;

/** What Flyway throws when ours is the error: tells it from Flyway's own. Not for users. */
public final class MirroringFailedException extends FlywayException {

    /** What our messages begin with among Flyway's. */
    public static final String PREFIX = "Fabric mirroring: ";

    private static final long serialVersionUID = 1L;

    private final String sentence;

    public MirroringFailedException(String sentence, Throwable cause) {
        super(PREFIX + sentence, cause);
        this.sentence = sentence;
    }

    /** The message where nothing of Flyway stands around it. */
    public String sentence() {
        return sentence;
    }
}
