package io.github.fabricmirroring.dropin;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogFactory;

final class FlywayLog implements HostLog {

    private static final Log LOG = LogFactory.getLog(FlywayLogger.class);

    private static final String PREFIX = "Fabric mirroring: ";

    // Flyway 11.7.2 has only this method; later versions keep it, deprecated.
    @SuppressWarnings("deprecation")
    @Override
    public boolean isDebugEnabled() {
        return LOG.isDebugEnabled();
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
