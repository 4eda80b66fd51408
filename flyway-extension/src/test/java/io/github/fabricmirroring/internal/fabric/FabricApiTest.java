package io.github.fabricmirroring.internal.fabric;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.identity.CredentialUnavailableException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.standin.Call;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.Fault;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class FabricApiTest {

    private static final Duration WITHIN = Duration.ofMinutes(1);

    private FabricStandIn fabric;
    private final List<String> scopes = new ArrayList<>();

    @BeforeAll
    static void trust() {
        FabricStandIn.trustInThisJvm();
    }

    @BeforeEach
    void start() {
        fabric = FabricStandIn.builder().start();
    }

    @AfterEach
    void stop() {
        fabric.close();
    }

    @Test
    void callsTheItemWithATokenForTheEndpointAndTheProjectsUserAgent() {
        api().stopMirroring(WITHIN);
        api().startMirroring(WITHIN);

        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(fabric.journal()).extracting(Call::status).containsOnly(200);
        assertThat(fabric.journal())
                .extracting(Call::userAgent)
                .allMatch(agent -> agent.startsWith("azsdk-java-flyway-fabric-mirroring/1.")
                        || agent.startsWith("flyway-fabric-mirroring/1."));
        assertThat(scopes).containsOnly(fabric.apiEndpoint() + "/.default");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503})
    void whatMayPassIsTriedAgain(int status) {
        fabric.fault(STOP_MIRRORING, Fault.status(status, "Passing", "Soon over."));

        api().stopMirroring(WITHIN);

        assertThat(fabric.journal()).extracting(Call::status).containsExactly(status, 200);
    }

    @Test
    void aBrokenConnectionIsTriedAgain() {
        fabric.fault(STOP_MIRRORING, Fault.connectionReset());

        api().stopMirroring(WITHIN);

        assertThat(fabric.calls()).hasSize(2);
    }

    @Test
    void retryAfterIsRespected() {
        fabric.fault(STOP_MIRRORING, Fault.tooManyRequests(2));

        api().stopMirroring(WITHIN);

        List<Call> journal = fabric.journal();
        assertThat(journal).extracting(Call::status).containsExactly(429, 200);
        assertThat(Duration.between(journal.get(0).at(), journal.get(1).at()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aRetryAfterThatIsLongerThanThereIsTimeForIsNotWaitedFor() {
        fabric.faultAlways(START_MIRRORING, Fault.tooManyRequests(3600));

        FabricException e = failure(() -> api().startMirroring(WITHIN));

        assertThat(fabric.calls()).hasSize(1);
        assertThat(e).hasMessageContaining("run again in a few minutes");
    }

    @Test
    void aStopGivesUpAfterFiveTriesAndSaysSo() {
        fabric.faultAlways(STOP_MIRRORING, Fault.status(503, "ServiceUnavailable", "Down"));

        FabricException e = failure(() -> api().stopMirroring(WITHIN));

        assertThat(fabric.calls()).hasSize(5);
        assertThat(e)
                .hasMessageContaining("503 ServiceUnavailable")
                .hasMessageContaining("after 5 tries")
                .hasMessageContaining("on Fabric's side");
        assertThat(e.mayHaveTakenEffect()).isTrue();
    }

    @Test
    void aStartIsTriedAgainForAsLongAsThereIsTime() {
        fabric.fault(
                START_MIRRORING, Fault.status(503, "Down", "Down"), Fault.connectionReset(), Fault.tooManyRequests(1));

        api().startMirroring(WITHIN);

        assertThat(fabric.calls()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "400, Whatever, Fabric does not take this request for this item",
        "401, Unauthorized, az login",
        "403, InsufficientPrivileges, read and write permission on this item",
        "404, ItemNotFound, Check the SQL database id: it is the second id in the portal's address",
        "404, WorkspaceNotFound, Check the workspace id: it is the first id in the portal's address",
        "409, Conflict, Fabric does not take this request for this item",
    })
    void aRefusalIsNotTriedAgainAndSaysWhatToDo(int status, String errorCode, String advice) {
        fabric.faultAlways(START_MIRRORING, Fault.status(status, errorCode, "Said by Fabric"));

        FabricException e = failure(() -> api().startMirroring(WITHIN));

        assertThat(fabric.calls()).hasSize(1);
        assertThat(e)
                .hasMessageContaining("Fabric answered " + status + " " + errorCode
                        + " to startMirroring of SQL database " + fabric.sqlDatabaseId() + " in workspace "
                        + fabric.workspaceId() + ": Said by Fabric.")
                .hasMessageContaining(advice);
        assertThat(e.status()).hasValue(status);
        assertThat(e.errorCode()).isEqualTo(errorCode);
        assertThat(e.errorMessage()).isEqualTo("Said by Fabric");
        assertThat(e.requestId()).isNotEmpty();
        assertThat(e.getMessage()).contains(e.requestId());
        assertThat(e.moreDetails()).allMatch(detail -> e.getMessage().contains(detail));
        assertThat(e.mayHaveTakenEffect()).isFalse();
    }

    @Test
    void anUnknownItemIsNotFound() {
        FabricApi other = new FabricApi(settings(fabric.apiEndpoint(), UUID.randomUUID()), credential());

        assertThat(failure(() -> other.stopMirroring(WITHIN))).hasMessageContaining("404 ItemNotFound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>Bad Gateway</html>",
                "",
                "[1, 2]",
                "null",
                "{\"errorCode\": 7, \"moreDetails\": \"x\"}",
                "{"
            })
    void aBodyThatIsNotFabricsDoesNotBreakTheMessage(String body) {
        fabric.faultAlways(STOP_MIRRORING, Fault.html(400, body));

        assertThat(failure(() -> api().stopMirroring(WITHIN)))
                .hasMessageStartingWith("Fabric answered 400 to stopMirroring of SQL database");
    }

    @Test
    void noTokenIsToldInASentence() {
        FabricApi api = new FabricApi(
                settings(), request -> Mono.error(new CredentialUnavailableException("Nobody is signed in\nand more")));

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
        FabricApi api = new FabricApi(
                settings(),
                request -> asked.incrementAndGet() < 3
                        ? Mono.error(new CredentialUnavailableException("Not yet"))
                        : credential().getToken(request));

        assertThatCode(() -> api.startMirroring(WITHIN)).doesNotThrowAnyException();
    }

    /** After five minutes, what az is signed in with on a build agent is gone. */
    @Test
    void oneTokenServesTheWholeWindow() {
        AtomicInteger asked = new AtomicInteger();
        FabricApi api = new FabricApi(
                settings(),
                request -> asked.incrementAndGet() == 1
                        ? credential().getToken(request)
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
        FabricApi api = new FabricApi(settings(), request -> {
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
        FabricApi api = new FabricApi(settings(), request -> {
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
        FabricApi api =
                new FabricApi(settings(), request -> Mono.error(new CredentialUnavailableException("Nobody is here")));

        FabricException e = failure(api::signIn);

        assertThat(e)
                .hasMessageStartingWith("No token for " + fabric.apiEndpoint()
                        + "/.default to stop and start mirroring of SQL database " + fabric.sqlDatabaseId())
                .hasMessageContaining("Nobody is here.");
        assertThat(e.mayHaveTakenEffect()).isFalse();
    }

    @Test
    void theItemIsDescribed() {
        FabricItem item = api().item();

        assertThat(item.displayName()).isEqualTo("Sales");
        assertThat(item.databaseName()).hasValue("Sales-" + fabric.sqlDatabaseId());
        assertThat(item.serverFqdn()).hasValue("stand-in.database.fabric.microsoft.com,1433");
    }

    @Test
    void nobodyListeningIsToldInASentence() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        FabricApi api =
                new FabricApi(settings(URI.create("https://localhost:" + port), fabric.sqlDatabaseId()), credential());

        FabricException e = failure(() -> api.startMirroring(Duration.ZERO));

        assertThat(e)
                .hasMessageStartingWith("No answer from https://localhost:" + port + " to startMirroring")
                .hasMessageEndingWith("the certificates that Java trusts and --api-endpoint.");
        assertThat(e.mayHaveTakenEffect()).isFalse();
        assertThat(e.status()).isEmpty();
    }

    @Test
    void noMessageHoldsTheToken() {
        fabric.faultAlways(
                STOP_MIRRORING,
                Fault.status(400, "BadHeader", "You sent Authorization: Bearer " + fabric.token() + " here"));

        assertThat(failure(() -> api().stopMirroring(WITHIN)))
                .hasMessageContaining("BadHeader")
                .hasMessageNotContaining(fabric.token());
    }

    @Test
    void whatFabricSaysIsCutToASentenceOrTwo() {
        fabric.faultAlways(STOP_MIRRORING, Fault.status(400, "Long", "x".repeat(100_000)));

        assertThat(failure(() -> api().stopMirroring(WITHIN)).getMessage()).hasSizeLessThan(3_000);
    }

    @Test
    void aProxysPageIsNotTakenForAnAnswerOfFabrics() {
        fabric.faultAlways(STOP_MIRRORING, Fault.html(200, "<html>Sign in to the network</html>"));

        assertThat(failure(() -> api().stopMirroring(WITHIN))).hasMessageContaining("check the proxy");
    }

    private FabricApi api() {
        return new FabricApi(settings(), credential());
    }

    private MirroringSettings settings() {
        return settings(fabric.apiEndpoint(), fabric.sqlDatabaseId());
    }

    private MirroringSettings settings(URI apiEndpoint, UUID sqlDatabaseId) {
        return MirroringSettings.builder(setting -> "--" + setting.kebabName())
                .set(Setting.API_ENDPOINT, apiEndpoint.toString())
                .set(Setting.WORKSPACE_ID, fabric.workspaceId().toString())
                .set(Setting.SQL_DATABASE_ID, sqlDatabaseId.toString())
                .build();
    }

    private TokenCredential credential() {
        return request -> {
            scopes.addAll(request.getScopes());
            return Mono.just(
                    new AccessToken(fabric.token(), OffsetDateTime.now().plusHours(1)));
        };
    }

    private static FabricException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        FabricException e = catchThrowableOfType(FabricException.class, call);
        assertThat(e).isNotNull();
        return e;
    }
}
