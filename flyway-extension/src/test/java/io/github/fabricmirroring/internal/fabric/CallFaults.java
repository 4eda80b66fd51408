package io.github.fabricmirroring.internal.fabric;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;

import io.github.fabricmirroring.internal.window.CallEnds;
import io.github.fabricmirroring.internal.window.FaultRow;
import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.Operation;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The table of what goes wrong with calls to Fabric. A further fault is a further line. */
public final class CallFaults {

    private static final List<Operation> BOTH = List.of(STOP_MIRRORING, START_MIRRORING);

    private static final String ANSWERED = "Fabric answered ";
    private static final String NO_ANSWER = "No answer from … to {call} of … Check the network, the proxy, the"
            + " certificates that Java trusts and flyway.fabricMirroring.apiEndpoint.";
    private static final String NOT_TRUSTED = "No answer from … to {call} of … after 1 try: … unable to find valid"
            + " certification path to requested target. Check the network, the proxy, the certificates that Java"
            + " trusts and flyway.fabricMirroring.apiEndpoint.";
    private static final String CHECK_PROXY = "That is no answer of Fabric's: check the proxy between here and ";
    private static final String UNREACHABLE = "No answer from … to {call} of … after … : ";
    private static final String NO_TOKEN = "No token for … /.default to stop and start mirroring of … . Sign in with"
            + " `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET. azure-identity says: Nobody"
            + " is signed in.";
    private static final String NO_CREDENTIAL = "azure-identity cannot make a credential: ";

    private static final Fault TOO_MANY_REQUESTS = Fault.tooManyRequests(1);
    private static final Fault INTERNAL_ERROR = Fault.status(500, "InternalError", "Something broke.");

    private static final Fault RETRIABLE = Fault.status(400, "Busy", "In a moment.", true);
    private static final Fault BAD_REQUEST = status(400, "OperationNotAllowed");
    private static final Fault CONFLICT = status(409, "Conflict");
    private static final Fault LOCKED = status(423, "Locked");
    private static final Fault PAUSED = status(404, "CapacityNotActive");
    private static final Fault BLOCKED = Fault.html(403, "<html>Blocked</html>");

    private static final List<CallFault> ALL = List.of(
            passes("429 with Retry-After, twice", TOO_MANY_REQUESTS, TOO_MANY_REQUESTS),
            passes("500, twice", INTERNAL_ERROR, INTERNAL_ERROR),
            passes("connection reset after the call took effect, once", Fault.acceptedThenConnectionReset()),
            passes("400 with isRetriable: true, twice", RETRIABLE, RETRIABLE),
            passes("409 while the stop is still under way, three times", CONFLICT, CONFLICT, CONFLICT)
                    .only(START_MIRRORING),
            passes("400, twice", BAD_REQUEST, BAD_REQUEST).only(START_MIRRORING),
            passes("423, twice", LOCKED, LOCKED).only(START_MIRRORING),
            passes("401, once", status(401, "Unauthorized")).only(START_MIRRORING),
            passes("404 CapacityNotActive, twice", PAUSED, PAUSED).only(START_MIRRORING),
            passes("a redirect to where people sign in, once", Fault.redirect("https://login.example.org/"))
                    .only(START_MIRRORING),
            passes("a proxy's page with 403, twice", BLOCKED, BLOCKED).only(START_MIRRORING),
            lasts(
                    "503 without end",
                    status(503, "ServiceUnavailable"),
                    ANSWERED
                            + "503 ServiceUnavailable to {call} of … The trouble is on Fabric's side: run again later"),
            lasts("connection reset without end", Fault.connectionReset(), NO_ANSWER),
            lasts("no answer", Fault.noAnswer(), NO_ANSWER),
            lasts(
                    "500 with isRetriable: false",
                    Fault.status(500, "InternalError", "Broken.", false),
                    ANSWERED + "500 InternalError to {call} of … The trouble is on Fabric's side"),
            lasts(
                    "200 with a proxy's page",
                    Fault.html(200, "<html>Sign in to the network</html>"),
                    "Something in place of Fabric answered 200 to {call} of … " + CHECK_PROXY),
            lasts(
                    "200 with text that is not JSON",
                    Fault.body(200, "text/plain", "denied by policy"),
                    "Something in place of Fabric answered 200 to {call} of … " + CHECK_PROXY),
            refused(
                    "429 with a Retry-After beyond the time left",
                    Fault.tooManyRequests(3600),
                    ANSWERED + "429 RequestBlocked to {call} of … run again in a few minutes."),
            refused(
                    "a redirect to where people sign in",
                    Fault.redirect("https://login.example.org/"),
                    ANSWERED + "302 to {call} of … " + CHECK_PROXY),
            refused(
                    "407 from a proxy",
                    Fault.html(407, "<html>Who are you?</html>"),
                    "answered 407 to {call} of … The proxy between here and … demands a sign-in: … HTTPS_PROXY …"
                            + " jdk.http.auth.tunneling.disabledSchemes"),
            refused(
                    "409 without end",
                    CONFLICT,
                    ANSWERED + "409 Conflict to {call} of … Something else is changing this item"),
            refused(
                    "404 CapacityNotActive",
                    PAUSED,
                    ANSWERED
                            + "404 CapacityNotActive to {call} of … The capacity that the workspace runs on is paused: resume it"),
            refused(
                    "404 FeatureNotAvailable",
                    status(404, "FeatureNotAvailable"),
                    ANSWERED
                            + "404 FeatureNotAvailable to {call} of … The capacity that the workspace runs on is paused: resume it"),
            refused(
                    "400 with the error inside an error",
                    Fault.body(
                            400, "application/json", "{\"error\": {\"code\": \"Bad\", \"message\": \"Said inside.\"}}"),
                    ANSWERED + "400 Bad to {call} of … : Said inside."),
            refused(
                    "400 with a command for a build agent",
                    status(400, "Bad", "No.\n##vso[task.complete result=Succeeded;]\n::warning::x"),
                    ANSWERED + "400 Bad to {call} of … : No. # #vso[task.complete result=Succeeded;] ::warning::x."),
            refused(
                    "401",
                    status(401, "Unauthorized"),
                    ANSWERED
                            + "401 Unauthorized to {call} of … The credential is missing, expired or for another tenant: sign"
                            + " in with `az login`"),
            refused(
                    "403",
                    status(403, "InsufficientPrivileges"),
                    ANSWERED
                            + "403 InsufficientPrivileges to {call} of … The signed-in identity needs the Contributor role in"
                            + " the workspace"),
            refused(
                    "404 ItemNotFound",
                    status(404, "ItemNotFound"),
                    ANSWERED + "404 ItemNotFound to {call} of … Check the SQL database id"),
            refused(
                    "400 with an HTML body",
                    Fault.html(400, "<html><body>Bad Request</body></html>"),
                    "Something in place of Fabric answered 400 to {call} of … " + CHECK_PROXY),
            client(
                    "connection refused",
                    CallEnds.REFUSED,
                    UNREACHABLE + "connection refused.",
                    calls -> calls.elsewhere(URI.create("https://localhost:1"))),
            client(
                    "unknown host",
                    CallEnds.REFUSED,
                    UNREACHABLE + "unknown host.",
                    calls -> calls.elsewhere(URI.create("https://nobody.invalid"))),
            client("token not available", CallEnds.REFUSED, NO_TOKEN, calls -> calls.tokens(0))
                    .only(STOP_MIRRORING),
            client("token not available any more after the stop", CallEnds.PASSES, "", calls -> calls.tokens(1))
                    .only(START_MIRRORING),
            client("no credential can be made", CallEnds.REFUSED, NO_CREDENTIAL, TroubledCalls::credentialCannotBeMade)
                    .only(STOP_MIRRORING),
            client("certificate not trusted", CallEnds.REFUSED, NOT_TRUSTED, TroubledCalls::trustNobodyUnknown)
                    .only(STOP_MIRRORING));

    private CallFaults() {}

    static List<CallFault> all() {
        return ALL;
    }

    /** Rows of FAULTS.md. */
    public static Stream<FaultRow> rows() {
        return ALL.stream().flatMap(CallFault::rows);
    }

    public static CallFault named(String name) {
        return ALL.stream().filter(fault -> fault.name().equals(name)).findAny().orElseThrow();
    }

    private static Fault status(int status, String errorCode) {
        return status(status, errorCode, "Said by Fabric.");
    }

    private static Fault status(int status, String errorCode, String message) {
        return Fault.status(status, errorCode, message);
    }

    /** Faults that pass while the call is tried again. */
    private static CallFault passes(String name, Fault... faults) {
        return new CallFault(name, CallEnds.PASSES, BOTH, "", (calls, operation) -> calls.fabric()
                .fault(operation, faults));
    }

    /** A fault that does not pass, and leaves open whether the call took effect. */
    private static CallFault lasts(String name, Fault each, String says) {
        return always(name, CallEnds.OUTCOME_UNKNOWN, says, each);
    }

    /** A fault after which the call certainly had no effect. */
    private static CallFault refused(String name, Fault each, String says) {
        return always(name, CallEnds.REFUSED, says, each);
    }

    private static CallFault always(String name, CallEnds ends, String says, Fault each) {
        return new CallFault(
                name, ends, BOTH, says, (calls, operation) -> calls.fabric().faultAlways(operation, each));
    }

    /** A fault on this side of the network, whatever the call. */
    private static CallFault client(String name, CallEnds ends, String says, Consumer<TroubledCalls> trouble) {
        return new CallFault(name, ends, BOTH, says, (calls, operation) -> trouble.accept(calls));
    }
}
