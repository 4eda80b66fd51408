package io.github.fabricmirroring.internal.fabric;

import static io.github.fabricmirroring.internal.fabric.TestClient.failure;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.standin.Call;
import io.github.fabricmirroring.standin.Fault;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FabricApiTest extends ClientTest {

    @Test
    void callsTheItemWithATokenForTheEndpointAndTheProjectsUserAgent() {
        client.api().stopMirroring(WITHIN);
        client.api().startMirroring(WITHIN);

        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(fabric.journal()).extracting(Call::status).containsOnly(200);
        assertThat(fabric.journal())
                .extracting(Call::userAgent)
                .allMatch(agent -> agent.startsWith("azsdk-java-flyway-fabric-mirroring/1.")
                        || agent.startsWith("flyway-fabric-mirroring/1."));
        assertThat(client.scopes).containsOnly(fabric.apiEndpoint() + "/.default");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503})
    void whatMayPassIsTriedAgain(int status) {
        fabric.fault(STOP_MIRRORING, Fault.status(status, "Passing", "Soon over."));

        client.api().stopMirroring(WITHIN);

        assertThat(fabric.journal()).extracting(Call::status).containsExactly(status, 200);
    }

    @Test
    void aBrokenConnectionIsTriedAgain() {
        fabric.fault(STOP_MIRRORING, Fault.connectionReset());

        client.api().stopMirroring(WITHIN);

        assertThat(fabric.calls()).hasSize(2);
    }

    @Test
    void retryAfterIsRespected() {
        fabric.fault(STOP_MIRRORING, Fault.tooManyRequests(2));

        client.api().stopMirroring(WITHIN);

        List<Call> journal = fabric.journal();
        assertThat(journal).extracting(Call::status).containsExactly(429, 200);
        assertThat(Duration.between(journal.get(0).at(), journal.get(1).at()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aStopDoesNotWaitForARetryAfterThatIsLongerThanThereIsTimeFor() {
        fabric.faultAlways(STOP_MIRRORING, Fault.tooManyRequests(3600));

        FabricException e = failure(() -> client.api().stopMirroring(WITHIN));

        assertThat(fabric.calls()).hasSize(1);
        assertThat(e).hasMessageContaining("run again in a few minutes");
    }

    @Test
    void aStopGivesUpAfterFiveTriesAndSaysSo() {
        fabric.faultAlways(STOP_MIRRORING, Fault.status(503, "ServiceUnavailable", "Down"));

        FabricException e = failure(() -> client.api().stopMirroring(WITHIN));

        assertThat(fabric.calls()).hasSize(5);
        assertThat(e)
                .hasMessageContaining("503 ServiceUnavailable")
                .hasMessageContaining("after 5 tries")
                .hasMessageContaining("on Fabric's side");
        assertThat(e.mayHaveTakenEffect()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "400, Whatever, Fabric does not take this request for this item",
        "401, Unauthorized, az login",
        "403, InsufficientPrivileges, needs the Contributor role in the workspace: sharing the SQL database",
        "404, ItemNotFound, Check the SQL database id: it is the second id in the portal's address",
        "404, WorkspaceNotFound, Check the workspace id: it is the first id in the portal's address",
        "409, Conflict, Something else is changing this item",
    })
    void aRefusalIsNotTriedAgainAndSaysWhatToDo(int status, String errorCode, String advice) {
        fabric.faultAlways(STOP_MIRRORING, Fault.status(status, errorCode, "Said by Fabric"));

        FabricException e = failure(() -> client.api().stopMirroring(WITHIN));

        assertThat(fabric.calls()).hasSize(1);
        assertThat(e)
                .hasMessageContaining("Fabric answered " + status + " " + errorCode
                        + " to stopMirroring of SQL database " + fabric.sqlDatabaseId() + " in workspace "
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
        FabricApi other = client.api(UUID.randomUUID());

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

        assertThat(failure(() -> client.api().stopMirroring(WITHIN)))
                .hasMessageContaining(" answered 400 to stopMirroring of SQL database");
    }

    @Test
    void theItemIsDescribed() {
        FabricItem item = client.api().item();

        assertThat(item.displayName()).isEqualTo("Sales");
        assertThat(item.databaseName()).hasValue("Sales-" + fabric.sqlDatabaseId());
        assertThat(item.serverFqdn()).hasValue(fabric.item().host() + ",1433");
    }

    @Test
    void noMessageHoldsTheToken() {
        fabric.faultAlways(
                STOP_MIRRORING,
                Fault.status(400, "BadHeader", "You sent Authorization: Bearer " + fabric.token() + " here"));

        assertThat(failure(() -> client.api().stopMirroring(WITHIN)))
                .hasMessageContaining("BadHeader")
                .hasMessageNotContaining(fabric.token());
    }

    @Test
    void whatFabricSaysIsCutToASentenceOrTwo() {
        fabric.faultAlways(STOP_MIRRORING, Fault.status(400, "Long", "x".repeat(100_000)));

        assertThat(failure(() -> client.api().stopMirroring(WITHIN)).getMessage())
                .hasSizeLessThan(3_000);
    }
}
