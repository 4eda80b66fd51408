package io.github.fabricmirroring.standin;

import com.github.tomakehurst.wiremock.http.FormParameter;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * What signs a pipeline in without a secret: GitHub and Azure Pipelines, which vouch for the job that runs, and Entra,
 * which gives a token for such an assertion. Each assertion is good for one token.
 */
public final class Pipelines implements Endpoint {

    private static final String GITHUB = "/oidc/github";
    private static final String AZURE_PIPELINES = "/oidc/azure-pipelines";
    private static final String AUDIENCE = "api://AzureADTokenExchange";
    private static final String ASSERTION = "assertion";

    private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

    private final String clientId = UUID.randomUUID().toString();
    private final String tenantId = UUID.randomUUID().toString();
    private final String serviceConnectionId = UUID.randomUUID().toString();
    private final String jobToken = "stand-in-job-" + UUID.randomUUID();
    private final List<String> assertions = new CopyOnWriteArrayList<>();
    private final List<String> spent = new CopyOnWriteArrayList<>();

    private final URI origin;
    private final String token;

    /** @param token what Entra gives */
    Pipelines(URI origin, String token) {
        this.origin = origin;
        this.token = token;
    }

    /** What a step has in its environment in GitHub Actions, with the permission {@code id-token: write}. */
    public Map<String, String> gitHubEnvironment() {
        return Map.of(
                "ACTIONS_ID_TOKEN_REQUEST_URL",
                origin + GITHUB + "?api-version=2.0",
                "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
                jobToken,
                "AZURE_CLIENT_ID",
                clientId,
                "AZURE_TENANT_ID",
                tenantId,
                "AZURE_AUTHORITY_HOST",
                origin.toString());
    }

    /** What the task AzureCLI@2 has in its environment in Azure Pipelines, with {@code SYSTEM_ACCESSTOKEN} handed on. */
    public Map<String, String> azurePipelinesEnvironment() {
        return Map.of(
                "SYSTEM_OIDCREQUESTURI",
                origin + AZURE_PIPELINES,
                "SYSTEM_ACCESSTOKEN",
                jobToken,
                "AZURESUBSCRIPTION_CLIENT_ID",
                clientId,
                "AZURESUBSCRIPTION_TENANT_ID",
                tenantId,
                "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
                serviceConnectionId,
                "AZURE_AUTHORITY_HOST",
                origin.toString());
    }

    /** What no log may hold. */
    public List<String> secrets() {
        return Stream.concat(Stream.of(jobToken), assertions.stream()).toList();
    }

    @Override
    public String name(Request request) {
        return switch (request.getMethod() + " " + Endpoint.path(request).replace(tenantId, "{tenantId}")) {
            case "GET " + GITHUB, "POST " + AZURE_PIPELINES -> ASSERTION;
            case "POST /{tenantId}/oauth2/v2.0/token" -> Operation.TOKEN.pathName();
            default -> UNKNOWN;
        };
    }

    @Override
    public Answer answer(Request request) {
        if (name(request).equals(Operation.TOKEN.pathName())) {
            return token(request);
        }
        if (!("Bearer " + jobToken).equals(request.getHeader("Authorization"))) {
            return Answer.json(401, Map.of("message", "This is not the job's token."));
        }
        return Endpoint.path(request).equals(GITHUB) ? gitHub(request) : azurePipelines(request);
    }

    private Answer gitHub(Request request) {
        return has(request, "audience", AUDIENCE) && has(request, "api-version", "2.0")
                ? Answer.json(200, Map.of("count", 1, "value", newAssertion()))
                : Answer.json(400, Map.of("message", "The audience must be " + AUDIENCE + "."));
    }

    private Answer azurePipelines(Request request) {
        return has(request, "serviceConnectionId", serviceConnectionId)
                ? Answer.json(200, Map.of("oidcToken", newAssertion()))
                : Answer.json(404, Map.of("message", "There is no such service connection."));
    }

    private Answer token(Request request) {
        String assertion = form(request, "client_assertion");
        if (!assertions.contains(assertion)
                || spent.contains(assertion)
                || !form(request, "client_id").equals(clientId)) {
            return Answer.json(
                    401,
                    Map.of(
                            "error",
                            "invalid_client",
                            "error_description",
                            "AADSTS700213: No matching federated identity record found for this assertion."));
        }
        if (!form(request, "grant_type").equals("client_credentials")
                || !form(request, "scope").contains("/.default")) {
            return Answer.json(
                    400, Map.of("error", "invalid_request", "error_description", "AADSTS900144: bad request"));
        }
        spent.add(assertion);
        return Answer.json(
                200, Map.of("token_type", "Bearer", "expires_in", TOKEN_LIFETIME.toSeconds(), "access_token", token));
    }

    private String newAssertion() {
        String assertion = "stand-in-assertion-" + UUID.randomUUID();
        assertions.add(assertion);
        return assertion;
    }

    private static boolean has(Request request, String parameter, String value) {
        QueryParameter found = request.queryParameter(parameter);
        return found.isPresent() && found.containsValue(value);
    }

    private static String form(Request request, String parameter) {
        FormParameter found = request.formParameters().get(parameter);
        return found == null || !found.isPresent() ? "" : found.firstValue();
    }
}
