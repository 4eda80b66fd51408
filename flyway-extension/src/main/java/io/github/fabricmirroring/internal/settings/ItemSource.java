package io.github.fabricmirroring.internal.settings;

/** From where it is known which SQL database in Fabric is meant. */
public enum ItemSource {
    /** Somebody has set it. */
    SETTINGS,
    /** The address that the database is reached at names it. */
    ADDRESS
}
