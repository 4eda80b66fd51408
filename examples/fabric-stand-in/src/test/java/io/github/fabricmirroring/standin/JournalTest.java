package io.github.fabricmirroring.standin;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final FabricStandIn fabric =
            FabricStandIn.builder().delay(Duration.ZERO).start();
    private final Client client = new Client(fabric);

    @AfterEach
    void close() {
        fabric.close();
    }

    @Test
    void aCallIsWrittenDownWhole() throws Exception {
        Instant before = Instant.now();

        client.send(client.post("sqlDatabases", "stopMirroring")
                .setHeader("User-Agent", "somebody/1.0")
                .build());

        assertThat(fabric.journal()).singleElement().satisfies(call -> {
            assertThat(call.at()).isBetween(before, Instant.now());
            assertThat(call)
                    .isEqualTo(new Call(
                            call.at(),
                            "stopMirroring",
                            "POST",
                            "/v1/workspaces/" + fabric.workspaceId() + "/sqlDatabases/" + fabric.sqlDatabaseId()
                                    + "/stopMirroring",
                            "somebody/1.0",
                            200));
        });
    }

    @Test
    void callsAreInOrderAndOnlyStopsAndStarts() throws Exception {
        client.startMirroring();
        client.send(client.api("/v1/workspaces").build());
        client.send(client.api("/v1/nothing").build());
        client.stopMirroring();

        assertThat(fabric.journal())
                .extracting(Call::name)
                .containsExactly("startMirroring", "listWorkspaces", "unknown", "stopMirroring");
        assertThat(fabric.calls()).containsExactly("startMirroring", "stopMirroring");
    }

    @Test
    void theJournalCanBeginAnew() throws Exception {
        client.stopMirroring();

        fabric.clearJournal();

        assertThat(fabric.journal()).isEmpty();
    }

    @Test
    void aHeldCallIsWrittenDownButNotAnswered() throws Exception {
        fabric.hold(STOP_MIRRORING);

        CompletableFuture<HttpResponse<String>> held = client.stopMirroringLater();
        fabric.awaitCall(STOP_MIRRORING, LONG);
        assertThat(client.startMirroring().statusCode()).isEqualTo(200);
        assertThat(held).isNotDone();
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");

        fabric.release(STOP_MIRRORING);
        assertThat(held)
                .succeedsWithin(LONG)
                .extracting(HttpResponse::statusCode)
                .isEqualTo(200);
    }

    @Test
    void waitingForACallThatDoesNotComeFails() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> fabric.awaitCall(START_MIRRORING, Duration.ofMillis(1)))
                .withMessageContaining("startMirroring");
    }

    @Test
    void aHoldForgetsTheCallsBeforeIt() throws Exception {
        client.stopMirroring();
        fabric.awaitCall(STOP_MIRRORING, Duration.ZERO);

        fabric.hold(STOP_MIRRORING);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> fabric.awaitCall(STOP_MIRRORING, Duration.ZERO));
    }
}
