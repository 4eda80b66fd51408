package io.github.fabricmirroring.internal.fabric;

import static io.github.fabricmirroring.internal.fabric.TestClient.failure;
import static io.github.fabricmirroring.standin.Operation.GET_SQL_DATABASE;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.github.tomakehurst.wiremock.common.Json;
import io.github.fabricmirroring.standin.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers from outside: whoever gives them, and whatever they hold. */
class ForeignAnswersTest extends ClientTest {

    @Test
    void aPausedCapacityIsToBeResumed() {
        fabric.faultAlways(STOP_MIRRORING, Fault.status(404, "CapacityNotActive", "Not active."));

        assertThat(failure(() -> client.api().stopMirroring(WITHIN)))
                .hasMessageContaining("The capacity that the workspace runs on is paused: resume it")
                .hasMessageNotContaining("Check the")
                .hasMessageNotContaining("id in the portal");
    }

    @Test
    void aRoleInTheWorkspaceIsWhatGivesPermission() {
        fabric.faultAlways(STOP_MIRRORING, Fault.status(403, "InsufficientPrivileges", "No."));

        assertThat(failure(() -> client.api().stopMirroring(WITHIN)))
                .hasMessageContaining("needs the Contributor role in the workspace")
                .hasMessageContaining("within up to two hours")
                .hasMessageNotContaining("or share");
    }

    @Test
    void anErrorInsideAnErrorIsRead() {
        fabric.faultAlways(
                STOP_MIRRORING,
                Fault.body(
                        400,
                        "application/json",
                        "{\"error\": {\"code\": \"BadThing\", \"message\": \"It is bad.\", \"isRetriable\": false}}"));

        FabricException e = failure(() -> client.api().stopMirroring(WITHIN));

        assertThat(e)
                .hasMessageStartingWith("Fabric answered 400 BadThing to stopMirroring")
                .hasMessageContaining("It is bad.");
        assertThat(e.errorCode()).isEqualTo("BadThing");
        assertThat(e.errorMessage()).isEqualTo("It is bad.");
    }

    /** A build agent takes some lines for commands, a terminal some characters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "first\n##vso[task.setvariable variable=x]1",
                "##vso[task.complete result=Succeeded;]done",
                "::add-mask::Fabric",
                "first\r\n::error::x",
                "first\u2028::stop-commands::x",
                "first\u0085::stop-commands::x",
                "##[add-path]/tmp",
                "\u001B[2J\u001B]0;title\u0007",
                "\u202Egnorw",
                "a\tb\u0000c"
            })
    void whatFabricSaysSteersNobody(String message) {
        Fault fault = Fault.body(
                400,
                "application/json",
                Json.write(Map.of(
                        "errorCode",
                        message,
                        "message",
                        message,
                        "requestId",
                        message,
                        "moreDetails",
                        List.of(Map.of("errorCode", message, "message", message)))));
        fabric.faultAlways(STOP_MIRRORING, fault);

        FabricException e = failure(() -> client.api().stopMirroring(WITHIN));

        assertThat(List.of(
                        e.getMessage(),
                        e.errorMessage(),
                        e.errorCode(),
                        e.requestId(),
                        String.join("", e.moreDetails())))
                .allSatisfy(text -> assertThat(text)
                        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029]")
                        .doesNotContain("##vso[", "##[")
                        .doesNotContainPattern("^\\s*::"));
    }

    @ParameterizedTest
    @CsvSource({
        "200, text/html, <html>Sign in to the network</html>",
        "200, text/plain, denied by policy",
        "200, application/xhtml+xml, <html/>",
        "200, application/octet-stream, denied",
        "200, application/json, <html>Sign in</html>",
        "202, text/xml, <a/>"
    })
    void aPageIsNotTakenForAnAnswerOfFabrics(int status, String type, String body) {
        fabric.faultAlways(STOP_MIRRORING, Fault.body(status, type, body));

        FabricException e = failure(() -> client.api().stopMirroring(WITHIN));

        assertThat(e)
                .hasMessageStartingWith("Something in place of Fabric answered " + status)
                .hasMessageContaining("check the proxy");
        assertThat(e.mayHaveTakenEffect())
                .as("it may stand in place of Fabric's yes")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"application/json, {}", "text/plain, ''", "application/problem+json, '{\"a\": 1}'", "text/plain, null"})
    void whatIsJsonOrEmptyIsAccepted(String type, String body) {
        fabric.faultAlways(STOP_MIRRORING, Fault.body(200, type, body));

        assertThatCode(() -> client.api().stopMirroring(WITHIN)).doesNotThrowAnyException();
    }

    @Test
    void aProxyThatDemandsASignInIsNamed() {
        fabric.faultAlways(STOP_MIRRORING, Fault.html(407, "<html>Who are you?</html>"));

        assertThat(failure(() -> client.api().stopMirroring(WITHIN)))
                .hasMessageContaining("The proxy between here and")
                .hasMessageContaining("jdk.http.auth.tunneling.disabledSchemes");
    }

    @Test
    void anItemThatIsAPageIsRefused() {
        fabric.faultAlways(GET_SQL_DATABASE, Fault.html(200, "<html>Sign in</html>"));

        assertThat(failure(() -> client.api().item())).hasMessageContaining("check the proxy");
    }

    @Test
    void anItemThatIsNoObjectIsRefused() {
        fabric.faultAlways(GET_SQL_DATABASE, Fault.body(200, "application/json", "[]"));

        assertThat(failure(() -> client.api().item())).hasMessageContaining("getSqlDatabase");
    }
}
