package io.github.fabricmirroring.standin;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final FabricStandIn fabric =
            FabricStandIn.builder().delay(Duration.ZERO).start();
    private final Client client = new Client(fabric);

    @AfterEach
    void close() {
        fabric.close();
    }

    @Test
    void anErrorHasTheShapeOfFabrics() throws Exception {
        fabric.fault(STOP_MIRRORING, Fault.status(503, "ServiceUnavailable", "Try later."));

        FabricApiTest.assertError(client.stopMirroring(), 503, "ServiceUnavailable");
    }

    @Test
    void tooManyRequestsTellHowLongToWait() throws Exception {
        fabric.fault(STOP_MIRRORING, Fault.tooManyRequests(7));

        HttpResponse<String> answer = client.stopMirroring();

        FabricApiTest.assertError(answer, 429, "RequestBlocked");
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    }

    @Test
    void aPageForPeopleIsNotJson() throws Exception {
        fabric.fault(STOP_MIRRORING, Fault.html(502, "<h1>Bad gateway</h1>"));

        HttpResponse<String> answer = client.stopMirroring();

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).isEqualTo("<h1>Bad gateway</h1>");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    }

    @Test
    void aResetConnectionFailsTheCall() throws Exception {
        fabric.fault(STOP_MIRRORING, Fault.connectionReset());

        assertThatIOException().isThrownBy(client::stopMirroring);

        assertThat(fabric.journal()).extracting(Call::status).containsExactly(0);
        assertThat(client.stopMirroring().statusCode()).isEqualTo(200);
    }

    @Test
    void aCallMayTakeEffectWithoutTheClientLearningOfIt() {
        fabric.fault(STOP_MIRRORING, Fault.acceptedThenConnectionReset());

        assertThatIOException().isThrownBy(client::stopMirroring);

        await().until(() -> !fabric.mirroringOn());
    }

    @Test
    void callsWithoutAnswerBlockNobodyElseAndEndWithTheStandIn() throws Exception {
        fabric.faultAlways(STOP_MIRRORING, Fault.noAnswer());

        CompletableFuture<HttpResponse<String>> silent = client.stopMirroringLater();
        for (int i = 0; i < 40; i++) {
            client.stopMirroringLater();
        }
        await().until(() -> fabric.calls().size() > 40);
        assertThat(client.startMirroring().statusCode()).isEqualTo(200);
        assertThat(silent).isNotDone();

        fabric.close();
        assertThat(silent)
                .failsWithin(LONG)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(IOException.class);
    }

    @Test
    void anAcceptedCallMayChangeNothing() throws Exception {
        fabric.switchMirroring(false);
        fabric.fault(START_MIRRORING, Fault.acceptedButNothingHappens());

        assertThat(client.startMirroring().statusCode()).isEqualTo(200);

        var status = client.send(
                client.post("mirroredDatabases", "getMirroringStatus").build());
        assertThat(status.body()).contains("Stopped");
    }

    @Test
    void faultsMeetTheNextCallsOfTheirOperationInOrder() throws Exception {
        fabric.fault(STOP_MIRRORING, Fault.status(500, "A", "a"), Fault.status(503, "B", "b"));

        assertThat(client.startMirroring().statusCode()).isEqualTo(200);
        assertThat(client.stopMirroring().statusCode()).isEqualTo(500);
        assertThat(client.stopMirroring().statusCode()).isEqualTo(503);
        assertThat(client.stopMirroring().statusCode()).isEqualTo(200);
    }

    @Test
    void aLastingFaultLastsUntilItIsCleared() throws Exception {
        fabric.faultAlways(STOP_MIRRORING, Fault.status(500, "A", "a"));

        assertThat(client.stopMirroring().statusCode()).isEqualTo(500);
        assertThat(client.stopMirroring().statusCode()).isEqualTo(500);
        fabric.clearFaults();
        assertThat(client.stopMirroring().statusCode()).isEqualTo(200);
    }

    @Test
    void aFailedCallChangesNothing() throws Exception {
        fabric.fault(STOP_MIRRORING, Fault.status(500, "A", "a"));

        client.stopMirroring();

        var status = client.send(
                client.post("mirroredDatabases", "getMirroringStatus").build());
        assertThat(status.body()).contains("Running");
        assertThat(fabric.calls()).containsExactly("stopMirroring");
    }
}
