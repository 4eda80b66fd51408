package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Every sentence about a window that people read, in the order of a window's life. */
final class Messages {

    static final String EXITING = "the process is exiting, so mirroring is not stopped any more.";

    static final String RECOVERY_BROKEN_OFF = "this run was broken off while it waited for Fabric.";

    private final Reporter reporter;
    private final MirroringSettings settings;
    private final Host host;

    Messages(Reporter reporter, MirroringSettings settings, Host host) {
        this.reporter = reporter;
        this.settings = settings;
        this.host = host;
    }

    Duration progressInterval() {
        return reporter.progressInterval();
    }

    // Without an item

    String itemMissing(String purpose) {
        return purpose + " requires mirroring to be off, but mirroring is on and the SQL database to stop it for is not"
                + " configured. Set " + settings.nameWithVariable(Setting.ITEM_URL)
                + " to the portal URL of the SQL database, or " + settings.nameOf(Setting.WORKSPACE_ID) + " and "
                + settings.nameOf(Setting.SQL_DATABASE_ID) + " to the two ids in it.";
    }

    /** Whoever keeps it off may start it in the middle. */
    String itemMissingToJoin(List<WindowNote> notes, String purpose) {
        return "mirroring has been off since " + Wording.owners(notes) + ", which will start it; to keep it off for "
                + purpose + ", too, this run has to know the SQL database. Set "
                + settings.nameWithVariable(Setting.ITEM_URL) + ".";
    }

    void notMirrored(String purpose) {
        reporter.info(purpose + " requires mirroring to be off; no SQL database in Fabric is configured and this"
                + " database does not show that it is mirrored, so it just runs.");
    }

    // Opening

    void waitingForGate(Duration waited) {
        reporter.info(
                "another process is switching mirroring; waiting for it, for " + Wording.words(waited) + " so far.");
    }

    String gateNotTaken(Duration waited, String purpose) {
        return "another process has been switching mirroring for " + Wording.words(waited) + ", so " + purpose
                + " was not run. Run it again when that process is done.";
    }

    void foundOff(String purpose) {
        reporter.info("mirroring is off already, as " + purpose
                + " requires; it is left as it was found. If nobody has stopped it, sys.dm_change_feed_errors may"
                + " tell why it is off: lasting errors turn it off by themselves.");
    }

    void refuseLaterRelease(List<WindowNote> notes, String purpose) {
        Wording.ofLaterRelease(notes).ifPresent(note -> {
            throw new MirroringException(Wording.laterRelease(note) + ", so " + purpose + " was not run.");
        });
    }

    void warnOfLaterRelease(List<WindowNote> notes) {
        Wording.ofLaterRelease(notes)
                .ifPresent(note -> reporter.warn(Wording.laterRelease(note) + "; it is left alone."));
    }

    void settling(MirroringState wanted) {
        reporter.info("a process that is gone may have asked Fabric to "
                + (wanted == MirroringState.ON ? "start" : "stop")
                + " mirroring just before; waiting for the database to say " + Wording.word(wanted) + ".");
    }

    void awaitingOwnStop() {
        reporter.info(
                "the stop may still come; waiting for the database to say off before mirroring is started again.");
    }

    void joined(Presence presence, List<WindowNote> notes, boolean othersKeep) {
        List<WindowNote> others = presence.others(notes);
        String purpose = presence.note().purpose();
        if (othersKeep) {
            reporter.info("mirroring is off already, by another process that needs it off, too; " + purpose
                    + " joins it, and the last one to end starts mirroring.");
        } else if (!others.isEmpty()) {
            reporter.warn(Wording.offByTheDead(others) + " " + purpose
                    + " needs it off, so this run takes over and will restart it.");
        }
    }

    void stopping(Presence presence, List<WindowNote> notes, boolean othersKeep) {
        List<WindowNote> others = presence.others(notes);
        String purpose = presence.note().purpose();
        if (presence.owesStart() || othersKeep) {
            reporter.warn("mirroring was started by somebody else while it has to be off; stopping it again for "
                    + purpose + ".");
        } else if (!others.isEmpty()) {
            reporter.warn(Wording.leftByTheDead(others) + " " + purpose + " needs mirroring off; stopping it again.");
        }
        reporter.info("stopping mirroring of " + item() + " for " + purpose + ".");
    }

    void waitingFor(MirroringState wanted, Duration waited, String lastAnswer) {
        reporter.progress("waiting for the database to say " + Wording.word(wanted) + ", for " + waited.toSeconds()
                + " s so far; " + lastAnswer + ".");
    }

    void off(Duration waited) {
        reporter.info("off after " + Wording.words(waited) + ".");
    }

    void goingOnWithoutKnowing(String purpose) {
        reporter.warn("Fabric has accepted the stop, but this database does not say whether mirroring is off; going on"
                + " with " + purpose + ". Set " + settings.nameOf(Setting.STATE_QUERY) + " to have it waited for.");
    }

    String notOff(Duration waited, String lastAnswer, String purpose) {
        return notOff(waited, lastAnswer) + ", so " + purpose + " was not run." + adviceWhenNotOff();
    }

    String notOffAfterManualStop(Duration waited, String lastAnswer) {
        return notOff(waited, lastAnswer) + "; Fabric has accepted the stop, so it may be off later."
                + adviceWhenNotOff();
    }

    private String notOff(Duration waited, String lastAnswer) {
        return "mirroring of " + item() + " was not off " + Wording.words(waited) + " after the stop (" + lastAnswer
                + ")";
    }

    private String adviceWhenNotOff() {
        return " If it only takes longer, raise " + settings.nameOf(Setting.STOP_TIMEOUT)
                + " (seconds); if it is off in the portal, check " + settings.nameOf(Setting.STATE_QUERY) + ".";
    }

    String interrupted(String purpose) {
        return "interrupted while waiting for mirroring to be off, so " + purpose + " was not run.";
    }

    void nothingStopped() {
        reporter.info("nothing was stopped: mirroring is as it was.");
    }

    // While it is open

    String startedDuringGroup(String purpose) {
        return "mirroring was started by somebody else during this group of migrations, so " + purpose
                + " was not run: stopping mirroring inside the group's transaction could block both. Run it again, and make"
                + " sure that nobody starts mirroring meanwhile.";
    }

    void connectionLost(SessionLostException lost) {
        reporter.warn("the connection that keeps mirroring off was lost (" + lost.getMessage()
                + "); connecting again and looking afresh.");
    }

    // Leaving

    String gateNotTakenToStart(Duration waited) {
        return "MIRRORING MAY BE OFF: another process has been switching mirroring for " + Wording.words(waited)
                + ", so this one could not start it again. " + checkOr("it finishes the restart");
    }

    void leftToOthers() {
        reporter.info("another process needs mirroring off by now, and will start it.");
    }

    void startedByOthers() {
        reporter.info("mirroring is on again: another process has started it.");
    }

    void startingWithoutKnowingOthers(MirroringException e) {
        reporter.warn("starting mirroring without knowing whether another process needs it off: " + e.getMessage());
    }

    void startingWithoutNote(MirroringException e) {
        reporter.warn("starting mirroring without a note that says so: " + e.getMessage());
    }

    void startingWithoutDatabase() {
        reporter.warn("the database cannot be reached; starting mirroring without knowing whether another process needs"
                + " it off.");
    }

    void started(Presence presence, Waiting waiting) {
        int migrations = presence.migrations();
        String off = presence.offSince()
                .map(since -> ", after " + Wording.words(waiting.since(since)) + " off")
                .orElse("");
        reporter.info("started again" + off
                + (migrations == 0 ? "" : " for " + migrations + (migrations == 1 ? " migration" : " migrations"))
                + ".");
    }

    void onAlthoughRefused(MirroringException e) {
        reporter.info("mirroring is on, although the start was not accepted: " + e.getMessage());
    }

    String notStarted(MirroringException e, String byHand) {
        return "MIRRORING IS OFF and could not be started again: " + e.getMessage() + " Run " + host.next()
                + ", which starts it, or start mirroring of " + item() + " by hand, in the portal or with: " + byHand;
    }

    void notSeenOn(Duration waited, String lastAnswer) {
        reporter.leftOff("Fabric has accepted the start, but mirroring is not on " + Wording.words(waited) + " later ("
                + lastAnswer + "). "
                + checkOr("it finishes the restart"));
    }

    void stopNotSeen() {
        reporter.leftOff(
                "Fabric has accepted the start, but the database has not shown the stop before it: both may still"
                        + " come. " + checkOr("it finishes the restart"));
    }

    private String checkOr(String outcome) {
        return "Check mirroring of " + item() + " in the portal, or run " + host.next() + ": " + outcome + ".";
    }

    void noteNotRemoved(MirroringException e) {
        reporter.warn("mirroring is on again, but its note could not be removed: " + e.getMessage());
    }

    void failed(MirroringException e) {
        if (MirroringLeftOffException.isBehind(e)) {
            reporter.leftOff(e.getMessage());
        } else {
            reporter.error(e.getMessage());
        }
    }

    // After the death of an owner

    void recovering(List<WindowNote> notes) {
        reporter.warn(Wording.offByTheDead(notes) + " Starting it.");
    }

    void onAlready(List<WindowNote> notes) {
        reporter.warn(Wording.leftByTheDead(notes) + " Mirroring is on, so only the note is removed.");
    }

    void standing(List<WindowNote> notes) {
        reporter.warn(Wording.offByTheDead(notes) + " Check mirroring of "
                + notes.stream().map(WindowNote::item).distinct().collect(Collectors.joining(", "))
                + " in the portal; this run does not start it.");
    }

    String notRecovered(List<WindowNote> notes, MirroringException e) {
        return Wording.offByTheDead(notes) + " It could not be started: " + e.getMessage();
    }

    // When the process exits

    void exiting() {
        reporter.warn("the process is exiting; starting mirroring of " + item() + " again.");
    }

    void exitTookTooLong() {
        reporter.leftOff("MIRRORING MAY BE OFF: the process is exiting while it is being stopped or started. "
                + checkOr("it finishes the restart"));
    }

    void startLeftToShow() {
        reporter.info("Fabric has accepted the start; the next run removes the note when mirroring is on.");
    }

    void failedWhileExiting(Throwable e) {
        reporter.leftOff(
                e instanceof MirroringException
                        ? e.getMessage()
                        : "MIRRORING MAY BE OFF: starting it failed while the process was exiting (" + e + "). "
                                + checkOr("it finishes the restart"));
    }

    // By hand

    void stoppingByHand() {
        reporter.info("stopping mirroring of " + item() + ".");
    }

    void stopAccepted() {
        reporter.info("Fabric has accepted the stop.");
    }

    void keptOffByOthers(List<WindowNote> notes) {
        reporter.warn("another process keeps mirroring off already, and will start it when it ends: "
                + Wording.owners(notes) + ".");
    }

    void noteReplacedByHand(List<WindowNote> notes) {
        reporter.warn(
                Wording.offByTheDead(notes) + " Its note is removed: mirroring stays off until somebody starts it.");
    }

    void startingByHand() {
        reporter.info("starting mirroring of " + item() + ".");
    }

    void surprising(List<WindowNote> notes) {
        reporter.warn("mirroring was stopped " + Wording.owners(notes)
                + ", and that process is at work; starting it all the" + " same.");
    }

    String gateNotTakenByHand(Duration waited) {
        return "another process has been switching mirroring for " + Wording.words(waited)
                + ", so nothing was done. Try again when that process is done.";
    }

    private String item() {
        return settings.item().orElseThrow().toString();
    }
}
