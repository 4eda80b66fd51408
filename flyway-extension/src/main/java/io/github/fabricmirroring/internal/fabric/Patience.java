package io.github.fabricmirroring.internal.fabric;

import io.github.fabricmirroring.internal.fabric.FabricError.Retriable;
import java.time.Duration;

/** What is tried again. */
enum Patience {

    /** What is known to pass. */
    FEW {
        @Override
        boolean mayPass(Answer answer) {
            return answer.error().retriable() == Retriable.NOT_SAID
                    ? answer.serverTrouble() || answer.status() == TOO_MANY_REQUESTS
                    : answer.error().retriable() == Retriable.YES;
        }

        @Override
        boolean mayPass(NoAnswer noAnswer) {
            return noAnswer.mayPass()
                    && (noAnswer.fate() == NoAnswer.Fate.NOT_SENT || noAnswer.fate() == NoAnswer.Fate.UNKNOWN);
        }

        @Override
        boolean hasTime(Duration left, Duration delay) {
            return delay.compareTo(left) < 0;
        }
    },

    /** All but what is sure to stay as it is; and once more at the end of the time, however long the wait should be. */
    PERSISTENT {
        @Override
        boolean mayPass(Answer answer) {
            return !answer.accepted() && !isSure(answer);
        }

        @Override
        boolean mayPass(NoAnswer noAnswer) {
            return noAnswer.mayPass();
        }

        @Override
        boolean hasTime(Duration left, Duration delay) {
            return !left.isZero();
        }
    };

    private static final int TOO_MANY_REQUESTS = 429;

    abstract boolean mayPass(Answer answer);

    abstract boolean mayPass(NoAnswer noAnswer);

    abstract boolean hasTime(Duration left, Duration delay);

    /** A page is a proxy's, which knows nothing of Fabric. */
    private static boolean isSure(Answer answer) {
        FabricError error = answer.error();
        if (answer.page() || error.retriable() == Retriable.YES) {
            return false;
        }
        return switch (answer.status()) {
            case 403 -> true;
            case 404 -> !error.isOfPausedCapacity();
            case 400, 401, 408, 409, 423, TOO_MANY_REQUESTS -> false;
            default -> answer.status() >= 400 && answer.status() < 500 && error.retriable() == Retriable.NO;
        };
    }
}
