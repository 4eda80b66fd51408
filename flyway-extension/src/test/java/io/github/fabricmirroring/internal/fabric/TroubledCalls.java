package io.github.fabricmirroring.internal.fabric;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.util.Configuration;
import io.github.fabricmirroring.standin.FabricStandIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import reactor.core.publisher.Mono;

/** Calls to a stand-in, with what is wrong with it or with this JVM's way to it. Closing it mends this JVM. */
public final class TroubledCalls implements AutoCloseable {

    /** What azure-identity takes from the environment. */
    private static final String TOKEN_CREDENTIALS = "AZURE_TOKEN_CREDENTIALS";

    private final SSLContext trusting = defaultContext();
    private final FabricStandIn fabric;

    private Optional<URI> elsewhere = Optional.empty();
    private Optional<TokenCredential> credential = Optional.of(request -> token());

    public TroubledCalls(FabricStandIn fabric) {
        this.fabric = fabric;
    }

    public FabricStandIn fabric() {
        return fabric;
    }

    public URI apiEndpoint() {
        return elsewhere.orElseGet(fabric::apiEndpoint);
    }

    /** The calls go to where no Fabric is. */
    void elsewhere(URI apiEndpoint) {
        elsewhere = Optional.of(apiEndpoint);
    }

    /** Nothing if it is azure-identity's business to find one. */
    public Optional<TokenCredential> credential() {
        return credential;
    }

    /** After that many tokens, there are no more. */
    void tokens(int available) {
        AtomicInteger left = new AtomicInteger(available);
        credential = Optional.of(request -> left.getAndDecrement() > 0
                ? token()
                : Mono.error(new ClientAuthenticationException("Nobody is signed in.", null)));
    }

    // azure-core has no other way but the environment of the process.
    @SuppressWarnings("deprecation")
    public void credentialCannotBeMade() {
        credential = Optional.empty();
        Configuration.getGlobalConfiguration().put(TOKEN_CREDENTIALS, "Nonsense");
    }

    /** This JVM as it is without the stand-in's certificate: it trusts those that Java comes with. */
    public void trustNobodyUnknown() {
        try {
            KeyStore comesWithJava = KeyStore.getInstance(
                    Path.of(System.getProperty("java.home"), "lib", "security", "cacerts")
                            .toFile(),
                    "changeit".toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(comesWithJava);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            SSLContext.setDefault(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Mono<AccessToken> token() {
        return Mono.just(new AccessToken(fabric.token(), OffsetDateTime.now().plusHours(1)));
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    @SuppressWarnings("deprecation")
    public void close() {
        SSLContext.setDefault(trusting);
        Configuration.getGlobalConfiguration().remove(TOKEN_CREDENTIALS);
    }
}
