package io.github.fabricmirroring.internal.fabric;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryStrategy;
import io.github.fabricmirroring.internal.fabric.NoAnswer.Fate;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * The tries of one call: for how long there are more, and what may have come of them. As a policy behind the retry
 * policy it sees every try once; as its strategy it answers from what it saw.
 */
final class Tries implements HttpPipelinePolicy, RetryStrategy {

    private static final int FEW = 5;
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(15);

    private final Patience patience;
    private final long deadline;

    private int count;
    private Optional<Duration> retryAfter = Optional.empty();
    private Optional<Answer> answer = Optional.empty();
    private boolean mayPass;
    private boolean mayHaveTakenEffect;

    private Tries(Patience patience, Duration within) {
        this.patience = patience;
        this.deadline = System.nanoTime() + within.toNanos();
    }

    /** A few tries: before anything has happened, an early failure is better than a long wait. */
    static Tries few(Duration within) {
        return new Tries(Patience.FEW, within);
    }

    /** As many as there is time for, and for failing tokens, too: giving up leaves mirroring off. */
    static Tries persistent(Duration within) {
        return new Tries(Patience.PERSISTENT, within);
    }

    int count() {
        return count;
    }

    /** What the last try was answered. */
    Optional<Answer> answer() {
        return answer;
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
        answer = Optional.empty();
        try {
            HttpResponse response = next.processSync();
            judge(Answer.of(response));
            retryAfter = RetryAfter.takenFrom(response.getHeaders());
            return response;
        } catch (RuntimeException e) {
            judge(NoAnswer.of(e));
            throw e;
        }
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return Mono.error(new UnsupportedOperationException("calls are synchronous"));
    }

    private void judge(Answer answered) {
        answer = Optional.of(answered);
        mayPass = patience.mayPass(answered);
        // Whoever puts a page in place of an answer may do so after Fabric has given that.
        mayHaveTakenEffect |= answered.serverTrouble() || answered.page() && answered.status() < 300;
    }

    private void judge(NoAnswer noAnswer) {
        mayPass = patience.mayPass(noAnswer);
        mayHaveTakenEffect |= noAnswer.fate() == Fate.UNKNOWN;
    }

    @Override
    public boolean shouldRetryCondition(RequestRetryCondition condition) {
        return mayPass && patience.hasTime(left(), delay(condition));
    }

    @Override
    public Duration calculateRetryDelay(RequestRetryCondition condition) {
        Duration left = left();
        Duration delay = delay(condition);
        return delay.compareTo(left) < 0 ? delay : left;
    }

    private Duration delay(RequestRetryCondition condition) {
        return retryAfter.orElseGet(() -> calculateRetryDelay(condition.getTryCount()));
    }

    @Override
    public Duration calculateRetryDelay(int retryAttempts) {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(retryAttempts, 10));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private Duration left() {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public int getMaxRetries() {
        return patience == Patience.PERSISTENT ? Integer.MAX_VALUE : FEW - 1;
    }
}
