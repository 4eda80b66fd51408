package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.flyway.internal.MirroringFailedException;
import io.github.fabricmirroring.internal.window.BuildAnnotation;
import io.github.fabricmirroring.internal.window.Reporter;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogFactory;

/** Reports through Flyway's own log, where people look; errors reach standard error whatever becomes of that log. */
enum FlywayReporter implements Reporter {
    INSTANCE;

    private static final Log LOG = LogFactory.getLog(MirroringCallback.class);

    /** For {@code -X}. */
    void debug(String message) {
        LOG.debug(MirroringFailedException.PREFIX + message);
    }

    @Override
    public void info(String message) {
        LOG.info(MirroringFailedException.PREFIX + message);
    }

    @Override
    public void warn(String message) {
        LOG.warn(MirroringFailedException.PREFIX + message);
    }

    @Override
    public void error(String message) {
        Alarm.raise(MirroringFailedException.PREFIX + message, LOG::error);
    }

    @Override
    public void leftOff(String message) {
        error(message);
        BuildAnnotation.ofThisProcess().show(message, System.err);
    }

    /**
     * Of mirroring that is left off by a failure that Flyway is about to throw, and so to report. Whoever runs it may
     * drop that as well as the log, or report it on standard output only.
     */
    void leavesOff(String message) {
        Alarm.announce(
                MirroringFailedException.PREFIX + "mirroring may have been left off; the error that ends this run says"
                        + " what to do.",
                MirroringFailedException.PREFIX + message,
                LOG::error);
        BuildAnnotation.ofThisProcess().show(message, System.err);
    }
}
