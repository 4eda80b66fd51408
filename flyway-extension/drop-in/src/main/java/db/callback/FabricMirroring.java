package db.callback;

import io.github.fabricmirroring.flyway.MirroringCallback;

/**
 * Makes Flyway load the callback by itself: it looks for callbacks in {@code db/callback} on its classpath.
 *
 * <p>Only the drop-in jar holds such a class. Flyway throws away the callbacks that an application has set as soon as it
 * finds one here, so the library, which applications depend on, must have none.
 */
public class FabricMirroring extends MirroringCallback {}
