package io.github.fabricmirroring.internal.fabric;

import static io.github.fabricmirroring.internal.fabric.TestClient.failure;
import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.standin.Call;
import io.github.fabricmirroring.standin.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a start is tried: giving up leaves mirroring off. */
class StartTest extends ClientTest {

    @Test
    void itIsTriedAgainForAsLongAsThereIsTime() {
        fabric.fault(
                START_MIRRORING, Fault.status(503, "Down", "Down"), Fault.connectionReset(), Fault.tooManyRequests(1));

        client.api().startMirroring(WITHIN);

        assertThat(fabric.calls()).hasSize(4);
    }

    /** Right after a stop, Fabric may refuse a start for half a minute. */
    @ParameterizedTest
    @CsvSource({
        "400, OperationNotAllowed, false",
        "409, Conflict, false",
        "423, Locked, false",
        "401, Unauthorized, false",
        "429, RequestBlocked, true",
        "500, InternalError, false",
        "403, InsufficientPrivileges, true",
        "404, CapacityNotActive, false",
        "404, FeatureNotAvailable, false",
        "418, Whatever, true"
    })
    void aRefusalThatMayPassIsTriedAgain(int status, String errorCode, boolean isRetriable) {
        Fault fault = Fault.status(status, errorCode, "Not yet.", isRetriable);
        fabric.fault(START_MIRRORING, fault, fault);

        client.api().startMirroring(WITHIN);

        assertThat(fabric.journal()).extracting(Call::status).containsExactly(status, status, 200);
    }

    @Test
    void whatAProxyAnswersIsTriedAgain() {
        fabric.fault(
                START_MIRRORING,
                Fault.redirect("https://login.example.org/"),
                Fault.html(200, "<html>Sign in</html>"),
                Fault.html(403, "<html>Blocked</html>"));

        client.api().startMirroring(WITHIN);

        assertThat(fabric.journal()).extracting(Call::status).containsExactly(302, 200, 403, 200);
    }

    @ParameterizedTest
    @CsvSource({
        "403, InsufficientPrivileges",
        "404, ItemNotFound",
        "404, WorkspaceNotFound",
        "405, MethodNotAllowed",
        "422, Unprocessable"
    })
    void aSureRefusalIsNot(int status, String errorCode) {
        fabric.faultAlways(START_MIRRORING, Fault.status(status, errorCode, "No.", false));

        FabricException e = failure(() -> client.api().startMirroring(WITHIN));

        assertThat(fabric.calls()).hasSize(1);
        assertThat(e.status()).hasValue(status);
        assertThat(e.mayHaveTakenEffect()).isFalse();
    }

    @Test
    void aRetryAfterBeyondTheTimeLeftMeansOneMoreTryAtTheEndOfIt() {
        fabric.fault(START_MIRRORING, Fault.tooManyRequests(3600));

        client.api().startMirroring(Duration.ofSeconds(1));

        List<Call> journal = fabric.journal();
        assertThat(journal).extracting(Call::status).containsExactly(429, 200);
        assertThat(Duration.between(journal.get(0).at(), journal.get(1).at()))
                .isBetween(Duration.ofMillis(500), Duration.ofSeconds(20));
    }

    @Test
    void thatTryIsTheLast() {
        fabric.faultAlways(START_MIRRORING, Fault.tooManyRequests(3600));

        FabricException e = failure(() -> client.api().startMirroring(Duration.ofSeconds(1)));

        assertThat(fabric.calls()).hasSize(2);
        assertThat(e).hasMessageContaining("run again in a few minutes");
    }

    /** Fabric knows best. */
    @Test
    void aStopHeedsWhatFabricSaysOfTryingAgain() {
        fabric.fault(
                STOP_MIRRORING,
                Fault.status(400, "Busy", "Soon.", true),
                Fault.status(409, "Conflict", "Soon.", true),
                Fault.status(500, "Broken", "For good.", false));

        FabricException e = failure(() -> client.api().stopMirroring(WITHIN));

        assertThat(fabric.journal()).extracting(Call::status).containsExactly(400, 409, 500);
        assertThat(e.mayHaveTakenEffect()).as("500").isTrue();
    }

    @Test
    void anInterruptWaitsUntilItIsOver() throws InterruptedException {
        fabric.hold(START_MIRRORING);
        fabric.fault(START_MIRRORING, Fault.status(503, "Down", "Down"), Fault.connectionReset());
        FabricApi api = client.api();
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        Thread run = new Thread(() -> {
            try {
                api.startMirroring(WITHIN);
            } catch (RuntimeException e) {
                failure.set(e);
            }
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        run.start();
        fabric.awaitCall(START_MIRRORING, WITHIN);
        run.interrupt();
        fabric.release(START_MIRRORING);
        run.join();

        assertThat(failure).hasNullValue();
        assertThat(fabric.journal()).extracting(Call::status).endsWith(200);
        assertThat(interrupted).isTrue();
    }

    @Test
    void anInterruptFromBeforeDoesNotKeepItFromBeingSent() {
        Thread.currentThread().interrupt();

        client.api().startMirroring(WITHIN);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(fabric.calls()).hasSize(1);
    }

    @Test
    void anInterruptFromBeforeKeepsAStopFromBeingSent() {
        Thread.currentThread().interrupt();

        FabricException e = failure(() -> client.api().stopMirroring(WITHIN));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(fabric.calls()).isEmpty();
        assertThat(e).hasMessageContaining("interrupted before Fabric was asked for stopMirroring");
        assertThat(e.mayHaveTakenEffect()).isFalse();
    }

    @Test
    void aStopThatIsInterruptedMayHaveArrived() throws InterruptedException {
        fabric.hold(STOP_MIRRORING);
        FabricApi api = client.api();
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicReference<FabricException> failure = new AtomicReference<>();
        Thread run = new Thread(() -> {
            failure.set(failure(() -> api.stopMirroring(WITHIN)));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        run.start();
        fabric.awaitCall(STOP_MIRRORING, WITHIN);
        run.interrupt();
        run.join();

        assertThat(failure.get())
                .hasMessageContaining("The thread was interrupted while Fabric was asked for stopMirroring");
        assertThat(failure.get().mayHaveTakenEffect()).isTrue();
        assertThat(interrupted).isTrue();
    }
}
