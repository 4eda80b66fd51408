package io.github.fabricmirroring.internal.fabric;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.Configuration;
import com.azure.core.util.Context;
import com.azure.core.util.CoreUtils;
import com.azure.core.util.UserAgentUtil;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import io.github.fabricmirroring.internal.window.MirroringApi;
import io.github.fabricmirroring.internal.window.MirroringApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fabric's REST API for the mirroring of one SQL database.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/fabric/sqldatabase/mirroring">SQL Database - Mirroring</a>
 */
public final class FabricApi implements MirroringApi {

    private static final Logger LOG = LoggerFactory.getLogger(FabricApi.class);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LEAST_RESPONSE_TIMEOUT = Duration.ofSeconds(5);

    /** azure-core's name for the response timeout of a single call, in place of the client's. */
    private static final String RESPONSE_TIMEOUT_OF_CALL = "azure-response-timeout";

    private static final String ADDRESS =
            "https://app.fabric.microsoft.com/groups/<workspaceId>/sqldatabases/<sqlDatabaseId>.";

    private static final String WAYS_TO_SIGN_IN =
            " with `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET";

    private static final String PROJECT = "flyway-fabric-mirroring";
    private static final Map<String, String> PROPERTIES =
            CoreUtils.getProperties("io/github/fabricmirroring/internal/fabric/version.properties");
    private static final String USER_AGENT = UserAgentUtil.toUserAgentString(
            null, PROJECT, PROPERTIES.get("version"), Configuration.getGlobalConfiguration());

    private final URI apiEndpoint;
    private final SqlDatabaseItem item;
    private final TokenCredential credential;
    private final HttpClient httpClient;

    /**
     * @param apiEndpoint where Fabric's REST API is, https
     * @param credential yields tokens for {@code <apiEndpoint>/.default}
     */
    public FabricApi(URI apiEndpoint, SqlDatabaseItem item, TokenCredential credential) {
        this.apiEndpoint = apiEndpoint;
        this.item = item;
        this.credential = credential;
        this.httpClient = new JdkHttpClientBuilder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .responseTimeout(RESPONSE_TIMEOUT)
                .build();
    }

    /** As the other constructor, with the credentials that azure-identity finds: environment, managed identity, az login. */
    public FabricApi(URI apiEndpoint, SqlDatabaseItem item) {
        this(apiEndpoint, item, defaultCredential());
    }

    static TokenCredential defaultCredential() {
        try {
            return new DefaultAzureCredentialBuilder().build();
        } catch (RuntimeException e) {
            throw new MirroringException(
                    "azure-identity cannot make a credential: " + sentence(String.valueOf(e.getMessage())), e);
        }
    }

    @Override
    public void stopMirroring(Duration within) {
        call("stopMirroring", within, Tries.few(within));
    }

    @Override
    public void startMirroring(Duration within) {
        call("startMirroring", within, Tries.persistent(within));
    }

    @Override
    public String startMirroringByHand() {
        return "az rest --method post --resource " + origin() + " --url " + address("/startMirroring");
    }

    /**
     * What the SQL database is called in Fabric.
     *
     * @throws MirroringApiException if there is no such item, or it could not be asked for
     * @see <a href="https://learn.microsoft.com/rest/api/fabric/sqldatabase/items/get-sql-database">Get SQL Database</a>
     */
    public String displayName() {
        return call(
                "getSqlDatabase",
                new HttpRequest(HttpMethod.GET, address("")),
                RESPONSE_TIMEOUT,
                Tries.few(RESPONSE_TIMEOUT),
                FabricApi::displayName);
    }

    private static String displayName(HttpResponse response) {
        try (JsonReader reader =
                JsonProviders.createReader(response.getBodyAsByteArray().block())) {
            return String.valueOf(reader.readMap(JsonReader::readUntyped).get("displayName"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an accepted request is answered does not matter: it has no body, and if it breaks off, it is accepted still. */
    private void call(String operation, Duration within, Tries tries) {
        call(operation, new HttpRequest(HttpMethod.POST, address("/" + operation)), within, tries, response -> null);
    }

    private <T> T call(
            String operation, HttpRequest request, Duration within, Tries tries, Function<HttpResponse, T> accepted) {
        Context context = new Context(RESPONSE_TIMEOUT_OF_CALL, responseTimeout(within));
        try (HttpResponse response = pipeline(tries).sendSync(request, context)) {
            int status = response.getStatusCode();
            LOG.debug("{}: {} after {} tries", operation, status, tries.count());
            if (!isAccepted(response)) {
                throw failure(operation, status, error(response), tries);
            }
            return accepted.apply(response);
        } catch (FabricException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("{}: no answer after {} tries", operation, tries.count(), e);
            throw failure(operation, e, tries);
        }
    }

    /** Not a proxy's page for people, which may come with a 200, too. */
    private static boolean isAccepted(HttpResponse response) {
        String type = String.valueOf(response.getHeaderValue(HttpHeaderName.CONTENT_TYPE));
        int status = response.getStatusCode();
        return (status == 200 || status == 202) && !type.startsWith("text/html");
    }

    private static FabricError error(HttpResponse response) {
        try {
            return FabricError.parse(response.getBodyAsString().block());
        } catch (RuntimeException e) {
            LOG.debug("The answer breaks off", e);
            return FabricError.NONE;
        }
    }

    private static Duration responseTimeout(Duration within) {
        Duration atLeast = within.compareTo(LEAST_RESPONSE_TIMEOUT) < 0 ? LEAST_RESPONSE_TIMEOUT : within;
        return atLeast.compareTo(RESPONSE_TIMEOUT) < 0 ? atLeast : RESPONSE_TIMEOUT;
    }

    private HttpPipeline pipeline(Tries tries) {
        return new HttpPipelineBuilder()
                .httpClient(httpClient)
                .policies(
                        new UserAgentPolicy(USER_AGENT),
                        new RetryPolicy(tries),
                        tries,
                        new BearerTokenAuthenticationPolicy(credential, scope()))
                .build();
    }

    private FabricException failure(String operation, int status, FabricError error, Tries tries) {
        StringBuilder message = new StringBuilder("Fabric answered ")
                .append(status)
                .append(error.errorCode().isEmpty() ? "" : " " + error.errorCode())
                .append(" to ")
                .append(operation)
                .append(" of ")
                .append(item)
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
                "The credential is missing, expired or for another tenant: sign in" + WAYS_TO_SIGN_IN
                        + "; the token is for " + scope() + ".";
            case 403 ->
                "The identity that Flyway runs as needs read and write permission on this item: give it the"
                        + " Contributor role in the workspace, or share the SQL database with it; for a service principal, the"
                        + " tenant setting \"Service principals can call Fabric public APIs\" must be on, too.";
            case 404 ->
                !error.readable()
                        ? "Check both ids: they stand in the portal's address of the SQL database, " + ADDRESS
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
                                : "That is no answer of Fabric's: check the proxy between here and " + origin() + ".";
        };
    }

    private static String wherePortalShows(String ordinal) {
        return "it is the " + ordinal + " id in the portal's address of the SQL database, " + ADDRESS
                + " An item that the identity may not see is not found, either.";
    }

    private FabricException failure(String operation, RuntimeException failure, Tries tries) {
        Optional<Throwable> noToken = causes(failure)
                .filter(ClientAuthenticationException.class::isInstance)
                .findFirst();
        String root = firstLine(root(failure));
        String message = noToken.isPresent()
                ? noToken(scope(), "ask for " + operation + " of " + item, noToken.get())
                : "No answer from " + origin() + " to " + operation + " of " + item + " after " + tries.count()
                        + (tries.count() == 1 ? " try: " : " tries: ") + sentence(root)
                        + " Check the network, the proxy, the certificates that Java trusts and "
                        + Setting.API_ENDPOINT.property() + ".";
        return new FabricException(message, 0, FabricError.NONE, tries.mayHaveTakenEffect(), failure);
    }

    static String noToken(String scope, String purpose, Throwable failure) {
        return "No token for " + scope + " to " + purpose + ". Sign in" + WAYS_TO_SIGN_IN + ". azure-identity says: "
                + sentence(because(firstLine(failure), firstLine(root(failure))));
    }

    private static Throwable root(Throwable failure) {
        return causes(failure).reduce((outer, inner) -> inner).orElseThrow();
    }

    /** azure-identity often says only that something inside failed; what did is in the innermost cause. */
    private static String because(String outer, String root) {
        return outer.contains(root) ? outer : outer + " (" + root + ")";
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElseThrow();
    }

    private static String sentence(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") ? stripped : stripped + ".";
    }

    private String scope() {
        return origin() + "/.default";
    }

    private String address(String action) {
        return origin() + "/v1/workspaces/" + item.workspaceId() + "/sqlDatabases/" + item.sqlDatabaseId() + action;
    }

    private String origin() {
        String text = apiEndpoint.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
