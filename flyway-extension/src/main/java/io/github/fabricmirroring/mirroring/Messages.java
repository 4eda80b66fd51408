package io.github.fabricmirroring.mirroring;

/** Port: what people are told while a window opens, waits and closes. */
public interface Messages {

    void info(String message);

    /** Something that a person should look at when there is time. */
    void warn(String message);

    /** Something that a person has to do something about. */
    void error(String message);
}
