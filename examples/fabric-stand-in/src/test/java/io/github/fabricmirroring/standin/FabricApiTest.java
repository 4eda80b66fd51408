package io.github.fabricmirroring.standin;

import static com.github.tomakehurst.wiremock.common.Json.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FabricApiTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private FabricStandIn fabric;
    private Client client;

    private void start(FabricStandIn.Builder builder) {
        fabric = builder.start();
        client = new Client(fabric);
    }

    @AfterEach
    void close() {
        fabric.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlDatabases", "mirroredDatabases"})
    void stopAndStartChangeTheStateAfterwards(String kind) throws Exception {
        start(FabricStandIn.builder().delay(Duration.ofMillis(1)));

        HttpResponse<String> stop =
                client.send(client.post(kind, "stopMirroring").build());
        assertThat(stop.statusCode()).isEqualTo(200);
        assertThat(stop.body()).isEmpty();
        await().until(() -> !fabric.mirroringOn());

        HttpResponse<String> start =
                client.send(client.post(kind, "startMirroring").build());
        assertThat(start.statusCode()).isEqualTo(200);
        assertThat(start.body()).isEmpty();
        await().until(() -> fabric.mirroringOn());
    }

    @Test
    void theStateDoesNotChangeBeforeItsTime() throws Exception {
        start(FabricStandIn.builder().delay(NEVER));

        client.stopMirroring();

        assertThat(fabric.mirroringOn()).isTrue();
    }

    @Test
    void aLaterCallTakesThePlaceOfAnEarlierOne() throws Exception {
        start(FabricStandIn.builder().delay(NEVER));
        assertThat(status()).isEqualTo("Running");

        client.stopMirroring();
        assertThat(status()).isEqualTo("Stopping");

        client.startMirroring();
        assertThat(status()).isEqualTo("Starting");
    }

    @Test
    void aSwitchInThePortalShowsAtOnceAndEndsWhatIsUnderWay() throws Exception {
        start(FabricStandIn.builder().delay(NEVER));
        client.startMirroring();

        fabric.switchMirroring(false);

        assertThat(fabric.mirroringOn()).isFalse();
        assertThat(status()).isEqualTo("Stopped");
    }

    @Test
    void mirroringCanBeOffAtFirst() {
        start(FabricStandIn.builder().mirroringOn(false));

        assertThat(fabric.mirroringOn()).isFalse();
    }

    @Test
    void theItemIsListedWithItsServerAndDatabase() throws Exception {
        start(FabricStandIn.builder());
        String workspace = "/v1/workspaces/" + fabric.workspaceId();

        String workspaces = get("/v1/workspaces").body();
        String sqlDatabases = get(workspace + "/sqlDatabases").body();
        String sqlDatabase =
                get(workspace + "/sqlDatabases/" + fabric.sqlDatabaseId()).body();

        assertThat(node(workspaces).at("/value/0/id").asText())
                .isEqualTo(fabric.workspaceId().toString());
        assertThat(node(sqlDatabases).at("/value/0")).isEqualTo(node(sqlDatabase));
        assertThat(node(sqlDatabase).at("/id").asText())
                .isEqualTo(fabric.sqlDatabaseId().toString());
        assertThat(node(sqlDatabase).at("/properties/serverFqdn").asText()).endsWith(",1433");
        assertThat(node(sqlDatabase).at("/properties/databaseName").asText()).isNotEmpty();
        assertThat(fabric.itemUrl())
                .contains(
                        fabric.workspaceId().toString(), fabric.sqlDatabaseId().toString());
    }

    @Test
    void theTokenIsDemanded() throws Exception {
        start(FabricStandIn.builder().delay(Duration.ZERO));
        HttpRequest without = HttpRequest.newBuilder(
                        client.post("sqlDatabases", "stopMirroring").build().uri())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpRequest wrong = client.post("sqlDatabases", "stopMirroring")
                .setHeader("Authorization", "Bearer other")
                .build();

        assertError(client.send(without), 401, "Unauthorized");
        assertError(client.send(wrong), 401, "Unauthorized");
        assertThat(status()).isEqualTo("Running");
    }

    @Test
    void idsMustBeThoseOfTheItem() throws Exception {
        start(FabricStandIn.builder());
        String other = UUID.randomUUID().toString();

        assertError(
                get("/v1/workspaces/" + other + "/sqlDatabases/" + fabric.sqlDatabaseId()), 404, "WorkspaceNotFound");
        assertError(get("/v1/workspaces/" + fabric.workspaceId() + "/sqlDatabases/" + other), 404, "ItemNotFound");
    }

    @Test
    void aSqlDatabaseHasNoStatusCall() throws Exception {
        start(FabricStandIn.builder());

        assertError(
                client.send(client.post("sqlDatabases", "getMirroringStatus").build()), 404, "EndpointNotFound");
    }

    private String status() throws Exception {
        String body = client.send(
                        client.post("mirroredDatabases", "getMirroringStatus").build())
                .body();
        return node(body).get("status").asText();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(client.api(path).build());
    }

    static void assertError(HttpResponse<String> answer, int status, String errorCode) {
        assertThat(answer.statusCode()).isEqualTo(status);
        var body = node(answer.body());
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactly("requestId", "errorCode", "message", "isRetriable", "moreDetails", "relatedResource");
        assertThat(body.get("errorCode").asText()).isEqualTo(errorCode);
        assertThat(body.get("isRetriable").asBoolean()).isEqualTo(status == 429 || status >= 500);
        assertThat(body.at("/moreDetails/0/errorCode").asText()).isEqualTo(errorCode);
    }
}
