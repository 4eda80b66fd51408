package io.github.fabricmirroring.dropin;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogFactory;

final class FlywayLog implements HostLog {

    private static final Log LOG = LogFactory.getLog(FlywayLogger.class);

    private static final String PREFIX = "Fabric mirroring: ";

    /** Leaves it to the host: since Flyway 12 a log knows only of the command line's {@code -X}, and not of Maven's. */
    @Override
    public boolean isDebugEnabled() {
        return true;
    }

    @Override
    public void debug(String message) {
        LOG.debug(PREFIX + message);
    }

    @Override
    public void warn(String message) {
        LOG.warn(PREFIX + message);
    }
}
