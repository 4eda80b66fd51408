package io.github.fabricmirroring.standin;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a client gets for a call.
 *
 * @param status 0 for no answer at all
 */
record Answer(int status, Map<String, String> headers, String body) {

    /** The connection breaks off. */
    static final Answer RESET = new Answer(0, Map.of(), "");

    /** The connection stays open and silent. */
    static final Answer SILENCE = new Answer(0, Map.of(), "");

    static Answer accepted() {
        return new Answer(200, Map.of(), "");
    }

    static Answer json(int status, Map<String, ?> body) {
        return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), Json.write(body));
    }

    /** Fabric's error body. */
    static Answer error(int status, String errorCode, String message) {
        return error(status, errorCode, message, status == 408 || status == 429 || status >= 500);
    }

    static Answer error(int status, String errorCode, String message, boolean isRetriable) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("requestId", UUID.randomUUID().toString());
        body.put("errorCode", errorCode);
        body.put("message", message);
        body.put("isRetriable", isRetriable);
        body.put("moreDetails", List.of(Map.of("errorCode", errorCode, "message", message)));
        body.put("relatedResource", Map.of("resourceId", UUID.randomUUID().toString(), "resourceType", "SQLDatabase"));
        return json(status, body);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    ResponseDefinition after(Duration delay) {
        ResponseDefinitionBuilder response =
                ResponseDefinitionBuilder.responseDefinition().withFixedDelay(Math.toIntExact(delay.toMillis()));
        if (status == 0) {
            return response.withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)
                    .build();
        }
        headers.forEach(response::withHeader);
        return response.withStatus(status).withBody(body).build();
    }
}
