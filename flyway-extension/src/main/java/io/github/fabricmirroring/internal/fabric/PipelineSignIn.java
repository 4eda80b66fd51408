package io.github.fabricmirroring.internal.fabric;

import com.azure.core.credential.TokenCredential;
import com.azure.core.util.Configuration;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.AzurePipelinesCredentialBuilder;
import com.azure.identity.ClientAssertionCredentialBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The identity of a pipeline, which gets a new assertion for each token. What a step such as {@code azure/login} has
 * signed {@code az} in with expires after five minutes.
 *
 * @see <a href="https://docs.github.com/actions/reference/security/oidc">GitHub: OpenID Connect reference</a>
 * @see <a href="https://learn.microsoft.com/java/api/com.azure.identity.azurepipelinescredential">AzurePipelinesCredential</a>
 */
final class PipelineSignIn {

    private static final List<String> SECRETS =
            List.of("AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_PASSWORD");

    private final Configuration environment;

    PipelineSignIn(Configuration environment) {
        this.environment = environment;
    }

    /** Nothing if this is no pipeline, or somebody has said who else is to sign in. */
    Optional<TokenCredential> credential() {
        if (SECRETS.stream().anyMatch(this::isSet) || isAnotherChosen()) {
            return Optional.empty();
        }
        return gitHub().or(this::azurePipelines);
    }

    private boolean isAnotherChosen() {
        String chosen = value("AZURE_TOKEN_CREDENTIALS").strip().toLowerCase(Locale.ROOT);
        return !chosen.isEmpty() && !chosen.equals("prod");
    }

    private Optional<TokenCredential> gitHub() {
        if (!areSet(Stream.of(
                "ACTIONS_ID_TOKEN_REQUEST_URL",
                "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
                "AZURE_CLIENT_ID",
                "AZURE_TENANT_ID"))) {
            return Optional.empty();
        }
        GitHubAssertion assertion = new GitHubAssertion(
                value("ACTIONS_ID_TOKEN_REQUEST_URL"),
                value("ACTIONS_ID_TOKEN_REQUEST_TOKEN"),
                Proxy.forTokens(environment));
        return Optional.of(named(
                "GitHub Actions",
                prepared(
                                new ClientAssertionCredentialBuilder().clientAssertion(assertion::get),
                                "AZURE_CLIENT_ID",
                                "AZURE_TENANT_ID")
                        .build()));
    }

    private Optional<TokenCredential> azurePipelines() {
        if (!areSet(Stream.of(
                "AZURESUBSCRIPTION_CLIENT_ID",
                "AZURESUBSCRIPTION_TENANT_ID",
                "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
                "SYSTEM_ACCESSTOKEN",
                "SYSTEM_OIDCREQUESTURI"))) {
            return Optional.empty();
        }
        return Optional.of(named(
                "Azure Pipelines",
                prepared(
                                new AzurePipelinesCredentialBuilder()
                                        .serviceConnectionId(value("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"))
                                        .systemAccessToken(value("SYSTEM_ACCESSTOKEN")),
                                "AZURESUBSCRIPTION_CLIENT_ID",
                                "AZURESUBSCRIPTION_TENANT_ID")
                        .build()));
    }

    /** If it fails, the next is asked: the variables alone do not tell whether Azure trusts the pipeline. */
    private static TokenCredential named(String name, TokenCredential credential) {
        return new ChainLink(credential, e -> name + ": " + NoToken.reason(e));
    }

    private <B extends AadCredentialBuilderBase<B>> B prepared(B builder, String clientId, String tenantId) {
        Proxy.forTokens(environment).client().ifPresent(builder::httpClient);
        if (Authority.of(environment).isUnknownToMicrosoft()) {
            builder.disableInstanceDiscovery();
        }
        return builder.clientId(value(clientId)).tenantId(value(tenantId));
    }

    private boolean areSet(Stream<String> variables) {
        return variables.allMatch(this::isSet);
    }

    private boolean isSet(String variable) {
        return !value(variable).isBlank();
    }

    private String value(String variable) {
        String value = environment.get(variable);
        return value == null ? "" : value;
    }
}
