package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import java.util.List;

/**
 * Port: the notes that windows leave in the database, one each. A note stands from before the stop call until the
 * database says on, whatever becomes of the process that wrote it. Each change is committed when its method returns.
 *
 * <p>All methods throw {@link SessionLostException} if the connection is gone, and another {@link MirroringException}
 * if the database refuses, with the permission that is missing if that is why.
 */
public interface Notes {

    /** Every note that can be seen in the database, whatever schema it is in; nothing if there is no table of notes. */
    List<WindowNote> read();

    /** Writes the note, in place of the one with its id if there is one. Makes the table if that is not there. */
    void write(WindowNote note);

    /** Removes these notes, by their ids, wherever they are; those that are gone already do not matter. */
    void remove(List<WindowNote> notes);
}
