package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.flyway.internal.MirroringFailedException;
import io.github.fabricmirroring.internal.window.MirroringLeftOffException;
import io.github.fabricmirroring.internal.window.Reporter;

/** How what went wrong reaches people: as Flyway's exception, or as a line of its log. */
final class Failures {

    private Failures() {}

    /**
     * @throws MirroringFailedException in place of a {@link MirroringException}
     */
    static void asFlyways(Runnable work) {
        try {
            work.run();
        } catch (MirroringException e) {
            if (MirroringLeftOffException.isBehind(e)) {
                FlywayReporter.INSTANCE.leavesOff(e.getMessage());
            }
            throw new MirroringFailedException(e.getMessage(), causeThatSaysMore(e));
        }
    }

    /**
     * @param beginning what a failure of the work would otherwise leave out
     * @throws MirroringException with that in front
     */
    static void beginningWith(String beginning, Runnable work) {
        try {
            work.run();
        } catch (MirroringException e) {
            throw new MirroringException(beginning + e.getMessage(), e);
        }
    }

    /** A command line prints each cause; those that only say the same are left out. */
    private static Throwable causeThatSaysMore(MirroringException e) {
        Throwable cause = e;
        while (cause != null
                && (cause.getClass() == MirroringException.class || cause instanceof MirroringLeftOffException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** For what must not take the place of another error. */
    static void report(Reporter reporter, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError e) {
            if (MirroringLeftOffException.isBehind(e)) {
                reporter.leftOff(describe(e));
            } else {
                reporter.error(describe(e));
            }
        }
    }

    static String describe(Throwable failure) {
        if (failure instanceof MirroringException) {
            return failure.getMessage();
        }
        return "Internal error: " + failure + ". This is a bug; please report it with the output of -X.";
    }
}
