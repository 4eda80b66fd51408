package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.internal.window.Messages;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogFactory;

/** Tells people through Flyway's own log, where they look. */
enum FlywayMessages implements Messages {
    INSTANCE;

    private static final String PREFIX = "Fabric mirroring: ";
    private static final Log LOG = LogFactory.getLog(MirroringCallback.class);

    @Override
    public void info(String message) {
        LOG.info(PREFIX + message);
    }

    @Override
    public void warn(String message) {
        LOG.warn(PREFIX + message);
    }

    @Override
    public void error(String message) {
        LOG.error(PREFIX + message);
    }
}
