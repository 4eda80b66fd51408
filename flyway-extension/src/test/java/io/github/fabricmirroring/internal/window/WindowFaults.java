package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.internal.window.FaultRow.At;
import io.github.fabricmirroring.internal.window.FaultRow.Mirrored;
import io.github.fabricmirroring.internal.window.FaultRow.NextRun;
import io.github.fabricmirroring.internal.window.FaultRow.Noted;
import io.github.fabricmirroring.internal.window.FaultRow.Run;
import io.github.fabricmirroring.internal.window.FaultyFabric.Does;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What becomes of a window when something goes wrong. Rows of FAULTS.md, but for what whoever runs the window adds to
 * an exception's message.
 */
public final class WindowFaults {

    private static final String STARTED_AGAIN = "INFO started again, after … off";
    private static final String OFF = "MIRRORING IS OFF and could not be started again: ";
    private static final String BY_HAND =
            " … Run `flyway migrate` again, which starts it, or start mirroring of … by hand, in the"
                    + " portal or with: az rest --method post --resource … /startMirroring";
    private static final String NOT_RECOVERED =
            "Mirroring has been off since … and that process is gone. It could not be started: ";
    private static final String NOT_ON = "ERROR Fabric has accepted the start, but mirroring is not on … later (";
    private static final String STATE_UNKNOWN =
            "Could not ask the database whether mirroring is on (flyway.fabricMirroring.stateQuery is … ): "
                    + "… The state is a secret.";
    private static final String NOTE_NOT_WRITTEN =
            "Could not write the note about mirroring to table … fabric_mirroring: … Not enough rights"
                    + " … The database user needs ";
    private static final String NOTE_NOT_REMOVED =
            "Could not remove a note about mirroring: … Not enough rights … The database user needs ";
    private static final String NO_LOCK =
            "Could not take the lock for switching mirroring: … Not enough rights … The database user needs CREATE TABLE";
    private static final String NO_TOKEN = "No token for … /.default to stop and start mirroring of … . Sign in with"
            + " `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET. azure-identity says: Nobody"
            + " is signed in.";
    private static final String NO_CREDENTIAL = "azure-identity cannot make a credential: ";
    private static final String FORBIDDEN = "Fabric answered 403 InsufficientPrivileges to ";

    private WindowFaults() {}

    /**
     * What becomes of a window whose stop or start call ends so.
     *
     * @param failure what the call's exception says, if it failed
     */
    public static FaultRow afterCall(String fault, CallEnds ends, At at, String failure) {
        return switch (ends) {
            case PASSES -> passes(fault, at);
            case OUTCOME_UNKNOWN -> at == At.STOP ? stopMayHaveCome(fault, failure) : notStarted(fault, failure);
            case REFUSED -> at == At.STOP ? nothingStopped(fault, failure) : notStarted(fault, failure);
        };
    }

    /** What a window's exception says when its start call has failed with that message. */
    public static String offAfter(String failure) {
        return OFF + failure + BY_HAND;
    }

    /** Those that are not {@linkplain #afterCall about how one call ends}. */
    public static List<FaultRow> rows() {
        return inOrder().map(WindowFault::row).toList();
    }

    static List<WindowFault> all() {
        return Stream.concat(calls(), inOrder()).toList();
    }

    private static Stream<WindowFault> calls() {
        return Stream.of(
                call(CallEnds.PASSES, At.STOP, Does.ACCEPT),
                call(CallEnds.PASSES, At.START, Does.ACCEPT),
                call(CallEnds.OUTCOME_UNKNOWN, At.STOP, Does.LOSE_CALL),
                call(CallEnds.OUTCOME_UNKNOWN, At.STOP, Does.LOSE_ANSWER),
                call(CallEnds.OUTCOME_UNKNOWN, At.START, Does.LOSE_CALL),
                call(CallEnds.REFUSED, At.STOP, Does.REFUSE),
                call(CallEnds.REFUSED, At.START, Does.REFUSE),
                startMayStillCome());
    }

    private static WindowFault call(CallEnds ends, At at, Does does) {
        String failure = "Fabric does not like it.";
        return new WindowFault(
                afterCall(ends + " (" + does + ")", ends, at, failure),
                project -> project.fabric.always(at, does, failure));
    }

    private static WindowFault startMayStillCome() {
        String failure = "No answer.";
        return new WindowFault(
                new FaultRow(
                        "OUTCOME_UNKNOWN (LOSE_ANSWER)",
                        At.START,
                        Run.FAILS,
                        List.of(offAfter(failure)),
                        Mirrored.ON,
                        Noted.STAYS,
                        NextRun.TIDIES_UP),
                project -> project.fabric.always(At.START, Does.LOSE_ANSWER, failure));
    }

    private static Stream<WindowFault> inOrder() {
        return Stream.of(
                        recovery(),
                        nothingHappens(),
                        stateNotTold(),
                        stateNotToldOnceStarted(),
                        noteRefused(),
                        combined())
                .flatMap(List::stream);
    }

    // What faults have in common

    private static FaultRow passes(String fault, At at) {
        return new FaultRow(fault, at, Run.SUCCEEDS, List.of(STARTED_AGAIN), Mirrored.ON, Noted.GONE, NextRun.NOTHING);
    }

    private static FaultRow nothingStopped(String fault, String failure) {
        return new FaultRow(fault, At.STOP, Run.FAILS, List.of(failure), Mirrored.ON, Noted.GONE, NextRun.RUNS);
    }

    private static FaultRow stopMayHaveCome(String fault, String failure) {
        return new FaultRow(
                fault, At.STOP, Run.FAILS, List.of(failure, STARTED_AGAIN), Mirrored.ON, Noted.GONE, NextRun.RUNS);
    }

    private static FaultRow notStarted(String fault, String failure) {
        return leftOff(fault, offAfter(failure), NextRun.STARTS);
    }

    private static FaultRow leftOff(String fault, String message, NextRun next) {
        return new FaultRow(fault, At.START, Run.FAILS, List.of(message), Mirrored.OFF, Noted.STAYS, next);
    }

    // Faults that a run meets in mending an earlier one's

    private static List<WindowFault> recovery() {
        String notTrusted = "No answer from … to startMirroring of … after 1 try: … unable to find valid certification"
                + " path to requested target. … Check the network, the proxy, the certificates that Java trusts and"
                + " flyway.fabricMirroring.apiEndpoint.";
        return List.of(
                new WindowFault(
                        leftOff(
                                "token not available, in the run that recovers",
                                NOT_RECOVERED + NO_TOKEN,
                                NextRun.STARTS),
                        project -> project.afterAFailedStart().fabric.signInFails(NO_TOKEN)),
                new WindowFault(
                        leftOff(
                                "no credential can be made, in the run that recovers",
                                NOT_RECOVERED + NO_CREDENTIAL,
                                NextRun.STARTS),
                        project -> project.afterAFailedStart().credentialCannotBeMade(NO_CREDENTIAL + "Nonsense.")),
                new WindowFault(
                        leftOff(
                                "certificate not trusted, in the run that recovers",
                                offAfter(notTrusted),
                                NextRun.STARTS_WITH_NOTHING_PENDING),
                        project -> project.afterAFailedStart().fabric.always(At.START, Does.REFUSE, notTrusted)),
                new WindowFault(
                        leftOff(
                                "state query fails, in the run that recovers",
                                NOT_RECOVERED + STATE_UNKNOWN,
                                NextRun.STARTS),
                        project -> project.afterAFailedStart().stateQueryFails(() -> true)));
    }

    // What the database says

    private static List<WindowFault> nothingHappens() {
        return List.of(
                new WindowFault(
                        new FaultRow(
                                "200, but the database never says off",
                                At.WAIT,
                                Run.FAILS,
                                List.of(
                                        "mirroring of … was not off … after the stop (the database says on),"
                                                + " so V2__tagged.sql was not run. If it only takes longer, raise"
                                                + " flyway.fabricMirroring.stopTimeout (seconds); if it is off in the portal, check"
                                                + " flyway.fabricMirroring.stateQuery.",
                                        STARTED_AGAIN),
                                Mirrored.ON,
                                Noted.GONE,
                                NextRun.RUNS),
                        project -> project.fabric.always(At.STOP, Does.ACCEPT_AND_DO_NOTHING, "")),
                new WindowFault(
                        new FaultRow(
                                "200, but the database never says on",
                                At.START,
                                Run.SUCCEEDS,
                                List.of(NOT_ON + "the database says off). Check mirroring of … in the portal, or run"
                                        + " `flyway migrate` again: it finishes the restart."),
                                Mirrored.OFF,
                                Noted.STAYS,
                                NextRun.STARTS),
                        project -> project.fabric.always(At.START, Does.ACCEPT_AND_DO_NOTHING, "")));
    }

    private static List<WindowFault> stateNotTold() {
        return List.of(
                new WindowFault(
                        nothingStopped("state query fails", STATE_UNKNOWN),
                        project -> project.stateQueryFails(() -> true)),
                new WindowFault(
                        passes("state query fails, twice", At.WAIT), project -> project.stateQueryFails(At.STOP, 2)),
                new WindowFault(
                        new FaultRow(
                                "state query fails",
                                At.WAIT,
                                Run.FAILS,
                                List.of(
                                        "mirroring of … was not off … after the stop (" + STATE_UNKNOWN
                                                + " … ), so V2__tagged.sql was not run.",
                                        STARTED_AGAIN,
                                        NOT_ON + STATE_UNKNOWN),
                                Mirrored.ON,
                                Noted.STAYS,
                                NextRun.TAKES_OVER_AND_STOPS),
                        project -> project.stateQueryFails(At.STOP, Integer.MAX_VALUE)));
    }

    private static List<WindowFault> stateNotToldOnceStarted() {
        return List.of(
                new WindowFault(
                        passes("state query fails, twice", At.START), project -> project.stateQueryFails(At.START, 2)),
                new WindowFault(
                        new FaultRow(
                                "state query fails",
                                At.START,
                                Run.SUCCEEDS,
                                List.of(STARTED_AGAIN, NOT_ON + STATE_UNKNOWN),
                                Mirrored.ON,
                                Noted.STAYS,
                                NextRun.TIDIES_UP),
                        project -> project.stateQueryFails(At.START, Integer.MAX_VALUE)));
    }

    // What the database refuses

    private static List<WindowFault> noteRefused() {
        Consumer<FaultyProject> noWriting = project -> project.database.write(() -> true, NOTE_NOT_WRITTEN);
        return List.of(
                new WindowFault(
                        nothingStopped("database refuses the note: no right to make its table", NO_LOCK),
                        project -> project.database.gate(NO_LOCK)),
                new WindowFault(
                        nothingStopped("database refuses the note: no right to write it", NOTE_NOT_WRITTEN), noWriting),
                new WindowFault(
                        nothingStopped("database refuses the note: no right to change it", NOTE_NOT_WRITTEN),
                        noWriting),
                new WindowFault(
                        new FaultRow(
                                "database refuses the note once mirroring is stopped",
                                At.WAIT,
                                Run.FAILS,
                                List.of(
                                        NOTE_NOT_WRITTEN,
                                        "WARN starting mirroring without a note that says so: " + NOTE_NOT_WRITTEN,
                                        STARTED_AGAIN),
                                Mirrored.ON,
                                Noted.GONE,
                                NextRun.RUNS),
                        project -> project.database.write(
                                () -> project.fabric.calls().contains(At.STOP.call()), NOTE_NOT_WRITTEN)),
                new WindowFault(
                        new FaultRow(
                                "database refuses the note: no right to remove it",
                                At.START,
                                Run.SUCCEEDS,
                                List.of(
                                        STARTED_AGAIN,
                                        "WARN mirroring is on again, but its note could not be removed: "
                                                + NOTE_NOT_REMOVED),
                                Mirrored.ON,
                                Noted.STAYS,
                                NextRun.TIDIES_UP),
                        project -> project.database.remove(NOTE_NOT_REMOVED)),
                new WindowFault(
                        passes("the note's table is dropped meanwhile", At.START),
                        project -> project.insideTheMigration(() -> project.world.remove(project.world.notes()))));
    }

    // More than one thing at a time

    private static List<WindowFault> combined() {
        String unavailable = "Fabric answered 503";
        return List.of(
                new WindowFault(
                        new FaultRow(
                                "connection reset after the stop took effect, then 403 to all calls",
                                At.STOP,
                                Run.FAILS,
                                List.of(
                                        FORBIDDEN + "stopMirroring of",
                                        "ERROR " + offAfter(FORBIDDEN + "startMirroring of")),
                                Mirrored.OFF,
                                Noted.STAYS,
                                NextRun.TAKES_OVER),
                        project -> project.fabric
                                .always(At.STOP, Does.LOSE_ANSWER, FORBIDDEN + "stopMirroring of it.")
                                .always(At.START, Does.REFUSE, FORBIDDEN + "startMirroring of it.")),
                new WindowFault(
                        new FaultRow(
                                "200, but the database never says off; then 503 without end",
                                At.WAIT,
                                Run.FAILS,
                                List.of(
                                        "mirroring of … was not off",
                                        "INFO mirroring is on, although the start was not accepted: " + unavailable),
                                Mirrored.ON,
                                Noted.GONE,
                                NextRun.RUNS),
                        project -> project.fabric
                                .always(At.STOP, Does.ACCEPT_AND_DO_NOTHING, "")
                                .always(At.START, Does.LOSE_CALL, unavailable)));
    }
}
