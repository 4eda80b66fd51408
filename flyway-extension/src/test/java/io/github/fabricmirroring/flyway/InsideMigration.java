package io.github.fabricmirroring.flyway;

import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Does something while a migration runs. */
final class InsideMigration extends BaseCallback {

    private final String script;
    private final Runnable action;

    InsideMigration(String script, Runnable action) {
        this.script = script;
        this.action = action;
    }

    @Override
    public void handle(Event event, Context context) {
        if (event == Event.AFTER_EACH_MIGRATE
                && context.getMigrationInfo().getScript().equals(script)) {
            action.run();
        }
    }
}
