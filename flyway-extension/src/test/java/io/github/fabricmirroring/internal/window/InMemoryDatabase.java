package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The database as the protocol sees it, for one thread: nothing waits, and the same calls always do the same. */
public final class InMemoryDatabase implements WindowDatabase {

    private final Supplier<MirroringState> state;
    private final Map<String, WindowNote> notes = new LinkedHashMap<>();
    private final Set<Session> keepers = new LinkedHashSet<>();
    private final Set<Session> connected = new LinkedHashSet<>();

    private Optional<Session> gateHolder = Optional.empty();
    private boolean reachable = true;

    /**
     * @param state what it says about its mirroring
     */
    public InMemoryDatabase(Supplier<MirroringState> state) {
        this.state = state;
    }

    @Override
    public Session open() {
        if (!reachable) {
            throw new MirroringException("Could not connect to the database: it is out of reach.");
        }
        Session session = new Session();
        connected.add(session);
        return session;
    }

    /** Whether new sessions can be opened; those that are open stay. */
    public void reachable(boolean now) {
        reachable = now;
    }

    /** The notes that stand. */
    public List<WindowNote> notes() {
        return List.copyOf(notes.values());
    }

    public void dropNotes() {
        notes.clear();
    }

    /** Who is connected, in the order of connecting. */
    public List<Session> sessions() {
        return new ArrayList<>(connected);
    }

    public final class Session implements WindowSession, Locks, Notes {

        private Session() {}

        /**
         * The database loses the session: its locks are free, and each further call fails. So it is when its process
         * dies.
         */
        public void cut() {
            close();
        }

        @Override
        public void close() {
            connected.remove(this);
            keepers.remove(this);
            gateHolder = gateHolder.filter(holder -> holder != this);
        }

        private void requireConnected() {
            if (!connected.contains(this)) {
                throw new SessionLostException("The connection to the database was lost.", null);
            }
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
            requireConnected();
            return state.get();
        }

        public boolean hasGate() {
            return gateHolder.equals(Optional.of(this));
        }

        public boolean keeps() {
            return keepers.contains(this);
        }

        @Override
        public boolean takeGate(Duration atMost) {
            requireConnected();
            if (gateHolder.isEmpty()) {
                gateHolder = Optional.of(this);
            }
            return hasGate();
        }

        @Override
        public void leaveGate() {
            requireConnected();
            gateHolder = gateHolder.filter(holder -> holder != this);
        }

        @Override
        public void keep() {
            requireConnected();
            keepers.add(this);
        }

        @Override
        public void stopKeeping() {
            requireConnected();
            keepers.remove(this);
        }

        @Override
        public boolean othersKeep() {
            requireConnected();
            return keepers.stream().anyMatch(keeper -> keeper != this);
        }

        @Override
        public List<WindowNote> read() {
            requireConnected();
            return List.copyOf(notes.values());
        }

        @Override
        public void write(WindowNote note) {
            requireConnected();
            notes.put(note.id(), note);
        }

        @Override
        public void remove(List<WindowNote> removed) {
            requireConnected();
            removed.forEach(note -> notes.remove(note.id()));
        }
    }
}
