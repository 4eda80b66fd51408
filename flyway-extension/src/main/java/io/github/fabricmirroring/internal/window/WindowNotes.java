package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import java.util.Optional;

/**
 * Port: where the note is kept. There is one note at most. Every change is committed when the method returns, and depends on
 * what the note says at that moment, so that of two runs only one succeeds.
 *
 * <p>All methods throw {@link MirroringException} if the database refuses, with what it needs.
 */
public interface WindowNotes {

    Optional<WindowNote> read();

    /** Returns false if there is a note already. */
    boolean create(WindowNote note);

    /** Puts {@code next} in the place of {@code current}. Returns false if another note, or none, is there by now. */
    boolean replace(WindowNote current, WindowNote next);

    /** Does nothing if another note, or none, is there by now. */
    void remove(WindowNote note);

    /** The highest {@code installed_rank} in Flyway's schema history; 0 if that is empty. */
    int highestInstalledRank();

    /** Whether the migration that the note names has been applied since the note was written. */
    boolean isApplied(WindowNote note);
}
