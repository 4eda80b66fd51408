package io.github.fabricmirroring.example;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Tells the timeline when a migration begins and ends. Its name comes after the extension's, so a wait is no part of
 * it.
 */
final class TimelineCallback implements Callback {

    private final Timeline timeline;

    TimelineCallback(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public String getCallbackName() {
        return "Timeline";
    }

    @Override
    public boolean supports(Event event, Context context) {
        return switch (event) {
            case BEFORE_EACH_MIGRATE, AFTER_EACH_MIGRATE, AFTER_EACH_MIGRATE_ERROR -> true;
            default -> false;
        };
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        String script = context.getMigrationInfo().getScript();
        switch (event) {
            case BEFORE_EACH_MIGRATE -> timeline.add(Timeline.Kind.BEGIN, script);
            case AFTER_EACH_MIGRATE -> timeline.add(Timeline.Kind.SUCCESS, script);
            default -> timeline.add(Timeline.Kind.FAILURE, script);
        }
    }
}
