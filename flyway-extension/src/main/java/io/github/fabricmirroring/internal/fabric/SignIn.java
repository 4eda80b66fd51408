package io.github.fabricmirroring.internal.fabric;

import com.azure.core.credential.TokenCredential;
import com.azure.core.util.Configuration;
import com.azure.identity.ChainedTokenCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.github.fabricmirroring.MirroringException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who calls Fabric if nobody has said so: a pipeline by its own identity, or whoever azure-identity finds. */
final class SignIn {

    static final String WAYS = " with `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET";

    /** On a build agent {@code az} has been seen to take 13 s, and azure-identity gives it 10 s. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private SignIn() {}

    /**
     * @throws MirroringException if the environment asks azure-identity for something that it does not have
     */
    static TokenCredential defaultCredential() {
        Configuration environment = Configuration.getGlobalConfiguration();
        try {
            return new PipelineSignIn(environment)
                    .credential()
                    .map(pipeline -> (TokenCredential) new ChainedTokenCredentialBuilder()
                            .addLast(pipeline)
                            .addLast(new ChainLink(
                                    azureIdentity(environment),
                                    e -> NoToken.withInnerReason(String.valueOf(e.getMessage()), e)))
                            .build())
                    .orElseGet(() -> azureIdentity(environment));
        } catch (RuntimeException e) {
            LOG.debug("azure-identity cannot make a credential: {}", Sentences.story(e));
            throw new MirroringException("azure-identity cannot make a credential: "
                    + Sentences.sentence(Sentences.firstLine(Sentences.root(e))));
        }
    }

    private static TokenCredential azureIdentity(Configuration environment) {
        DefaultAzureCredentialBuilder builder =
                new DefaultAzureCredentialBuilder().credentialProcessTimeout(COMMAND_TIMEOUT);
        Proxy.forTokens(environment).client().ifPresent(builder::httpClient);
        if (Authority.of(environment).isUnknownToMicrosoft()) {
            builder.disableInstanceDiscovery();
        }
        return builder.build();
    }

    static String noToken(String scope, String purpose, Throwable failure) {
        Optional<String> reasons = NoToken.reasons(failure);
        return "No token for " + scope + " to " + purpose + ". Sign in" + WAYS + ". "
                + reasons.map(reason -> "azure-identity says: " + reason)
                        .orElse("None of the ways in which azure-identity signs in is set up here.");
    }
}
