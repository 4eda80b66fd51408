package io.github.fabricmirroring.internal.fabric;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
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
import com.azure.core.util.UserAgentUtil;
import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.MirroringApi;
import io.github.fabricmirroring.internal.window.MirroringApiException;
import io.github.fabricmirroring.internal.window.Reporter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fabric's REST API for the mirroring of one SQL database.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/fabric/sqldatabase/mirroring">SQL Database - Mirroring</a>
 */
public final class FabricApi implements MirroringApi {

    private static final Logger LOG = LoggerFactory.getLogger(FabricApi.class);

    private static final String STOP = "stopMirroring";
    private static final String GET = "getSqlDatabase";
    private static final String START = "startMirroring";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LEAST_RESPONSE_TIMEOUT = Duration.ofSeconds(5);

    /** azure-core's name for the response timeout of a single call, in place of the client's. */
    private static final String RESPONSE_TIMEOUT_OF_CALL = "azure-response-timeout";

    private static final String USER_AGENT = UserAgentUtil.toUserAgentString(
            null, Artifact.id(), Artifact.version(), Configuration.getGlobalConfiguration());

    private final FabricAddress address;
    private final FabricFailure failure;
    private final FabricToken token;

    /**
     * @param settings must name an item
     * @param credential yields tokens for {@code https://api.fabric.microsoft.com/.default}, or for an endpoint that is
     *     not Fabric's own
     * @param reporter is told what is waited for if a token takes long
     */
    public FabricApi(MirroringSettings settings, TokenCredential credential, Reporter reporter) {
        this.address = FabricAddress.of(settings);
        this.failure = new FabricFailure(address, settings.nameOf(Setting.API_ENDPOINT));
        this.token = new FabricToken(new PatientCredential(credential, reporter), address.scope());
    }

    /**
     * As the other constructor, with the credentials that azure-identity finds: environment, managed identity, az
     * login.
     *
     * @throws MirroringException if the environment asks azure-identity for something that it does not have
     */
    public FabricApi(MirroringSettings settings, Reporter reporter) {
        this(settings, SignIn.defaultCredential(), reporter);
    }

    @Override
    public void signIn() {
        try {
            token.get();
        } catch (FabricToken.Missing e) {
            LOG.debug("No token: {}", Sentences.story(e));
            throw failure.noToken(e);
        }
    }

    /**
     * As {@link #signIn}.
     *
     * @return who the token is for
     */
    public SignedIn signedIn() {
        signIn();
        return SignedIn.of(token.get());
    }

    @Override
    public void stopMirroring(Duration within) {
        if (Thread.currentThread().isInterrupted()) {
            throw failure.interrupted(STOP);
        }
        call(STOP, post(STOP), within, Tries.few(within));
    }

    /** Interrupts of the calling thread are kept for it until the call is over: whoever interrupts a run wants it to end well. */
    @Override
    public void startMirroring(Duration within) {
        Background.await(Background.start("start", () -> call(START, post(START), within, Tries.persistent(within))));
    }

    @Override
    public String startMirroringByHand() {
        return "az rest --method post --resource " + address.audience() + " --url " + address.of("/" + START);
    }

    /**
     * The SQL database as Fabric describes it.
     *
     * @throws MirroringApiException if there is no such item, the identity may not read it, or Fabric could not be asked
     */
    public FabricItem item() {
        HttpRequest request = new HttpRequest(HttpMethod.GET, address.of(""));
        Tries tries = Tries.few(RESPONSE_TIMEOUT);
        Answer answer = call(GET, request, RESPONSE_TIMEOUT, tries);
        return FabricItem.parse(answer.body()).orElseThrow(() -> failure.answered(GET, answer, tries));
    }

    private HttpRequest post(String operation) {
        return new HttpRequest(HttpMethod.POST, address.of("/" + operation));
    }

    private Answer call(String operation, HttpRequest request, Duration within, Tries tries) {
        Context context = new Context(RESPONSE_TIMEOUT_OF_CALL, responseTimeout(within));
        try (HttpResponse response = pipeline(tries).sendSync(request, context)) {
            Answer answer = tries.answer().orElseThrow();
            LOG.debug("{}: {} after {} tries", operation, response.getStatusCode(), tries.count());
            if (!answer.accepted()) {
                throw failure.answered(operation, answer, tries);
            }
            return answer;
        } catch (FabricException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("{}: no answer after {} tries: {}", operation, tries.count(), Sentences.story(e));
            if (Sentences.causes(e).anyMatch(InterruptedException.class::isInstance)) {
                Thread.currentThread().interrupt();
            }
            throw failure.notAnswered(operation, e, tries);
        }
    }

    private static Duration responseTimeout(Duration within) {
        Duration atLeast = within.compareTo(LEAST_RESPONSE_TIMEOUT) < 0 ? LEAST_RESPONSE_TIMEOUT : within;
        return atLeast.compareTo(RESPONSE_TIMEOUT) < 0 ? atLeast : RESPONSE_TIMEOUT;
    }

    /** Each call opens a connection of its own: one from before the migration may have been dropped, without a word. */
    private static HttpClient client() {
        JdkHttpClientBuilder builder =
                new JdkHttpClientBuilder().connectionTimeout(CONNECT_TIMEOUT).responseTimeout(RESPONSE_TIMEOUT);
        Proxy.of(Configuration.getGlobalConfiguration()).options().ifPresent(builder::proxy);
        return builder.build();
    }

    private HttpPipeline pipeline(Tries tries) {
        return new HttpPipelineBuilder()
                .httpClient(client())
                .policies(new UserAgentPolicy(USER_AGENT), new RetryPolicy(tries), tries, token)
                .build();
    }
}
