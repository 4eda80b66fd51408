package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A database that refuses some of what a window asks of it. */
final class FaultyDatabase implements WindowDatabase {

    /** What it says when it refuses. */
    record Refusal(BooleanSupplier when, String message) {

        static final Refusal NONE = new Refusal(() -> false, "");

        void orGoOn() {
            if (when.getAsBoolean()) {
                throw new MirroringException(message);
            }
        }
    }

    /** What it refuses, kept from one run's connection to the next one's. */
    static final class Refusals {
        private Refusal gate = Refusal.NONE;
        private Refusal state = Refusal.NONE;
        private Refusal write = Refusal.NONE;
        private Refusal remove = Refusal.NONE;

        void gate(String message) {
            gate = new Refusal(() -> true, message);
        }

        void state(BooleanSupplier when, String message) {
            state = new Refusal(when, message);
        }

        void write(BooleanSupplier when, String message) {
            write = new Refusal(when, message);
        }

        void remove(String message) {
            remove = new Refusal(() -> true, message);
        }

        void recover() {
            gate = Refusal.NONE;
            state = Refusal.NONE;
            write = Refusal.NONE;
            remove = Refusal.NONE;
        }
    }

    private final WindowDatabase database;
    private final Refusals refusals;

    FaultyDatabase(WindowDatabase database, Refusals refusals) {
        this.database = database;
        this.refusals = refusals;
    }

    @Override
    public WindowSession open() {
        WindowSession session = database.open();
        return new Session(session, session.locks(), session.notes());
    }

    private final class Session implements WindowSession, Locks, Notes {

        private final WindowSession session;
        private final Locks locks;
        private final Notes notes;

        Session(WindowSession session, Locks locks, Notes notes) {
            this.session = session;
            this.locks = locks;
            this.notes = notes;
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
            refusals.state.orGoOn();
            return session.state();
        }

        @Override
        public void close() {
            session.close();
        }

        @Override
        public boolean takeGate(Duration atMost) {
            refusals.gate.orGoOn();
            return locks.takeGate(atMost);
        }

        @Override
        public void leaveGate() {
            locks.leaveGate();
        }

        @Override
        public void keep() {
            locks.keep();
        }

        @Override
        public void stopKeeping() {
            locks.stopKeeping();
        }

        @Override
        public boolean othersKeep() {
            return locks.othersKeep();
        }

        @Override
        public List<WindowNote> read() {
            return notes.read();
        }

        @Override
        public void write(WindowNote note) {
            refusals.write.orGoOn();
            notes.write(note);
        }

        @Override
        public void remove(List<WindowNote> removed) {
            refusals.remove.orGoOn();
            notes.remove(removed);
        }
    }
}
