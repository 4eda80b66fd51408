package io.github.fabricmirroring.internal.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.CallEnds;
import io.github.fabricmirroring.internal.window.FaultRow;
import io.github.fabricmirroring.internal.window.MirroringApiException;
import io.github.fabricmirroring.internal.window.RecordingReporter;
import io.github.fabricmirroring.internal.window.Reporter;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each fault makes of a call: the outcome, by which the window goes on, and the sentence that people read. */
class CallFaultsTest {

    /** For what passes. */
    private static final Duration LONG = Duration.ofSeconds(30);

    /** For what fails however long it is tried. */
    private static final Duration SHORT = Duration.ofMillis(700);

    private static FabricStandIn fabric;

    private TroubledCalls calls;

    private static List<CallFault> faults() {
        return CallFaults.all();
    }

    @BeforeAll
    static void start() {
        FabricStandIn.trustInThisJvm();
        fabric = FabricStandIn.builder().start();
    }

    @AfterAll
    static void stop() {
        fabric.close();
    }

    @AfterEach
    void mend() {
        calls.close();
        fabric.clearFaults();
        fabric.clearJournal();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultEndsTheCallAsTheTableSays(CallFault fault) {
        calls = new TroubledCalls(fabric);
        fault.of().forEach(operation -> fault.trouble().with(calls, operation));

        // At once, because some last.
        List<CompletableFuture<Void>> ended = fault.of().stream()
                .map(operation -> CompletableFuture.runAsync(() -> assertItEnds(fault, operation)))
                .toList();

        ended.forEach(CompletableFuture::join);
    }

    private void assertItEnds(CallFault fault, Operation operation) {
        Throwable thrown = catchThrowable(() -> call(operation, fault.ends() == CallEnds.PASSES ? LONG : SHORT));

        if (fault.ends() == CallEnds.PASSES) {
            assertThat(thrown).isNull();
            return;
        }
        assertThat(thrown)
                .isInstanceOf(MirroringException.class)
                .matches(
                        failure -> FaultRow.contains(failure.getMessage(), fault.says(operation)),
                        fault.says(operation));
        boolean mayHaveTakenEffect = thrown instanceof MirroringApiException failure && failure.mayHaveTakenEffect();
        assertThat(mayHaveTakenEffect).isEqualTo(fault.ends() == CallEnds.OUTCOME_UNKNOWN);
    }

    /** As a window does: sign in before anything is stopped. */
    private void call(Operation operation, Duration within) {
        Reporter reporter = new RecordingReporter(new ArrayList<>());
        FabricApi api = calls.credential()
                .map(credential -> new FabricApi(settings(), credential, reporter))
                .orElseGet(() -> new FabricApi(settings(), reporter));
        api.signIn();
        if (operation == Operation.STOP_MIRRORING) {
            api.stopMirroring(within);
        } else {
            api.startMirroring(within);
        }
    }

    private MirroringSettings settings() {
        return MirroringSettings.builder(setting -> "flyway.fabricMirroring." + setting.settingName())
                .set(Setting.API_ENDPOINT, calls.apiEndpoint().toString())
                .set(Setting.WORKSPACE_ID, fabric.workspaceId().toString())
                .set(Setting.SQL_DATABASE_ID, fabric.sqlDatabaseId().toString())
                .build();
    }
}
