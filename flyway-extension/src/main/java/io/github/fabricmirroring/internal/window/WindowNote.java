package io.github.fabricmirroring.internal.window;

/**
 * What a window leaves in the database, so that a later run knows of it when its own process is gone.
 *
 * @param owner a random id of the run that keeps mirroring off and has to start it
 * @param script the tagged migration at hand, or the command
 * @param installedRank the highest rank in Flyway's schema history when that migration was about to run; {@link #NO_MIGRATION}
 *     for a command
 * @param closing whether the owner is starting mirroring just now
 * @param since when mirroring was stopped, by the owner's clock, for people
 * @param host the owner's machine, for people
 * @param process the owner's process id on that machine, for people
 * @param user the owner's user on that machine, for people
 */
public record WindowNote(
        String owner,
        String script,
        int installedRank,
        boolean closing,
        String since,
        String host,
        String process,
        String user) {

    /** In the place of a rank: what the window is for is not in Flyway's schema history. */
    public static final int NO_MIGRATION = -1;

    /**
     * In the environment of a command that a window is open for: the owner of that window. A Flyway in there knows by it that
     * mirroring is kept off for as long as it runs.
     */
    public static final String OWNER_VARIABLE = "FABRIC_MIRRORING_OWNER";

    /** Whether the owner is a command. It does not take Flyway's lock, so whoever holds that lock cannot say that it is gone. */
    public boolean isOfCommand() {
        return installedRank == NO_MIGRATION;
    }

    WindowNote ownedBy(WindowNote other, boolean nowClosing) {
        return new WindowNote(
                other.owner,
                other.script,
                other.installedRank,
                nowClosing,
                since,
                other.host,
                other.process,
                other.user);
    }

    WindowNote closing(boolean nowClosing) {
        return new WindowNote(owner, script, installedRank, nowClosing, since, host, process, user);
    }

    /** For a sentence: since when, for what, by whom. */
    public String toWords() {
        return "since " + since + " for " + script + " by process " + process + " of " + user + " on " + host;
    }
}
