package io.github.fabricmirroring.internal.window;

/** What the database says about its own mirroring. */
public enum MirroringState {
    ON,
    OFF,
    /** The database cannot tell: it has no such column, is of another kind, or is not to be asked. */
    UNKNOWN
}
