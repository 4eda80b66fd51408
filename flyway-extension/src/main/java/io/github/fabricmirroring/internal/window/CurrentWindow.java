package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.internal.window.Presence.Debt;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Where this process's window stands, and what it has in the database while there is one. Two threads work on it, in
 * turn: the run's and, once the process is exiting, the shutdown hook's.
 */
final class CurrentWindow {

    private final ReentrantLock turn = new ReentrantLock();

    private volatile WindowState state = WindowState.NONE;
    private volatile Optional<Presence> presence = Optional.empty();

    <T> T inTurn(Supplier<T> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    ReentrantLock turn() {
        return turn;
    }

    WindowState state() {
        return state;
    }

    void to(WindowState next) {
        state = state == next ? state : state.to(next);
    }

    Optional<Presence> presence() {
        return presence;
    }

    /** What it has in the database from now on. */
    Presence has(Presence opened) {
        presence = Optional.of(opened);
        return opened;
    }

    Debt debt() {
        return presence.map(Presence::debt).orElse(Debt.NOTHING);
    }

    boolean owesStart() {
        return presence.filter(Presence::owesStart).isPresent();
    }

    /** The window is over, and its locks with it. */
    void end(WindowState next) {
        presence.ifPresent(Presence::close);
        presence = Optional.empty();
        to(next);
    }
}
