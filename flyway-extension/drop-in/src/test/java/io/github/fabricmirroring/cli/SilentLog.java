package io.github.fabricmirroring.cli;

import org.flywaydb.core.api.logging.Log;

/** Nobody reads it. */
final class SilentLog implements Log {

    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}

    @Override
    public void error(String message, Exception e) {}

    @Override
    public void notice(String message) {}
}
