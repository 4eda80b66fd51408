package io.github.fabricmirroring.internal.fabric;

/** What to do next, by what was answered. */
final class Advice {

    private static final String PORTAL_ADDRESS =
            "https://app.fabric.microsoft.com/groups/<workspaceId>/sqldatabases/<sqlDatabaseId>.";

    /** See https://bugs.openjdk.org/browse/JDK-8326949. */
    static final String AUTHORIZATION_DROPPED =
            "Java before 24 drops the Authorization header behind a proxy that demands a password (JDK-8326949), so"
                    + " Fabric sees no token: run with Java 24 or later, or let Fabric's hosts bypass the proxy"
                    + " (NO_PROXY=.fabric.microsoft.com).";

    private final FabricAddress address;

    Advice(FabricAddress address) {
        this.address = address;
    }

    String about(Answer answer) {
        if (answer.status() == 407) {
            return "The proxy between here and " + address.origin()
                    + " demands a sign-in: give its user and password in HTTPS_PROXY (http://user:password@host:port). Java"
                    + " sends them only where -Djdk.http.auth.tunneling.disabledSchemes=\"\" allows Basic.";
        }
        if (answer.page() || answer.status() < 400) {
            return "That is no answer of Fabric's: check the proxy between here and " + address.origin() + ".";
        }
        if (answer.error().isOfPausedCapacity()) {
            return "The capacity that the workspace runs on is paused: resume it, in the Azure portal or in Fabric's"
                    + " settings, and run again.";
        }
        return switch (answer.status()) {
            case 401 ->
                "The credential is missing, expired or for another tenant: sign in" + SignIn.WAYS
                        + "; the token is for " + address.scope() + ".";
            case 403 ->
                "The signed-in identity needs the Contributor role in the workspace: sharing the SQL database with it"
                        + " gives no permission to write. A new role takes effect within up to two hours. For a service"
                        + " principal, the tenant setting \"Service principals can call Fabric public APIs\" must be on,"
                        + " too.";
            case 404 -> notFound(answer.error());
            case 408, 429 -> "Fabric is throttling or busy: run again in a few minutes.";
            case 409, 423 -> "Something else is changing this item: run again in a few minutes.";
            default ->
                answer.status() >= 500
                        ? "The trouble is on Fabric's side: run again later, and look at"
                                + " https://support.fabric.microsoft.com/support for known incidents."
                        : "Fabric does not take this request for this item.";
        };
    }

    private static String notFound(FabricError error) {
        if (!error.readable()) {
            return "Check both ids: they are in the portal's address of the SQL database, " + PORTAL_ADDRESS;
        }
        return error.errorCode().startsWith("Workspace")
                ? "Check the workspace id: " + wherePortalShows("first")
                : "Check the SQL database id: " + wherePortalShows("second");
    }

    private static String wherePortalShows(String ordinal) {
        return "it is the " + ordinal + " id in the portal's address of the SQL database, " + PORTAL_ADDRESS
                + " An item that the identity may not see is not found, either.";
    }
}
