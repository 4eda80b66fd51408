package io.github.fabricmirroring.internal.fabric;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.github.fabricmirroring.internal.window.Reporter;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;

/** A credential that may take long, but not for ever, and about which people read what is waited for. */
record PatientCredential(TokenCredential credential, Reporter reporter, Duration silent, Duration atMost)
        implements TokenCredential {

    /** The wait for a token was broken off. */
    static final class BrokenOff extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenOff(String message, Exception cause) {
            super(message, cause);
        }
    }

    PatientCredential(TokenCredential credential, Reporter reporter) {
        this(credential, reporter, Duration.ofSeconds(3), Duration.ofMinutes(2));
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.fromCallable(() -> getTokenSync(request));
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        FutureTask<AccessToken> token = Background.start("sign-in", () -> credential.getTokenSync(request));
        try {
            return await(token, request);
        } catch (InterruptedException e) {
            token.cancel(true);
            Thread.currentThread().interrupt();
            throw new BrokenOff("the thread was interrupted while it waited for a token", e);
        } catch (ExecutionException e) {
            throw Background.failureOf(e);
        } catch (TimeoutException e) {
            token.cancel(true);
            throw new BrokenOff("no token within " + atMost.toSeconds() + " s", e);
        }
    }

    private AccessToken await(FutureTask<AccessToken> token, TokenRequestContext request)
            throws InterruptedException, ExecutionException, TimeoutException {
        Duration waited = silent;
        Duration next = silent;
        while (true) {
            try {
                return token.get(next.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (waited.compareTo(atMost) >= 0) {
                    throw e;
                }
            }
            reporter.progress("waiting for a token for " + String.join(" ", request.getScopes())
                    + " from whoever is signed in to Azure (a command such as `az` may take its time), for "
                    + waited.toSeconds() + " s so far.");
            Duration left = atMost.minus(waited);
            next = reporter.progressInterval().compareTo(left) < 0 ? reporter.progressInterval() : left;
            waited = waited.plus(next);
        }
    }
}
