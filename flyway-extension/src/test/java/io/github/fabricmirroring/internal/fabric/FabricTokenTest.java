package io.github.fabricmirroring.internal.fabric;

import static io.github.fabricmirroring.internal.fabric.TestClient.failure;
import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.CredentialUnavailableException;
import io.github.fabricmirroring.standin.Call;
import io.github.fabricmirroring.standin.Fault;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** The token of a client: one for a whole window, and what is said while there is none. */
class FabricTokenTest extends ClientTest {

    @Test
    void noTokenIsToldInASentence() {
        FabricApi api =
                client.api(request -> Mono.error(new CredentialUnavailableException("Nobody is signed in\nand more")));

        FabricException e = failure(() -> api.stopMirroring(WITHIN));

        assertThat(e)
                .hasMessageStartingWith("No token for " + fabric.apiEndpoint() + "/.default to ask for stopMirroring")
                .hasMessageContaining("Nobody is signed in.")
                .hasMessageNotContaining("and more")
                .hasMessageContaining("az login");
        assertThat(e.mayHaveTakenEffect()).isFalse();
        assertThat(fabric.journal()).isEmpty();
    }

    @Test
    void aStartAsksForATokenAgain() {
        AtomicInteger asked = new AtomicInteger();
        FabricApi api = client.api(request -> asked.incrementAndGet() < 3
                ? Mono.error(new CredentialUnavailableException("Not yet"))
                : client.credential().getToken(request));

        assertThatCode(() -> api.startMirroring(WITHIN)).doesNotThrowAnyException();
    }

    /** After five minutes, what az is signed in with on a build agent is gone. */
    @Test
    void oneTokenServesTheWholeWindow() {
        AtomicInteger asked = new AtomicInteger();
        FabricApi api = client.api(request -> asked.incrementAndGet() == 1
                ? client.credential().getToken(request)
                : Mono.error(new CredentialUnavailableException("AADSTS700024: not any more")));

        api.signIn();
        api.signIn();
        api.stopMirroring(WITHIN);
        api.startMirroring(WITHIN);

        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(asked).hasValue(1);
    }

    /** azure-core's cache alone would ask for the next one, and wait for it. */
    @Test
    void aTokenIsUsedUntilItExpires() {
        AtomicInteger asked = new AtomicInteger();
        FabricApi api = client.api(request -> {
            asked.incrementAndGet();
            return Mono.just(
                    new AccessToken(fabric.token(), OffsetDateTime.now().plusMinutes(2), OffsetDateTime.now()));
        });

        api.signIn();
        api.startMirroring(WITHIN);

        assertThat(asked).hasValue(1);
    }

    @Test
    void anExpiredTokenIsReplaced() {
        AtomicInteger asked = new AtomicInteger();
        FabricApi api = client.api(request -> {
            boolean expired = asked.incrementAndGet() == 1;
            return Mono.just(new AccessToken(
                    expired ? "expired" : fabric.token(), OffsetDateTime.now().plusHours(expired ? -1 : 1)));
        });

        api.signIn();
        api.startMirroring(WITHIN);

        assertThat(asked).hasValue(2);
    }

    @Test
    void signingInFailsInASentence() {
        FabricApi api = client.api(request -> Mono.error(new CredentialUnavailableException("Nobody is here")));

        FabricException e = failure(api::signIn);

        assertThat(e)
                .hasMessageStartingWith("No token for " + fabric.apiEndpoint()
                        + "/.default to stop and start mirroring of SQL database " + fabric.sqlDatabaseId())
                .hasMessageContaining("Nobody is here.");
        assertThat(e.mayHaveTakenEffect()).isFalse();
    }

    @Test
    void aTokenThatIsRefusedIsReplacedBeforeTheStartIsTriedAgain() {
        AtomicInteger asked = new AtomicInteger();
        FabricApi api = client.api(request -> Mono.just(
                asked.incrementAndGet() == 1
                        ? new AccessToken("revoked", OffsetDateTime.now().plusHours(1))
                        : client.token()));

        api.startMirroring(WITHIN);

        assertThat(fabric.journal()).extracting(Call::status).containsExactly(401, 200);
    }

    /** A service may refuse a token that is good, and there may be no other. */
    @Test
    void aTokenThatIsRefusedIsKeptIfThereIsNoOther() {
        AtomicInteger asked = new AtomicInteger();
        FabricApi api = client.api(request -> asked.incrementAndGet() == 1
                ? Mono.just(client.token())
                : Mono.error(new CredentialUnavailableException("AADSTS700024: not any more")));
        fabric.fault(START_MIRRORING, Fault.status(401, "Unauthorized", "Not just now."));

        api.startMirroring(WITHIN);

        assertThat(fabric.journal()).extracting(Call::status).containsExactly(401, 200);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.fabric.microsoft.com, https://api.fabric.microsoft.com",
        "https://api.fabric.microsoft.com/, https://api.fabric.microsoft.com",
        "https://6838e56c3ebe4ce38b694322bc7c5392.z68.w.api.fabric.microsoft.com, https://api.fabric.microsoft.com",
        "https://API.Fabric.Microsoft.com, https://api.fabric.microsoft.com",
        "https://api.fabric.microsoft.com.example.org, https://api.fabric.microsoft.com.example.org",
        "https://notfabric.microsoft.com, https://notfabric.microsoft.com",
        "https://api.fabric.azure.cn:8443/, https://api.fabric.azure.cn:8443"
    })
    void theAudienceIsFabricWhicheverOfItsHostsIsCalled(URI endpoint, String audience) {
        FabricApi api = client.api(endpoint);

        api.signIn();

        assertThat(client.scopes).containsExactly(audience + "/.default");
        assertThat(api.startMirroringByHand()).contains("--resource " + audience + " --url " + endpoint.getScheme());
    }

    @Test
    void aSlowTokenIsAnnounced() {
        PatientCredential slow = new PatientCredential(
                request -> Mono.just(client.token()).delayElement(Duration.ofSeconds(1)),
                client.reporter(),
                Duration.ofMillis(50),
                Duration.ofMinutes(1));

        assertThat(slow.getTokenSync(request()).getToken()).isEqualTo(fabric.token());

        assertThat(client.said)
                .singleElement()
                .asString()
                .startsWith("waiting for a token for " + fabric.apiEndpoint() + "/.default from whoever is signed in");
    }

    @Test
    void aQuickTokenIsNot() {
        client.api().signIn();

        assertThat(client.said).isEmpty();
    }

    /** As one that waits for a command that hangs. */
    @Test
    void aTokenIsNotWaitedForForEver() {
        FabricApi api = client.api(new PatientCredential(
                request -> Mono.never(), client.reporter(), Duration.ofMillis(20), Duration.ofMillis(100)));

        assertThat(failure(api::signIn)).hasMessageContaining("no token within 0 s");
    }

    @Test
    void aWaitForATokenEndsWithAnInterrupt() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        FabricApi api = client.api(request -> {
            asked.countDown();
            return Mono.never();
        });
        AtomicReference<FabricException> failure = new AtomicReference<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread run = new Thread(() -> {
            failure.set(failure(api::signIn));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        run.start();
        asked.await();
        run.interrupt();
        run.join();

        assertThat(failure.get()).hasMessageContaining("interrupted");
        assertThat(interrupted).isTrue();
    }

    private TokenRequestContext request() {
        return new TokenRequestContext().addScopes(fabric.apiEndpoint() + "/.default");
    }
}
