package io.github.fabricmirroring.dropin;

/** For the jar's own commands, which show detail only where it is asked for. */
public final class StandardError implements HostLog {

    /** The system property that asks for detail if it is {@code true}. */
    public static final String DEBUG_PROPERTY = "io.github.fabricmirroring.debug";

    private static final String PREFIX = "fabric-mirroring: ";

    StandardError() {}

    @Override
    public boolean isDebugEnabled() {
        return Boolean.getBoolean(DEBUG_PROPERTY);
    }

    @Override
    public void debug(String message) {
        System.err.println(PREFIX + message);
    }

    /** Only as detail: what a command cannot do it says itself, and why. */
    @Override
    public void warn(String message) {
        if (isDebugEnabled()) {
            debug(message);
        }
    }
}
