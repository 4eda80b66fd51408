package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the database for its state, again and again where it has to be waited for. */
final class StateWatch {

    private static final Logger LOG = LoggerFactory.getLogger(StateWatch.class);

    /** A failover is over by then, if the time between them is what it is by default. */
    private static final int LOOKS_THAT_MAY_FAIL = 5;

    private final StateQuery query;
    private final Messages messages;
    private final Duration pollInterval;
    private final Pause pause;
    private final CountDownLatch shutdown;

    private String lastAnswer = "";
    private int failedLooks;

    StateWatch(StateQuery query, Messages messages, Duration pollInterval, Pause pause, CountDownLatch shutdown) {
        this.query = query;
        this.messages = messages;
        this.pollInterval = pollInterval;
        this.pause = pause;
        this.shutdown = shutdown;
    }

    /**
     * @throws MirroringException if the database could not be asked
     */
    MirroringState ask() {
        return query.ask();
    }

    /**
     * Asks until the database answers as wanted, or that it cannot tell.
     *
     * @param since when what is waited for was set off
     * @return what it said in the end; the opposite of what is wanted if the time since then ran out, the thread was
     *     interrupted, or the process exits
     */
    MirroringState await(MirroringState wanted, Duration since, Duration timeout) {
        return await(wanted, since, timeout, () -> false);
    }

    /**
     * @param pointless whether the wait is not worth going on with; asked after each look
     */
    MirroringState await(MirroringState wanted, Duration since, Duration timeout, BooleanSupplier pointless) {
        Duration reportAt = messages.progressInterval();
        while (true) {
            MirroringState answer = askWhileWaiting(wanted);
            Duration waited = pause.now().minus(since);
            if (answer == wanted || answer == MirroringState.UNKNOWN || waited.compareTo(timeout) >= 0) {
                return answer;
            }
            if (waited.compareTo(reportAt) >= 0) {
                messages.progress("waiting for the database to say " + word(wanted) + ", for " + waited.toSeconds()
                        + " s so far; " + lastAnswer + ".");
                reportAt = waited.plus(messages.progressInterval());
            }
            Duration left = timeout.minus(waited);
            if (pointless.getAsBoolean() || !letPass(pollInterval.compareTo(left) < 0 ? pollInterval : left)) {
                return answer;
            }
        }
    }

    /** Whether the database has not answered for some looks in a row: it may be gone. */
    boolean isUnanswered() {
        return failedLooks >= LOOKS_THAT_MAY_FAIL;
    }

    /** What the last look showed, for a message about a wait in vain. */
    String lastAnswer() {
        return lastAnswer;
    }

    /** The query has been answered before the wait, so a failure now may pass. */
    private MirroringState askWhileWaiting(MirroringState wanted) {
        try {
            MirroringState answer = query.ask();
            lastAnswer = "the database says " + word(answer);
            failedLooks = 0;
            return answer;
        } catch (MirroringException e) {
            LOG.debug("The database did not say whether mirroring is on", e);
            lastAnswer = e.getMessage();
            failedLooks++;
            return wanted == MirroringState.ON ? MirroringState.OFF : MirroringState.ON;
        }
    }

    /** Returns whether all that time has passed: not if the thread was interrupted, or the process exits. */
    boolean letPass(Duration time) {
        try {
            return !pause.until(shutdown, time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String word(MirroringState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
