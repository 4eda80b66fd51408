package io.github.fabricmirroring.internal.window;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One run's hold on the note: whoever holds it must start mirroring, and nobody else may. The shutdown hook may come in between.
 */
final class NoteHolder {

    private final WindowNotes notes;
    private final boolean ofCommand;
    private final String owner = UUID.randomUUID().toString();

    /** As it was last written, while it is this run's for all that this run knows. */
    private WindowNote held;

    NoteHolder(WindowNotes notes, boolean ofCommand) {
        this.notes = notes;
        this.ofCommand = ofCommand;
    }

    String owner() {
        return owner;
    }

    /** The note, unless it is this run's own. */
    Optional<WindowNote> another() {
        return notes.read().filter(note -> !note.owner().equals(owner));
    }

    /** Whether this process runs inside of a command that keeps mirroring off. */
    static boolean isInsideOfCommand() {
        return surroundingCommand() != null;
    }

    /** Whether it is that command that the note is for. */
    static boolean isOfSurroundingCommand(WindowNote note) {
        return note.owner().equals(surroundingCommand());
    }

    /** The owner of that command's window. */
    static String surroundingCommand() {
        return System.getenv(WindowNote.OWNER_VARIABLE);
    }

    synchronized boolean isHeld() {
        return held != null;
    }

    /** Whether another run has taken the note, or removed it. */
    synchronized boolean isLost() {
        return held != null
                && notes.read().filter(note -> note.owner().equals(owner)).isEmpty();
    }

    /** Leaves a note for a window that is about to open. Returns false if there is one already. */
    synchronized boolean leave(String script) {
        WindowNote next = note(script);
        return holds(next, notes.create(next));
    }

    /** Writes the migration at hand into this run's note. Returns false if the note is another run's by now, or gone. */
    synchronized boolean update(String script) {
        WindowNote next = held.ownedBy(note(script), false);
        return holds(next, notes.replace(held, next));
    }

    /** Takes another run's note over. Returns false if that has changed meanwhile. */
    synchronized boolean takeOver(WindowNote other, String script) {
        WindowNote next = other.ownedBy(note(script), false);
        return holds(next, notes.replace(other, next));
    }

    /** Claims the closing of another run's window. Returns false if that has changed meanwhile. */
    synchronized boolean claim(WindowNote other) {
        // With the rank as it was: the migration may have been applied since then, and the next run has to see that.
        WindowNote next = other.ownedBy(note(other.script(), other.installedRank()), true);
        return holds(next, notes.replace(other, next));
    }

    /** Claims the closing of this run's window. Returns false if the note is another run's by now, or gone. */
    synchronized boolean claim() {
        return held != null && holds(held.closing(true), notes.replace(held, held.closing(true)));
    }

    /** Gives a claim back, so that the next run need not wait for this one. */
    synchronized void release() {
        holds(held.closing(false), notes.replace(held, held.closing(false)));
    }

    /** Mirroring is on again: the note, if it is still there, has served. */
    synchronized void remove() {
        if (held != null) {
            WindowNote served = held;
            held = null;
            notes.remove(served);
        }
    }

    private boolean holds(WindowNote note, boolean successful) {
        held = successful ? note : null;
        return successful;
    }

    private WindowNote note(String script) {
        return note(script, ofCommand ? WindowNote.NO_MIGRATION : notes.highestInstalledRank());
    }

    private WindowNote note(String script, int installedRank) {
        return new WindowNote(
                owner,
                script,
                installedRank,
                false,
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        ZonedDateTime.now().truncatedTo(ChronoUnit.SECONDS)),
                host(),
                Long.toString(ProcessHandle.current().pid()),
                System.getProperty("user.name", "an unknown user"));
    }

    /** Without asking a name server, which may take its time. */
    private static String host() {
        return Stream.of(System.getenv("HOSTNAME"), System.getenv("COMPUTERNAME"), hostOfLinux())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("an unknown host");
    }

    /** Shells know HOSTNAME, but few pass it on. */
    private static String hostOfLinux() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return null;
        }
    }
}
