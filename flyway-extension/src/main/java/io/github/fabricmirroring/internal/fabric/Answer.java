package io.github.fabricmirroring.internal.fabric;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came back for one try, read as far as it goes.
 *
 * @param page whether it is meant for a browser, as proxies send it, and not for a client of an API
 */
record Answer(int status, String body, boolean page, FabricError error) {

    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

    static Answer of(HttpResponse response) {
        int status = response.getStatusCode();
        try {
            byte[] bytes = response.getBodyAsByteArray().block();
            String body = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
            return new Answer(status, body, !body.isBlank() && !FabricError.isJson(body), FabricError.parse(body));
        } catch (RuntimeException e) {
            LOG.debug("The answer breaks off: {}", Sentences.story(e));
            return new Answer(status, "", isDeclaredPage(response), FabricError.NONE);
        }
    }

    /** Recognised by what it is not: proxies send pages as more types than can be listed. */
    private static boolean isDeclaredPage(HttpResponse response) {
        String type = response.getHeaderValue(HttpHeaderName.CONTENT_TYPE);
        return type != null && !type.toLowerCase(Locale.ROOT).contains("json");
    }

    /** What an accepted request is answered does not matter, and if that breaks off, it is accepted still. */
    boolean accepted() {
        return (status == 200 || status == 202) && !page;
    }

    boolean serverTrouble() {
        return status == 408 || status >= 500;
    }
}
