package io.github.fabricmirroring.internal.fabric;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.Context;
import com.azure.identity.CredentialUnavailableException;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import java.io.IOException;

/**
 * What GitHub says of the job that runs, signed for Azure.
 *
 * @param requestUrl where a job with the permission {@code id-token: write} gets it
 * @param requestToken what that demands
 */
record GitHubAssertion(String requestUrl, String requestToken, Proxy proxy) {

    private static final String FOR_AZURE = "audience=api://AzureADTokenExchange";

    String get() {
        HttpRequest request = new HttpRequest(
                        HttpMethod.GET, requestUrl + (requestUrl.contains("?") ? "&" : "?") + FOR_AZURE)
                .setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + requestToken)
                .setHeader(HttpHeaderName.ACCEPT, "application/json");
        try (HttpResponse response = pipeline().sendSync(request, Context.NONE)) {
            if (response.getStatusCode() != 200) {
                throw new CredentialUnavailableException(
                        "GitHub gave no token of its own (it answered " + response.getStatusCode() + ")");
            }
            return value(response.getBodyAsString().block());
        }
    }

    private static String value(String body) {
        try (JsonReader reader = JsonProviders.createReader(body)) {
            return (String) reader.readMap(JsonReader::readUntyped).get("value");
        } catch (IOException | RuntimeException e) {
            throw new CredentialUnavailableException("GitHub gave no token of its own (its answer cannot be read)", e);
        }
    }

    private HttpPipeline pipeline() {
        HttpPipelineBuilder builder = new HttpPipelineBuilder().policies(new RetryPolicy());
        proxy.client().ifPresent(builder::httpClient);
        return builder.build();
    }

    /** Without what nobody is to see. */
    @Override
    public String toString() {
        return "GitHubAssertion";
    }
}
