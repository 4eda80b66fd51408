package io.github.fabricmirroring.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FabricStandInTest {

    @Test
    void nobodyTrustsItWithoutItsTrustStore() {
        try (FabricStandIn fabric = FabricStandIn.builder().start()) {
            var request = new Client(fabric).api("/v1/workspaces").build();

            assertThatExceptionOfType(SSLHandshakeException.class)
                    .isThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()));
        }
    }

    @Test
    void standInsAreApart() throws Exception {
        try (FabricStandIn one = FabricStandIn.builder().start();
                FabricStandIn other = FabricStandIn.builder().start()) {
            new Client(one).stopMirroring();

            assertThat(one.calls()).hasSize(1);
            assertThat(other.calls()).isEmpty();
            assertThat(one.token()).isNotEqualTo(other.token());
        }
    }

    @Test
    void itTellsWhenTheStateChanged() throws Exception {
        try (FabricStandIn fabric = FabricStandIn.builder().delay(Duration.ZERO).start()) {
            new Client(fabric).stopMirroring();
            await().until(() -> !fabric.mirroringOn());
            fabric.switchMirroring(false);
            fabric.switchMirroring(true);

            assertThat(fabric.stateChanges()).extracting(StateChange::on).containsExactly(false, true);
            assertThat(fabric.stateChanges()).extracting(StateChange::at).isSorted();
        }
    }

    @Test
    void settingsHaveTheirNamesInTheEnvironment() {
        try (FabricStandIn fabric = FabricStandIn.builder().start()) {
            assertThat(fabric.settingsInEnvironment())
                    .containsOnlyKeys(
                            "FLYWAY_FABRIC_MIRRORING_ITEM_URL",
                            "FLYWAY_FABRIC_MIRRORING_API_ENDPOINT",
                            "FLYWAY_FABRIC_MIRRORING_STATE_QUERY",
                            "FLYWAY_FABRIC_MIRRORING_POLL_INTERVAL")
                    .containsEntry("FLYWAY_FABRIC_MIRRORING_ITEM_URL", fabric.itemUrl());
        }
    }

    @Test
    void nothingIsLeftWhenItIsClosed() throws Exception {
        Set<Thread> before = threadsThatKeepAProcessAlive();
        FabricStandIn fabric = FabricStandIn.builder().start();
        Client client = new Client(fabric);
        fabric.hold(Operation.STOP_MIRRORING);
        client.stopMirroringLater();
        fabric.awaitCall(Operation.STOP_MIRRORING, Duration.ofMinutes(1));

        fabric.close();

        await().pollInSameThread().untilAsserted(() -> assertThat(before).containsAll(threadsThatKeepAProcessAlive()));
    }

    private static Set<Thread> threadsThatKeepAProcessAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .collect(Collectors.toSet());
    }
}
