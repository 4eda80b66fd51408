package io.github.fabricmirroring.standin;

import java.util.Map;
import java.util.function.Supplier;

/** What goes wrong with a call. Unless said otherwise it has no effect on mirroring then. */
public final class Fault {

    private final Supplier<Answer> answer;
    private final boolean takesEffect;

    private Fault(Supplier<Answer> answer, boolean takesEffect) {
        this.answer = answer;
        this.takesEffect = takesEffect;
    }

    private static Fault instead(Supplier<Answer> answer) {
        return new Fault(answer, false);
    }

    /** An error as Fabric words it, such as 503 {@code ServiceUnavailable}. */
    public static Fault status(int status, String errorCode, String message) {
        return instead(() -> Answer.error(status, errorCode, message));
    }

    /** The same, whatever that status has in {@code isRetriable} otherwise. */
    public static Fault status(int status, String errorCode, String message, boolean isRetriable) {
        return instead(() -> Answer.error(status, errorCode, message, isRetriable));
    }

    /** 429 with {@code Retry-After}. */
    public static Fault tooManyRequests(int retryAfterSeconds) {
        return instead(() -> Answer.error(429, "RequestBlocked", "Too many requests: wait before the next one.")
                .with("Retry-After", Integer.toString(retryAfterSeconds)));
    }

    /** A page for people, as proxies and gateways send it: not JSON. */
    public static Fault html(int status, String body) {
        return body(status, "text/html; charset=utf-8", body);
    }

    /** Anything at all. */
    public static Fault body(int status, String contentType, String body) {
        return instead(() -> new Answer(status, Map.of("Content-Type", contentType), body));
    }

    /** As proxies and gateways send a browser to where people sign in. */
    public static Fault redirect(String location) {
        return instead(() -> new Answer(302, Map.of("Location", location), ""));
    }

    /** The connection breaks off before the call took effect. */
    public static Fault connectionReset() {
        return instead(() -> Answer.RESET);
    }

    /** The call takes effect, but the connection breaks off before the client learns of it. */
    public static Fault acceptedThenConnectionReset() {
        return new Fault(() -> Answer.RESET, true);
    }

    /** The connection stays open without an answer until the stand-in is closed. */
    public static Fault noAnswer() {
        return instead(() -> Answer.SILENCE);
    }

    /** 200, but mirroring stays as it is. */
    public static Fault acceptedButNothingHappens() {
        return instead(Answer::accepted);
    }

    Answer answer() {
        return answer.get();
    }

    boolean takesEffect() {
        return takesEffect;
    }
}
