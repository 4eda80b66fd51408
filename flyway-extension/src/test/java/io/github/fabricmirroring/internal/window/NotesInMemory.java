package io.github.fabricmirroring.internal.window;

import java.util.Optional;

final class NotesInMemory implements WindowNotes {

    private WindowNote note;

    @Override
    public Optional<WindowNote> read() {
        return Optional.ofNullable(note);
    }

    @Override
    public boolean create(WindowNote created) {
        boolean free = note == null;
        note = free ? created : note;
        return free;
    }

    @Override
    public boolean replace(WindowNote current, WindowNote next) {
        boolean same = note != null && note.owner().equals(current.owner()) && note.closing() == current.closing();
        note = same ? next : note;
        return same;
    }

    @Override
    public void remove(WindowNote removed) {
        if (note != null && note.owner().equals(removed.owner())) {
            note = null;
        }
    }

    @Override
    public int highestInstalledRank() {
        return 0;
    }

    @Override
    public boolean isApplied(WindowNote named) {
        return false;
    }
}
