package io.github.fabricmirroring.internal.window;

/**
 * What a window leaves in the database, so that others know of it when its own process is gone.
 *
 * @param id a random id of the window
 * @param format of the note: {@link #FORMAT}; a higher one is a later release's, and not to be touched
 * @param phase what may be outstanding
 * @param purpose the tagged migration at hand, or the command, for people
 * @param since when mirroring was stopped, by the owner's clock, for people
 * @param item the SQL database in Fabric
 * @param host the owner's machine, for people
 * @param process the owner's process id on that machine, for people
 * @param user the owner's user on that machine, for people
 */
public record WindowNote(
        String id,
        int format,
        Phase phase,
        String purpose,
        String since,
        String item,
        String host,
        String process,
        String user) {

    /** The format that this release writes, and the highest that it can read. */
    public static final int FORMAT = 1;

    /** What the window's owner was about when it wrote the note. In the order of what a successor has to mind. */
    public enum Phase {
        /** Mirroring is off, and nothing is outstanding. */
        OFF,
        /** The stop may still come, or has not been asked for yet. */
        STOPPING,
        /** The start may still come, or has not been asked for yet. */
        STARTING
    }

    /** Whether a later release wrote it, in a way that this one does not know. */
    public boolean isOfLaterRelease() {
        return format > FORMAT;
    }

    WindowNote in(Phase next) {
        return new WindowNote(id, format, next, purpose, since, item, host, process, user);
    }

    /** The same owner, for the window of another one. */
    WindowNote of(WindowNote other) {
        return new WindowNote(id, format, phase, other.purpose, other.since, other.item, host, process, user);
    }

    WindowNote about(String nextPurpose) {
        return new WindowNote(id, format, phase, nextPurpose, since, item, host, process, user);
    }
}
