package io.github.fabricmirroring.internal.fabric;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.Configuration;
import com.azure.core.util.Context;
import com.azure.core.util.CoreUtils;
import com.azure.core.util.UserAgentUtil;
import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.MirroringApi;
import io.github.fabricmirroring.internal.window.MirroringApiException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
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

    private static final Map<String, String> ARTIFACT =
            CoreUtils.getProperties("io/github/fabricmirroring/internal/fabric/version.properties");
    private static final String USER_AGENT = UserAgentUtil.toUserAgentString(
            null, ARTIFACT.get("artifactId"), ARTIFACT.get("version"), Configuration.getGlobalConfiguration());

    private final FabricAddress address;
    private final FabricFailure failure;
    private final FabricToken token;
    private final HttpClient httpClient;

    /**
     * @param settings must name an item
     * @param credential yields tokens for {@code <apiEndpoint>/.default}
     */
    public FabricApi(MirroringSettings settings, TokenCredential credential) {
        this.address = FabricAddress.of(settings);
        this.failure = new FabricFailure(address, settings.nameOf(Setting.API_ENDPOINT));
        this.token = new FabricToken(credential, address.scope());
        this.httpClient = new JdkHttpClientBuilder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .responseTimeout(RESPONSE_TIMEOUT)
                .build();
    }

    /**
     * As the other constructor, with the credentials that azure-identity finds: environment, managed identity, az
     * login.
     *
     * @throws MirroringException if the environment asks azure-identity for something that it does not have
     */
    public FabricApi(MirroringSettings settings) {
        this(settings, SignIn.defaultCredential());
    }

    @Override
    public void signIn() {
        try {
            token.get();
        } catch (RuntimeException e) {
            LOG.debug("No token", e);
            throw failure.noToken("stop and start mirroring of " + address.item(), e);
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
        return "az rest --method post --resource " + address.origin() + " --url " + address.of("/startMirroring");
    }

    /**
     * The SQL database as Fabric describes it.
     *
     * @throws MirroringApiException if there is no such item, the identity may not read it, or Fabric could not be asked
     */
    public FabricItem item() {
        return call(
                "getSqlDatabase",
                new HttpRequest(HttpMethod.GET, address.of("")),
                RESPONSE_TIMEOUT,
                Tries.few(RESPONSE_TIMEOUT),
                FabricItem::of);
    }

    /**
     * What an accepted request is answered does not matter: it has no body, and if it breaks off, it is accepted still.
     */
    private void call(String operation, Duration within, Tries tries) {
        call(operation, new HttpRequest(HttpMethod.POST, address.of("/" + operation)), within, tries, response -> null);
    }

    private <T> T call(
            String operation, HttpRequest request, Duration within, Tries tries, Function<HttpResponse, T> accepted) {
        Context context = new Context(RESPONSE_TIMEOUT_OF_CALL, responseTimeout(within));
        try (HttpResponse response = pipeline(tries).sendSync(request, context)) {
            int status = response.getStatusCode();
            LOG.debug("{}: {} after {} tries", operation, status, tries.count());
            if (!isAccepted(response)) {
                throw failure.answered(operation, status, error(response), tries);
            }
            return accepted.apply(response);
        } catch (FabricException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("{}: no answer after {} tries", operation, tries.count(), e);
            throw failure.notAnswered(operation, e, tries);
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
                .policies(new UserAgentPolicy(USER_AGENT), new RetryPolicy(tries), tries, token)
                .build();
    }
}
