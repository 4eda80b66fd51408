package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.window.Locks;
import io.github.fabricmirroring.internal.window.MirroringState;
import io.github.fabricmirroring.internal.window.Notes;
import io.github.fabricmirroring.internal.window.WindowDatabase;
import io.github.fabricmirroring.internal.window.WindowNote;
import io.github.fabricmirroring.internal.window.WindowSession;
import java.util.List;

/** A connection of a window, but for one thing. */
abstract class ForwardingSession implements WindowSession {

    private final WindowSession session;

    private ForwardingSession(WindowSession session) {
        this.session = session;
    }

    /** The database, in which no note is left; those of others are read and removed as ever. */
    static WindowDatabase withoutOwnNote(WindowDatabase database) {
        return () -> new ForwardingSession(database.open()) {
            @Override
            public Notes notes() {
                return new NotesOfOthers(super.notes());
            }
        };
    }

    /** The database, in which there is no table for locks: each is granted. */
    static WindowDatabase withoutLocks(WindowDatabase database) {
        return () -> new ForwardingSession(database.open()) {
            @Override
            public Locks locks() {
                return new WithoutDatabase();
            }
        };
    }

    /** The database, which is not asked for the state: notes stay, so that whoever comes next waits for it. */
    static WindowDatabase withoutLook(WindowDatabase database) {
        return () -> new ForwardingSession(database.open()) {
            @Override
            public Notes notes() {
                return new NotesThatStay(super.notes());
            }

            @Override
            public MirroringState state() {
                return MirroringState.UNKNOWN;
            }
        };
    }

    @Override
    public Locks locks() {
        return session.locks();
    }

    @Override
    public Notes notes() {
        return session.notes();
    }

    @Override
    public MirroringState state() {
        return session.state();
    }

    @Override
    public void close() {
        session.close();
    }

    private record NotesThatStay(Notes notes) implements Notes {

        @Override
        public List<WindowNote> read() {
            return notes.read();
        }

        @Override
        public void write(WindowNote note) {
            notes.write(note);
        }

        @Override
        public void remove(List<WindowNote> gone) {
            // By whoever sees mirroring on.
        }
    }

    private record NotesOfOthers(Notes notes) implements Notes {

        @Override
        public List<WindowNote> read() {
            return notes.read();
        }

        @Override
        public void write(WindowNote note) {
            // There is no table for it.
        }

        @Override
        public void remove(List<WindowNote> gone) {
            notes.remove(gone);
        }
    }
}
