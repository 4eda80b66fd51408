package io.github.fabricmirroring.internal.fabric;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryStrategy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import reactor.core.publisher.Mono;

/**
 * The tries of one call: which failure is tried again, for how long, and what may have come of them. As a policy behind
 * the retry policy it sees every try once; as its strategy it answers from what it saw.
 */
final class Tries implements HttpPipelinePolicy, RetryStrategy {

    private static final int FEW = 5;
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(15);

    private static final List<HttpHeaderName> WAITING_TIMES = List.of(
            HttpHeaderName.RETRY_AFTER,
            HttpHeaderName.fromString("retry-after-ms"),
            HttpHeaderName.fromString("x-ms-retry-after-ms"));

    private final boolean persistent;
    private final long deadline;

    private int count;
    private Optional<Duration> retryAfter = Optional.empty();
    private boolean mayPass;
    private boolean mayHaveTakenEffect;

    private Tries(boolean persistent, Duration within) {
        this.persistent = persistent;
        this.deadline = System.nanoTime() + within.toNanos();
    }

    /** A few tries: before anything has happened, an early failure is better than a long wait. */
    static Tries few(Duration within) {
        return new Tries(false, within);
    }

    /** As many as there is time for, and for failing tokens, too: giving up leaves mirroring off. */
    static Tries persistent(Duration within) {
        return new Tries(true, within);
    }

    int count() {
        return count;
    }

    /** Whether Fabric may have carried one of them out although no answer said so. */
    boolean mayHaveTakenEffect() {
        return mayHaveTakenEffect;
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        count++;
        mayPass = false;
        retryAfter = Optional.empty();
        try {
            HttpResponse response = next.processSync();
            judge(response.getStatusCode());
            retryAfter = takeRetryAfter(response.getHeaders());
            return response;
        } catch (RuntimeException e) {
            judge(e);
            throw e;
        }
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return Mono.error(new UnsupportedOperationException("calls are synchronous"));
    }

    private void judge(int status) {
        boolean serverTrouble = status == 408 || status >= 500;
        mayPass = serverTrouble || status == 429;
        mayHaveTakenEffect |= serverTrouble;
    }

    private void judge(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAuthenticationException) {
                mayPass = persistent;
                return;
            }
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                mayPass = true;
                return;
            }
            if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
                mayPass = false;
                return;
            }
            mayPass |= cause instanceof IOException || cause instanceof TimeoutException;
        }
        mayHaveTakenEffect = true;
    }

    @Override
    public boolean shouldRetryCondition(RequestRetryCondition condition) {
        return mayPass && System.nanoTime() + calculateRetryDelay(condition).toNanos() - deadline < 0;
    }

    @Override
    public Duration calculateRetryDelay(RequestRetryCondition condition) {
        return retryAfter.orElseGet(() -> calculateRetryDelay(condition.getTryCount()));
    }

    @Override
    public Duration calculateRetryDelay(int retryAttempts) {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(retryAttempts, 10));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    /** Takes it out of the answer, too: the retry policy would wait for what it finds there, whatever the time left. */
    private static Optional<Duration> takeRetryAfter(HttpHeaders headers) {
        String value = headers.getValue(HttpHeaderName.RETRY_AFTER);
        WAITING_TIMES.forEach(headers::remove);
        return Optional.ofNullable(value).map(String::strip).flatMap(Tries::delay);
    }

    private static Optional<Duration> delay(String retryAfter) {
        try {
            if (retryAfter.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
            }
            Duration untilDate = Duration.between(
                    Instant.now(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter, Instant::from));
            return Optional.of(untilDate.isNegative() ? Duration.ZERO : untilDate);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public int getMaxRetries() {
        return persistent ? Integer.MAX_VALUE : FEW - 1;
    }
}
