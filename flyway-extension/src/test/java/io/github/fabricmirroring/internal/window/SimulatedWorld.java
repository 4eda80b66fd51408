package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One database with its locks and notes, Fabric behind it, and the time. Fabric carries accepted calls out in order,
 * each within {@link Mirroring#LATEST_CHANGE} of virtual time. Watches over the protocol's invariants and the second
 * promise.
 */
final class SimulatedWorld {

    final Set<Rule> rules;

    private final List<Breach> breaches = new ArrayList<>();
    private final Optional<Consumer<String>> reader;
    private final Mirroring mirroring = new Mirroring();
    private final Map<String, WindowNote> notes = new LinkedHashMap<>();
    private final Set<Connection> keepers = new LinkedHashSet<>();
    private final Map<Integer, Connection> inside = new HashMap<>();
    private Connection gate;
    private boolean calm = true;
    private long now;
    private int ids;

    /**
     * @param reader reads what happens, if there is one
     */
    SimulatedWorld(Set<Rule> rules, Optional<Consumer<String>> reader) {
        this.reader = reader;
        this.rules = rules.isEmpty() ? EnumSet.noneOf(Rule.class) : EnumSet.copyOf(rules);
    }

    void trace(Supplier<String> what) {
        reader.ifPresent(its -> its.accept(now + " ms: " + what.get()));
    }

    // Time and Fabric

    long now() {
        return now;
    }

    String newId() {
        return "window " + ++ids;
    }

    /** Lets time pass, and Fabric do what it has to do by then. */
    void passTo(long then) {
        while (mirroring.isDue(then)) {
            carryOut();
        }
        now = Math.max(now, then);
    }

    Mirroring mirroring() {
        return mirroring;
    }

    /** Fabric carries out the first call that it has not carried out yet. */
    void carryOut() {
        mirroring.carryOut();
        trace(() -> "Fabric: mirroring is " + (mirroring.isOn() ? "on" : "off"));
        look();
    }

    void accept(boolean start) {
        mirroring.accept(start, now);
        look();
    }

    /** A process asks Fabric for a change. Of one that has lost its locks and cannot know it, nothing is expected. */
    void isAskedBy(Connection connection, boolean start) {
        if (connection.isLost()) {
            return;
        }
        if (gate != connection) {
            broken(Breach.ofInvariant("1: Fabric was asked by a process that does not hold the gate"));
        }
        if (mirroring.willChange()) {
            broken(Breach.ofInvariant("1: Fabric was asked to " + (start ? "start" : "stop")
                    + " before the database has shown what it was asked for last"));
        }
    }

    List<Breach> breaches() {
        return breaches;
    }

    // The locks

    boolean takeGate(Connection connection) {
        if (!rules.contains(Rule.GATE)) {
            return true;
        }
        if (gate == null) {
            gate = connection;
        }
        return gate == connection;
    }

    boolean gateIsFreeFor(Connection connection) {
        return gate == null || gate == connection || !rules.contains(Rule.GATE);
    }

    void leaveGate(Connection connection) {
        if (gate == connection) {
            if (calm && !notes.isEmpty() && keepers.isEmpty()) {
                broken(Breach.ofInvariant("3: the gate was left while a note stood that nobody kept"));
            }
            gate = null;
        }
    }

    void keep(Connection connection) {
        keepers.add(connection);
    }

    void stopKeeping(Connection connection) {
        if (keepers.remove(connection)) {
            connection.stoppedKeeping();
        }
    }

    boolean othersKeep(Connection connection) {
        boolean known = rules.contains(Rule.KEEPERS) && (rules.contains(Rule.LAST_OUT) || !connection.hasKept());
        return known && keepers.stream().anyMatch(keeper -> keeper != connection);
    }

    boolean keeps(Connection connection) {
        return keepers.contains(connection);
    }

    /** Its owner has closed it. */
    void close(Connection connection) {
        leaveGate(connection);
        keepers.remove(connection);
        connection.close();
    }

    /** The network, or the death of its owner. */
    void lose(Connection connection) {
        disturbed();
        keepers.remove(connection);
        gate = gate == connection ? null : gate;
        connection.lose();
    }

    // The notes

    List<WindowNote> notes() {
        return List.copyOf(notes.values());
    }

    void write(WindowNote note) {
        if (rules.contains(Rule.NOTES)) {
            boolean hidden = note.phase() == Phase.STARTING && !rules.contains(Rule.PHASES);
            notes.put(note.id(), hidden ? note.in(Phase.OFF) : note);
        }
    }

    void remove(List<WindowNote> removed) {
        removed.forEach(note -> notes.remove(note.id()));
        look();
    }

    // Migrations

    void beginTagged(int process, Optional<Connection> connection) {
        if (connection.isEmpty()
                || !keepers.contains(connection.get()) && !connection.get().isLost()) {
            broken(Breach.ofInvariant("4: a tagged migration ran without a keeper lock"));
        }
        inside.put(process, connection.orElseGet(Connection::new));
        look();
    }

    void endTagged(int process) {
        inside.remove(process);
    }

    /** From now on a note may stand that nobody keeps: of a dead one, or of one that could not start mirroring. */
    void disturbed() {
        calm = false;
    }

    boolean isCalm() {
        return calm;
    }

    private void broken(Breach breach) {
        trace(() -> "BROKEN " + breach.what());
        // Without a rule, it is the promises that are of interest.
        if (breach.of() == Breach.Of.PROMISE || rules.size() == Rule.values().length) {
            breaches.add(breach);
        }
    }

    private void look() {
        if (mirroring.isOn() && inside.values().stream().anyMatch(connection -> !connection.isLost())) {
            broken(Breach.ofPromise("2: a tagged migration ran while mirroring was on"));
        }
        if (mirroring.isOrWillBeOff() && notes.isEmpty() && rules.contains(Rule.NOTES)) {
            broken(Breach.ofInvariant("2: mirroring is off, or will be, and no note stands"));
        }
    }
}
