package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.window.WindowNote;
import io.github.fabricmirroring.internal.window.WindowNotes;
import java.util.Optional;

/** Without a database there is nowhere to leave a note: nobody finds one, and every change of it succeeds. */
final class NoNotes implements WindowNotes {

    @Override
    public Optional<WindowNote> read() {
        return Optional.empty();
    }

    @Override
    public boolean create(WindowNote note) {
        return true;
    }

    @Override
    public boolean replace(WindowNote current, WindowNote next) {
        return true;
    }

    @Override
    public void remove(WindowNote note) {}

    @Override
    public int highestInstalledRank() {
        return WindowNote.NO_MIGRATION;
    }

    @Override
    public boolean isApplied(WindowNote note) {
        return false;
    }
}
