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
import reactor.core.publisher.Mono;

/**
 * The token that a client's calls carry: one for all of them, as long as it is valid. At the end of a window there may
 * be no other any more: what {@code az} was signed in with on a build agent expires after minutes.
 */
final class FabricToken implements HttpPipelinePolicy {

    /** It has to live long enough to reach Fabric. */
    private static final Duration LAST_MOMENT = Duration.ofSeconds(30);

    private final AccessTokenCache cache;
    private final TokenRequestContext request;

    FabricToken(TokenCredential credential, String scope) {
        this.cache = new AccessTokenCache(new WithoutEarlyRefresh(credential));
        this.request = new TokenRequestContext().addScopes(scope);
    }

    /** From the credential only if there is none yet, or the last one expires. */
    AccessToken get() {
        return cache.getTokenSync(request, false);
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        context.getHttpRequest().setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + get().getToken());
        return next.processSync();
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
