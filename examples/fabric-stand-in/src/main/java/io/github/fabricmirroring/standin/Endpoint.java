package io.github.fabricmirroring.standin;

import com.github.tomakehurst.wiremock.http.Request;
import java.net.URI;

/** One of the services that the stand-in plays. */
interface Endpoint {

    /** The name of a call to an address that the service does not have. */
    String UNKNOWN = "unknown";

    /** The call's name in the journal. */
    String name(Request request);

    /** Answers the call, and does what it asks for. */
    Answer answer(Request request);

    static String path(Request request) {
        return URI.create(request.getUrl()).getPath();
    }
}
