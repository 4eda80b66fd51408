package io.github.fabricmirroring.mirroring;

/**
 * What a window leaves in the database, so that a later run knows of it when its own process is gone.
 *
 * @param owner a random id of the run that keeps mirroring off and has to start it
 * @param script the tagged migration at hand
 * @param installedRank the highest rank in Flyway's schema history when that migration was about to run
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
    String toWords() {
        return "since " + since + " for " + script + " by process " + process + " of " + user + " on " + host;
    }
}
