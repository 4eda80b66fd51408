package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until the database says what is wanted. */
final class StateWatch {

    private static final Logger LOG = LoggerFactory.getLogger(StateWatch.class);

    private static final Duration FIRST_INTERVAL = Duration.ofMillis(50);

    /** While people watch: a change is seen within half a second. */
    private static final Duration LONGEST_INTERVAL_AT_FIRST = Duration.ofMillis(400);

    private static final Duration AT_FIRST = Duration.ofMinutes(1);

    private final Messages messages;
    private final Duration pollInterval;
    private final Waiting waiting;

    private String lastAnswer = "";

    StateWatch(Messages messages, Duration pollInterval, Waiting waiting) {
        this.messages = messages;
        this.pollInterval = pollInterval;
        this.waiting = waiting;
    }

    /**
     * Looks until the database answers as wanted, or that it cannot tell. A look that fails is taken for not yet.
     *
     * @param since when what is waited for was set off
     * @return what it said in the end; the opposite of what is wanted if the time since then ran out, or the wait was
     *     broken off
     * @throws SessionLostException if the connection is gone
     */
    MirroringState await(MirroringState wanted, Supplier<MirroringState> state, Duration since, Duration timeout) {
        Duration reportAt = messages.progressInterval();
        Duration interval = FIRST_INTERVAL;
        while (true) {
            MirroringState answer = look(wanted, state);
            Duration waited = waiting.since(since);
            if (answer == wanted || answer == MirroringState.UNKNOWN || waited.compareTo(timeout) >= 0) {
                return answer;
            }
            if (waited.compareTo(reportAt) >= 0) {
                messages.waitingFor(wanted, waited, lastAnswer);
                reportAt = waited.plus(messages.progressInterval());
            }
            if (!waiting.pass(min(interval, timeout.minus(waited)))) {
                return answer;
            }
            interval = next(interval, waited);
        }
    }

    private Duration next(Duration interval, Duration waited) {
        boolean atFirst = waited.compareTo(AT_FIRST) < 0;
        return min(pollInterval, atFirst ? min(interval.multipliedBy(2), LONGEST_INTERVAL_AT_FIRST) : pollInterval);
    }

    /** What the last look showed, for a message about a wait in vain. */
    String lastAnswer() {
        return lastAnswer;
    }

    private MirroringState look(MirroringState wanted, Supplier<MirroringState> state) {
        try {
            MirroringState answer = state.get();
            lastAnswer = Wording.databaseSays(answer);
            return answer;
        } catch (SessionLostException e) {
            throw e;
        } catch (MirroringException e) {
            LOG.debug("The database did not say whether mirroring is on", e);
            lastAnswer = e.getMessage().replaceFirst("\\.$", "");
            return wanted == MirroringState.ON ? MirroringState.OFF : MirroringState.ON;
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
