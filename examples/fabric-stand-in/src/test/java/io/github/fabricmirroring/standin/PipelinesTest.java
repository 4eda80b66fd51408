package io.github.fabricmirroring.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.KeyStore;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelinesTest {

    private FabricStandIn fabric;
    private HttpClient http;

    @BeforeEach
    void start() throws Exception {
        fabric = FabricStandIn.builder().start();
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(fabric.trustStore())) {
            trusted.load(in, "changeit".toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        http = HttpClient.newBuilder().sslContext(context).build();
    }

    @AfterEach
    void close() {
        fabric.close();
    }

    @Test
    void anAssertionIsGoodForOneToken() throws Exception {
        String assertion = gitHubAssertion(gitHub("ACTIONS_ID_TOKEN_REQUEST_TOKEN"));

        assertThat(token(assertion).body()).contains(fabric.token());
        assertThat(token(assertion).statusCode()).isEqualTo(401);
        assertThat(fabric.pipelines().secrets()).contains(assertion);
        assertThat(fabric.journal()).extracting(Call::name).containsExactly("assertion", "token", "token");
    }

    @Test
    void onlyTheJobGetsAnAssertion() throws Exception {
        assertThat(ask("another").statusCode()).isEqualTo(401);
    }

    @Test
    void whatNobodyHasVouchedForGetsNoToken() throws Exception {
        assertThat(token("made-up").body()).contains("AADSTS700213");
    }

    private String gitHubAssertion(String jobToken) throws Exception {
        Matcher value = Pattern.compile("\"value\"\\s*:\\s*\"([^\"]+)\"")
                .matcher(ask(jobToken).body());
        assertThat(value.find()).isTrue();
        return value.group(1);
    }

    private HttpResponse<String> ask(String jobToken) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(
                                gitHub("ACTIONS_ID_TOKEN_REQUEST_URL") + "&audience=api://AzureADTokenExchange"))
                        .header("Authorization", "Bearer " + jobToken)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> token(String assertion) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(gitHub("AZURE_AUTHORITY_HOST") + "/" + gitHub("AZURE_TENANT_ID")
                                + "/oauth2/v2.0/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=x/.default&client_id="
                                + gitHub("AZURE_CLIENT_ID") + "&client_assertion=" + assertion))
                        .build(),
                BodyHandlers.ofString());
    }

    private String gitHub(String variable) {
        Map<String, String> environment = fabric.pipelines().gitHubEnvironment();
        return environment.get(variable);
    }
}
