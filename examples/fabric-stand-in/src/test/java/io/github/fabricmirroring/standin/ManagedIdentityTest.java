package io.github.fabricmirroring.standin;

import static com.github.tomakehurst.wiremock.common.Json.node;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagedIdentityTest {

    private final FabricStandIn fabric = FabricStandIn.builder().start();
    private final Client client = new Client(fabric);

    @AfterEach
    void close() {
        fabric.close();
    }

    @Test
    void aTokenForTheApiIsGiven() throws Exception {
        HttpResponse<String> answer = ask("2019-08-01", fabric.apiEndpoint().toString(), fabric.identityHeader());

        assertThat(answer.statusCode()).isEqualTo(200);
        var body = node(answer.body());
        assertThat(body.get("access_token").asText()).isEqualTo(fabric.token());
        assertThat(body.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(body.get("resource").asText()).isEqualTo(fabric.apiEndpoint().toString());
        assertThat(body.get("expires_on").isTextual()).isTrue();
        assertThat(Instant.ofEpochSecond(body.get("expires_on").asLong())).isAfter(Instant.now());
        assertThat(fabric.journal()).extracting(Call::name).containsExactly("token");
    }

    @Test
    void aWrongSecretIsRefused() throws Exception {
        assertThat(ask("2019-08-01", fabric.apiEndpoint().toString(), "guessed").statusCode())
                .isEqualTo(401);
    }

    @Test
    void anotherResourceOrVersionIsRefused() throws Exception {
        String resource = fabric.apiEndpoint().toString();

        assertThat(ask("2019-08-01", "https://example.com", fabric.identityHeader())
                        .statusCode())
                .isEqualTo(400);
        assertThat(ask("2017-09-01", resource, fabric.identityHeader()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void tokensMeetFaultsToo() throws Exception {
        fabric.fault(Operation.TOKEN, Fault.html(500, "no"));

        String resource = fabric.apiEndpoint().toString();

        assertThat(ask("2019-08-01", resource, fabric.identityHeader()).statusCode())
                .isEqualTo(500);
        assertThat(ask("2019-08-01", resource, fabric.identityHeader()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aClientProcessFindsItThroughItsEnvironment() {
        assertThat(fabric.environment())
                .containsEntry("IDENTITY_ENDPOINT", fabric.identityEndpoint().toString())
                .containsEntry("IDENTITY_HEADER", fabric.identityHeader())
                .containsEntry("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential");
    }

    private HttpResponse<String> ask(String apiVersion, String resource, String secret) throws Exception {
        String query =
                "?api-version=" + apiVersion + "&resource=" + URLEncoder.encode(resource, StandardCharsets.UTF_8);
        return client.send(HttpRequest.newBuilder(URI.create(fabric.identityEndpoint() + query))
                .header("X-IDENTITY-HEADER", secret)
                .build());
    }
}
