package io.github.fabricmirroring.internal.database;

import java.sql.Connection;
import java.sql.SQLException;

/** How a host opens a connection to the database that is mirrored. */
@FunctionalInterface
public interface ConnectionSource {

    /**
     * A connection that nobody else uses until it is closed; it may come from a pool. What the host runs on each of its
     * own new connections has been run on it.
     *
     * @throws SQLException if none can be had; a runtime exception is taken for the same
     */
    Connection open() throws SQLException;
}
