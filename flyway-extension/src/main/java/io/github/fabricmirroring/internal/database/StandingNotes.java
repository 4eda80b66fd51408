package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.window.SessionLostException;
import io.github.fabricmirroring.internal.window.WindowNote;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A look at the notes on a connection of the caller's. */
public final class StandingNotes {

    static final String NOT_READ = "Could not read the notes about mirroring";
    static final String PERMISSION = "SELECT on every table " + NoteTable.NAME + " of the database";

    private StandingNotes() {}

    /**
     * Every note that can be seen in the database, by one query of the catalog if there is no table of notes. Neither
     * autocommit nor a transaction of the connection's is touched.
     *
     * @throws SessionLostException if the connection is gone
     * @throws MirroringException if the database refuses, with the permission that is missing if that is why
     */
    public static List<WindowNote> standing(Connection connection) {
        try {
            return NoteTable.readAll(connection);
        } catch (SQLException e) {
            throw SqlFailure.of(connection, NOT_READ, Optional.of(PERMISSION), e);
        }
    }
}
