package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.flyway.internal.OwnCallback;
import io.github.fabricmirroring.internal.window.Reporter;
import java.util.Arrays;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * Flyway calls callbacks in the order of their names; those with equal names as they were registered, and scripts after
 * them.
 */
final class CallbackOrder {

    /**
     * Sorts before all other names, so that a failing callback cannot keep events from ours, and ours does nothing in
     * the transaction of a migration after another one has begun its work there. Callbacks of scripts without a
     * description have the same name, and come after those that are registered.
     */
    static final String FIRST = "";

    private CallbackOrder() {}

    /** A name cannot come before that of an anonymous class, which is empty, too. */
    static void warnIfNotFirst(Configuration configuration, Reporter reporter) {
        Arrays.stream(configuration.getCallbacks())
                .takeWhile(callback -> !(callback instanceof OwnCallback))
                .filter(callback -> FIRST.equals(callback.getCallbackName()))
                .map(Callback::getClass)
                .findFirst()
                .ifPresent(first -> reporter.warn(first.getName() + " has an empty name and was registered before "
                        + MirroringCallback.class.getSimpleName() + ", so what it does before a migration comes before"
                        + " mirroring is stopped or started, in the same transaction. Register "
                        + MirroringCallback.class.getSimpleName() + " first, or give the other one a name."));
    }
}
