package io.github.fabricmirroring.internal.window;

import java.time.Duration;

/** Port: where people read what a window does. */
public interface Reporter {

    void info(String message);

    /** How a wait goes on, as often as {@link #progressInterval} says. */
    default void progress(String message) {
        info(message);
    }

    default Duration progressInterval() {
        return Duration.ofSeconds(30);
    }

    /** Something that a person should look at when there is time. */
    void warn(String message);

    /** Something that a person has to do something about. */
    void error(String message);

    /** The same, of mirroring that is off, or may be, and that nobody is about to start. */
    default void leftOff(String message) {
        error(message);
    }
}
