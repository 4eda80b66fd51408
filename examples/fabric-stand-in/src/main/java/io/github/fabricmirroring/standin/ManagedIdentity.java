package io.github.fabricmirroring.standin;

import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The endpoint from which a process in Azure App Service gets the tokens of its managed identity. */
final class ManagedIdentity implements Endpoint {

    static final String PATH = "/msi/token";

    /** Tokens for it let a client into a SQL database, here into none. */
    private static final String DATABASE = "https://database.windows.net";

    private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

    private final String secret;
    private final String token;
    private final String resource;

    ManagedIdentity(String secret, String token, URI resource) {
        this.secret = secret;
        this.token = token;
        this.resource = resource.toString();
    }

    @Override
    public String name(Request request) {
        String call = request.getMethod() + " " + Endpoint.path(request);
        return call.equals("GET " + PATH) ? Operation.TOKEN.pathName() : UNKNOWN;
    }

    @Override
    public Answer answer(Request request) {
        if (name(request).equals(UNKNOWN)) {
            return refusal(404, "There is nothing but " + PATH + ".");
        }
        if (!secret.equals(request.getHeader("X-IDENTITY-HEADER"))) {
            return refusal(401, "X-IDENTITY-HEADER is missing or wrong.");
        }
        if (!has(request, "api-version", "2019-08-01")) {
            return refusal(400, "api-version must be 2019-08-01.");
        }
        if (!has(request, "resource", resource) && !has(request, "resource", DATABASE)) {
            return refusal(400, "The only resources here are " + resource + " and " + DATABASE + ".");
        }
        return Answer.json(
                200,
                Map.of(
                        "access_token",
                        token,
                        "expires_on",
                        Long.toString(Instant.now().plus(TOKEN_LIFETIME).getEpochSecond()),
                        "resource",
                        resource,
                        "token_type",
                        "Bearer"));
    }

    private static boolean has(Request request, String parameter, String value) {
        QueryParameter found = request.queryParameter(parameter);
        return found.isPresent() && found.containsValue(value);
    }

    private static Answer refusal(int status, String message) {
        return Answer.json(status, Map.of("statusCode", status, "message", message));
    }
}
