package io.github.fabricmirroring.internal.fabric;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.github.fabricmirroring.MirroringException;

/** The credential that azure-identity finds, and what to do if there is none. */
final class SignIn {

    static final String WAYS = " with `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET";

    private SignIn() {}

    /**
     * @throws MirroringException if the environment asks azure-identity for something that it does not have
     */
    static TokenCredential defaultCredential() {
        try {
            return new DefaultAzureCredentialBuilder().build();
        } catch (RuntimeException e) {
            throw new MirroringException(
                    "azure-identity cannot make a credential: " + Sentences.sentence(String.valueOf(e.getMessage())),
                    e);
        }
    }

    static String noToken(String scope, String purpose, Throwable failure) {
        return "No token for " + scope + " to " + purpose + ". Sign in" + WAYS + ". azure-identity says: "
                + Sentences.sentence(
                        because(Sentences.firstLine(failure), Sentences.firstLine(Sentences.root(failure))));
    }

    /** azure-identity often says only that something inside failed; what did is in the innermost cause. */
    private static String because(String outer, String root) {
        return outer.contains(root) ? outer : outer + " (" + root + ")";
    }
}
