package io.github.fabricmirroring.internal.fabric;

import static io.github.fabricmirroring.internal.fabric.Sentences.sentence;

import com.azure.core.exception.ClientAuthenticationException;
import java.util.Optional;

/** What people read when a call did not succeed: what happened, and what to do next. */
final class FabricFailure {

    private static final String PORTAL_ADDRESS =
            "https://app.fabric.microsoft.com/groups/<workspaceId>/sqldatabases/<sqlDatabaseId>.";

    private final FabricAddress address;
    private final String endpointSetting;

    /**
     * @param endpointSetting what the person who set the endpoint, or would have to, calls that setting
     */
    FabricFailure(FabricAddress address, String endpointSetting) {
        this.address = address;
        this.endpointSetting = endpointSetting;
    }

    /** Fabric, or a proxy before it, has answered something other than yes. */
    FabricException answered(String operation, int status, FabricError error, Tries tries) {
        StringBuilder message = new StringBuilder("Fabric answered ")
                .append(status)
                .append(error.errorCode().isEmpty() ? "" : " " + error.errorCode())
                .append(" to ")
                .append(operation)
                .append(" of ")
                .append(address.item())
                .append(tries.count() > 1 ? ", after " + tries.count() + " tries" : "")
                .append(error.message().isEmpty() ? "." : ": " + sentence(error.message()));
        error.moreDetails().forEach(detail -> message.append(' ').append(sentence(detail)));
        if (!error.readable()) {
            message.append(" The answer is not one of Fabric's own; a proxy may have given it.");
        }
        message.append(' ').append(advice(status, error));
        if (!error.requestId().isEmpty()) {
            message.append(" (Request id for Microsoft's support: ")
                    .append(error.requestId())
                    .append(")");
        }
        return new FabricException(message.toString(), status, error, tries.mayHaveTakenEffect(), null);
    }

    private String advice(int status, FabricError error) {
        return switch (status) {
            case 401 ->
                "The credential is missing, expired or for another tenant: sign in" + SignIn.WAYS
                        + "; the token is for " + address.scope() + ".";
            case 403 ->
                "The signed-in identity needs read and write permission on this item: give it the Contributor role in"
                        + " the workspace, or share the SQL database with it; for a service principal, the tenant setting"
                        + " \"Service principals can call Fabric public APIs\" must be on, too.";
            case 404 ->
                !error.readable()
                        ? "Check both ids: they are in the portal's address of the SQL database, " + PORTAL_ADDRESS
                        : error.errorCode().startsWith("Workspace")
                                ? "Check the workspace id: " + wherePortalShows("first")
                                : "Check the SQL database id: " + wherePortalShows("second");
            case 408, 429 -> "Fabric is throttling or busy: run again in a few minutes.";
            default ->
                status >= 500
                        ? "The trouble is on Fabric's side: run again later, and look at"
                                + " https://support.fabric.microsoft.com/support for known incidents."
                        : status >= 400 && status != 407
                                ? "Fabric does not take this request for this item."
                                : "That is no answer of Fabric's: check the proxy between here and " + address.origin()
                                        + ".";
        };
    }

    private static String wherePortalShows(String ordinal) {
        return "it is the " + ordinal + " id in the portal's address of the SQL database, " + PORTAL_ADDRESS
                + " An item that the identity may not see is not found, either.";
    }

    /** No request was made for want of a token, or no answer has come. */
    FabricException notAnswered(String operation, RuntimeException failure, Tries tries) {
        Optional<Throwable> noToken = Sentences.causes(failure)
                .filter(ClientAuthenticationException.class::isInstance)
                .findFirst();
        String message = noToken.map(cause ->
                        SignIn.noToken(address.scope(), "ask for " + operation + " of " + address.item(), cause))
                .orElseGet(() -> noAnswer(operation, failure, tries));
        return new FabricException(message, 0, FabricError.NONE, tries.mayHaveTakenEffect(), failure);
    }

    /** Before anything was asked for. */
    FabricException noToken(String purpose, RuntimeException failure) {
        return new FabricException(
                SignIn.noToken(address.scope(), purpose, failure), 0, FabricError.NONE, false, failure);
    }

    private String noAnswer(String operation, RuntimeException failure, Tries tries) {
        return "No answer from " + address.origin() + " to " + operation + " of " + address.item() + " after "
                + tries.count() + (tries.count() == 1 ? " try: " : " tries: ")
                + sentence(Sentences.firstLine(Sentences.root(failure)))
                + " Check the network, the proxy, the certificates that Java trusts and " + endpointSetting + ".";
    }
}
