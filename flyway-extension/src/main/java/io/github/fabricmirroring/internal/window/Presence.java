package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one window has in the database, its connection and its note, and what it owes. */
final class Presence {

    /** What has to be undone if the window does not open. */
    enum Debt {
        NOTHING,
        /** A note of its own, and nothing else. */
        NOTE,
        /** Mirroring may be off by this window's doing, or by that of a dead one that it took over. */
        START,
        /**
         * The same, and the stop may still come: the start has to wait for it, or nobody could tell what "on" means.
         */
        START_ONCE_OFF
    }

    /** A connection that is lost again and again does not carry a lock. */
    static final int MOST_CONNECTIONS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private final WindowDatabase database;
    private final Optional<Duration> offSince;

    private WindowSession session;
    private WindowNote note;
    private Debt debt = Debt.NOTHING;
    private int migrations;
    private int connectionsLost;

    /**
     * @param offSince when the window began, by {@link ThisProcess#now}; nothing if this is not a window
     * @throws MirroringException if no connection can be had
     */
    static Presence open(WindowSetup setup, ThisProcess process, String purpose, Optional<Duration> offSince) {
        WindowNote note =
                OwnNote.about(process.newId(), purpose, setup.settings().item());
        return new Presence(setup.database(), note, offSince);
    }

    private Presence(WindowDatabase database, WindowNote note, Optional<Duration> offSince) {
        this.database = database;
        this.note = note;
        this.offSince = offSince;
        this.session = database.open();
    }

    Locks locks() {
        return session.locks();
    }

    MirroringState state() {
        return session.state();
    }

    /**
     * After the connection was lost, and with it the locks. A server that accepts connections and then closes them is not
     * asked again without a pause.
     *
     * @return whether there is a new one: not if there was none in that time, or the wait was broken off
     */
    boolean reconnect(Duration atMost, Waiting waiting) {
        session.close();
        Duration since = waiting.now();
        connectionsLost++;
        for (int tries = connectionsLost; ; tries++) {
            if (tries > 1 && (waiting.since(since).compareTo(atMost) >= 0 || !waiting.pass(BETWEEN_TRIES))) {
                return false;
            }
            try {
                session = database.open();
                return true;
            } catch (MirroringException e) {
                LOG.debug("No new connection yet", e);
            }
        }
    }

    void close() {
        session.close();
    }

    WindowNote note() {
        return note;
    }

    Debt debt() {
        return debt;
    }

    boolean owesStart() {
        return debt.compareTo(Debt.START) >= 0;
    }

    void owes(Debt now) {
        debt = now;
    }

    void owesAtLeast(Debt least) {
        debt = debt.compareTo(least) < 0 ? least : debt;
    }

    Optional<Duration> offSince() {
        return offSince;
    }

    int migrations() {
        return migrations;
    }

    void migrationEnded() {
        migrations++;
    }

    List<WindowNote> readNotes() {
        return session.notes().read();
    }

    /** Of these notes, those that are not this window's. */
    List<WindowNote> others(List<WindowNote> notes) {
        return notes.stream().filter(other -> !isOwn(other)).toList();
    }

    boolean isOwn(WindowNote other) {
        return other.id().equals(note.id());
    }

    /** What may be outstanding: at most one window's note can say more than off. */
    static Optional<Phase> outstanding(List<WindowNote> notes) {
        return notes.stream().map(WindowNote::phase).max(Comparator.naturalOrder());
    }

    /** Writes its note for the migration at hand. If a migration has dropped the table, it is made anew. */
    void write(String purpose) {
        note = note.about(purpose);
        session.notes().write(note);
    }

    /** What it notes from now on tells of that window, not of this look at it. */
    void takesTheWindowOf(WindowNote dead) {
        note = note.of(dead);
    }

    void write(Phase phase) {
        note = note.in(phase);
        session.notes().write(note);
    }

    /**
     * Removes what is left of the dead, whose windows are this one's now. Only the gate's holder can have anything
     * outstanding, so a note that says so is a dead one's; with others about, nobody knows whose "off" is.
     */
    void removeNotesOfTheDead(List<WindowNote> notes, boolean othersKeep) {
        remove(others(notes).stream()
                .filter(other -> !other.isOfLaterRelease())
                .filter(other -> other.phase() != Phase.OFF || !othersKeep)
                .toList());
    }

    void remove(List<WindowNote> notes) {
        if (!notes.isEmpty()) {
            session.notes().remove(notes);
        }
    }

    void removeOwnNote() {
        remove(List.of(note));
    }
}
