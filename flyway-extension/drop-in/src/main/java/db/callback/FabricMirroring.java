package db.callback;

import io.github.fabricmirroring.dropin.Host;
import io.github.fabricmirroring.flyway.MirroringCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Makes Flyway load the callback by itself: it looks for callbacks in {@code db/callback} on its classpath.
 *
 * <p>Only the drop-in jar holds such a class. Flyway throws away the callbacks that an application has set as soon as
 * it finds one here, so the library, which applications depend on, must have none.
 */
public class FabricMirroring extends MirroringCallback {

    /**
     * @param context {@code null} in Flyway 11 for an event outside of migrations
     */
    @Override
    public boolean supports(Event event, Context context) {
        if (event == Event.BEFORE_MIGRATE || event == Event.BEFORE_UNDO) {
            Host.warnOfDroppedCallbacks();
        }
        boolean otherDoesIt = context != null && Host.isForAnother(context, this);
        return !otherDoesIt && super.supports(event, context);
    }
}
