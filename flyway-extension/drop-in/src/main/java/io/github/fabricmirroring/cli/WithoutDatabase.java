package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.window.Locks;
import io.github.fabricmirroring.internal.window.MirroringState;
import io.github.fabricmirroring.internal.window.Notes;
import io.github.fabricmirroring.internal.window.WindowDatabase;
import io.github.fabricmirroring.internal.window.WindowNote;
import io.github.fabricmirroring.internal.window.WindowSession;
import java.time.Duration;
import java.util.List;

/** Where no database is given: each lock is granted, nobody else keeps, no note is left, and nobody knows the state. */
final class WithoutDatabase implements WindowDatabase, WindowSession, Locks, Notes {

    @Override
    public WindowSession open() {
        return this;
    }

    @Override
    public Locks locks() {
        return this;
    }

    @Override
    public Notes notes() {
        return this;
    }

    @Override
    public MirroringState state() {
        return MirroringState.UNKNOWN;
    }

    @Override
    public void close() {}

    @Override
    public boolean takeGate(Duration atMost) {
        return true;
    }

    @Override
    public void leaveGate() {}

    @Override
    public void keep() {}

    @Override
    public void stopKeeping() {}

    @Override
    public boolean othersKeep() {
        return false;
    }

    @Override
    public List<WindowNote> read() {
        return List.of();
    }

    @Override
    public void write(WindowNote note) {}

    @Override
    public void remove(List<WindowNote> notes) {}
}
