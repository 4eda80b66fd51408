package io.github.fabricmirroring.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The JDK's HTTP client, trusting a stand-in through its trust store. */
final class Client {

    private final FabricStandIn fabric;
    private final HttpClient http;

    Client(FabricStandIn fabric) {
        this.fabric = fabric;
        http = HttpClient.newBuilder().sslContext(trusting(fabric)).build();
    }

    private static SSLContext trusting(FabricStandIn fabric) {
        try (InputStream in = Files.newInputStream(fabric.trustStore())) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(in, "changeit".toCharArray());
            TrustManagerFactory trustManagers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trustManagers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> stopMirroring() throws IOException, InterruptedException {
        return send(post("sqlDatabases", "stopMirroring").build());
    }

    HttpResponse<String> startMirroring() throws IOException, InterruptedException {
        return send(post("sqlDatabases", "startMirroring").build());
    }

    CompletableFuture<HttpResponse<String>> stopMirroringLater() {
        return http.sendAsync(post("sqlDatabases", "stopMirroring").build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder post(String kind, String action) {
        return api("/v1/workspaces/" + fabric.workspaceId() + "/" + kind + "/" + fabric.sqlDatabaseId() + "/" + action)
                .POST(HttpRequest.BodyPublishers.noBody());
    }

    /** With the token. */
    HttpRequest.Builder api(String path) {
        return HttpRequest.newBuilder(URI.create(fabric.apiEndpoint() + path))
                .header("Authorization", "Bearer " + fabric.token());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }
}
