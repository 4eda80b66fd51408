package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.internal.window.Notes;
import io.github.fabricmirroring.internal.window.WindowNote;
import java.util.List;

/** Notes over a session's connection, whose autocommit commits each change. */
final class JdbcNotes implements Notes {

    private final SessionConnection connection;
    private final String schema;

    /**
     * @param schema where the table goes; {@code null} for the connection's own
     */
    JdbcNotes(SessionConnection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    @Override
    public List<WindowNote> read() {
        return connection.ask(StandingNotes.NOT_READ, StandingNotes.PERMISSION, NoteTable::readAll);
    }

    @Override
    public void write(WindowNote note) {
        connection.ask(
                "Could not write the note about mirroring to table " + (schema == null ? "" : schema + ".")
                        + NoteTable.NAME,
                "CREATE TABLE in the database, ALTER on the schema, and SELECT, INSERT, UPDATE and DELETE on the table",
                jdbc -> {
                    NoteTable.write(jdbc, DatabaseTable.in(jdbc, schema, NoteTable.NAME), note);
                    return null;
                });
    }

    @Override
    public void remove(List<WindowNote> notes) {
        if (notes.isEmpty()) {
            return;
        }
        connection.ask(
                "Could not remove a note about mirroring",
                "SELECT and DELETE on every table " + NoteTable.NAME + " of the database",
                jdbc -> {
                    NoteTable.remove(jdbc, notes.stream().map(WindowNote::id).toList());
                    return null;
                });
    }
}
