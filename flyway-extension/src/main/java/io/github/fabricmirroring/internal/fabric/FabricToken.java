package io.github.fabricmirroring.internal.fabric;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.AccessTokenCache;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The token that a client's calls carry: one for all of them, as long as it is valid. At the end of a window there may
 * be no other any more: what {@code az} was signed in with on a build agent expires after minutes.
 */
final class FabricToken implements HttpPipelinePolicy {

    /** There is no token, so no request was sent. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(FabricToken.class);

    /** It has to live long enough to reach Fabric. */
    private static final Duration LAST_MOMENT = Duration.ofSeconds(30);

    private final TokenCredential credential;
    private final TokenRequestContext request;

    private volatile AccessTokenCache cache;
    private volatile boolean refused;

    FabricToken(TokenCredential credential, String scope) {
        this.credential = new WithoutEarlyRefresh(credential);
        this.request = new TokenRequestContext().addScopes(scope);
        this.cache = new AccessTokenCache(this.credential);
    }

    /**
     * From the credential only if there is none yet, or the last one expires or was refused.
     *
     * @throws Missing if there is none
     */
    AccessToken get() {
        if (refused) {
            renew();
        }
        try {
            return cache.getTokenSync(request, false);
        } catch (RuntimeException e) {
            throw new Missing(e);
        }
    }

    /** If there is no other, the old one may do: a service that refuses it may change its mind. */
    private void renew() {
        AccessTokenCache fresh = new AccessTokenCache(credential);
        try {
            fresh.getTokenSync(request, false);
            cache = fresh;
            refused = false;
        } catch (RuntimeException e) {
            LOG.debug("No token in place of the one that was refused: {}", Sentences.story(e));
        }
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        context.getHttpRequest().setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + get().getToken());
        try {
            HttpResponse response = next.processSync();
            refused = response.getStatusCode() == 401;
            return response;
        } catch (RuntimeException e) {
            refused = NoAnswer.of(e).fate() == NoAnswer.Fate.UNAUTHORIZED;
            throw e;
        }
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return Mono.error(new UnsupportedOperationException("calls are synchronous"));
    }

    /** Otherwise azure-core's cache would ask for the next one minutes before the last one expires, and wait for it. */
    private record WithoutEarlyRefresh(TokenCredential credential) implements TokenCredential {

        @Override
        public Mono<AccessToken> getToken(TokenRequestContext request) {
            return credential.getToken(request).map(WithoutEarlyRefresh::untilItExpires);
        }

        @Override
        public AccessToken getTokenSync(TokenRequestContext request) {
            return untilItExpires(credential.getTokenSync(request));
        }

        private static AccessToken untilItExpires(AccessToken token) {
            OffsetDateTime expires = token.getExpiresAt();
            return new AccessToken(token.getToken(), expires, expires.minus(LAST_MOMENT), token.getTokenType());
        }
    }
}
