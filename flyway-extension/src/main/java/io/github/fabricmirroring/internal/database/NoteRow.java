package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.internal.window.WindowNote;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** How a note stands in its table. */
final class NoteRow {

    private static final int LONGEST_ID = 36;
    private static final int LONGEST_PHASE = 20;
    private static final int LONGEST_PURPOSE = 1000;
    private static final int LONGEST_TIME = 40;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PROCESS = 20;

    /** A later format may change whatever follows the format. */
    private static final String[] COLUMNS = {
        "id", "format", "phase", "purpose", "noted_since", "item", "host", "process", "os_user"
    };

    static final int COUNT = COLUMNS.length;

    static final String INSERT = Arrays.stream(COLUMNS).collect(Collectors.joining(", ", " (", ") VALUES ("))
            + Arrays.stream(COLUMNS).map(column -> "?").collect(Collectors.joining(", ", "", ")"));

    static final String UPDATE =
            Arrays.stream(COLUMNS).map(column -> column + " = ?").collect(Collectors.joining(", ", " SET ", ""));

    private NoteRow() {}

    /**
     * @param constraint the name of the primary key
     */
    static String definition(Connection connection, String constraint) throws SQLException {
        String text = SqlServer.isBehind(connection) ? "NVARCHAR(" : "VARCHAR(";
        return " (id VARCHAR(" + LONGEST_ID + ") NOT NULL, format INT NOT NULL, phase VARCHAR(" + LONGEST_PHASE
                + ") NOT NULL, purpose " + text + LONGEST_PURPOSE + ") NOT NULL, noted_since VARCHAR(" + LONGEST_TIME
                + ") NOT NULL, item " + text + LONGEST_NAME + ") NOT NULL, host " + text + LONGEST_NAME
                + ") NOT NULL, process VARCHAR(" + LONGEST_PROCESS + ") NOT NULL, os_user " + text + LONGEST_NAME
                + ") NOT NULL, CONSTRAINT " + constraint + " PRIMARY KEY (id))";
    }

    /** The note as the table can hold it. */
    static WindowNote cut(WindowNote note) {
        return new WindowNote(
                note.id(),
                note.format(),
                note.phase(),
                cut(note.purpose(), LONGEST_PURPOSE),
                cut(note.since(), LONGEST_TIME),
                cut(note.item(), LONGEST_NAME),
                cut(note.host(), LONGEST_NAME),
                cut(note.process(), LONGEST_PROCESS),
                cut(note.user(), LONGEST_NAME));
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        // Not between the two halves of a character.
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    static void fill(PreparedStatement statement, WindowNote note) throws SQLException {
        statement.setString(1, note.id());
        statement.setInt(2, note.format());
        statement.setString(3, note.phase().name().toLowerCase(Locale.ROOT));
        statement.setString(4, note.purpose());
        statement.setString(5, note.since());
        statement.setString(6, note.item());
        statement.setString(7, note.host());
        statement.setString(8, note.process());
        statement.setString(9, note.user());
    }

    /**
     * Of a later release's note, only what it has in common with this one's; the phase is the one to be most careful
     * with.
     */
    static WindowNote read(ResultSet row) throws SQLException {
        String id = row.getString("id");
        int format = row.getInt("format");
        if (format > WindowNote.FORMAT) {
            return new WindowNote(id, format, Phase.STARTING, "", "", "", "", "", "");
        }
        return new WindowNote(
                id,
                format,
                phase(row),
                text(row, "purpose"),
                text(row, "noted_since"),
                text(row, "item"),
                text(row, "host"),
                text(row, "process"),
                text(row, "os_user"));
    }

    private static Phase phase(ResultSet row) throws SQLException {
        String phase = text(row, "phase");
        return Arrays.stream(Phase.values())
                .filter(known -> known.name().equalsIgnoreCase(phase))
                .findFirst()
                .orElseThrow(() -> new SQLException("a note is in a phase that is not known here"));
    }

    /** Some databases take the empty text for none. */
    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }
}
