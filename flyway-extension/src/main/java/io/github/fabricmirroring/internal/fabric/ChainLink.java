package io.github.fabricmirroring.internal.fabric;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.CredentialUnavailableException;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * One of several credentials. azure-identity's chain goes on to the next, and in the end reports the reasons, only of
 * those that call themselves unavailable.
 *
 * @param reason what the chain is to report of a failure
 */
record ChainLink(TokenCredential credential, Function<RuntimeException, String> reason) implements TokenCredential {

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.fromCallable(() -> getTokenSync(request));
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        try {
            return credential.getTokenSync(request);
        } catch (RuntimeException e) {
            throw new CredentialUnavailableException(reason.apply(e), e);
        }
    }
}
