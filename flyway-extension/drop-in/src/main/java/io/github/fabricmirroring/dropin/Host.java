package io.github.fabricmirroring.dropin;

import io.github.fabricmirroring.flyway.MirroringCallback;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.logging.LogFactory;

/**
 * What runs Flyway with this jar on its classpath.
 *
 * <p>Which callbacks an application has set in code cannot be known: Flyway puts those that it finds in the place of
 * all others without telling them of it. But its own tools set none, and keep those that a setting names.
 */
public final class Host {

    private static final List<String> TOOLS = List.of(
            "org.flywaydb.commandline.Main",
            "org.flywaydb.maven.AbstractFlywayMojo",
            "org.flywaydb.gradle.FlywayPlugin");

    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private Host() {}

    /** Warns, once in the life of this JVM, if callbacks may have been thrown away. */
    public static void warnOfDroppedCallbacks() {
        if (TOOLS.stream().noneMatch(Host::isBesideFlyway) && WARNED.compareAndSet(false, true)) {
            LogFactory.getLog(Host.class)
                    .warn(
                            "Fabric mirroring: this jar is for Flyway's own tools, and it is on the classpath of an application. If"
                                    + " the application sets callbacks in code, as Spring Boot does with Callback beans, Flyway has"
                                    + " thrown them away. Take the library flyway-fabric-mirroring instead of this jar.");
        }
    }

    private static boolean isBesideFlyway(String tool) {
        try {
            Class.forName(tool, false, Flyway.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /**
     * Whether it is for another callback of ours to act, as two would stop and start past each other: the library's, if
     * {@code flyway.callbacks} names that, too; or the first of several of this jar's, if Flyway finds the jar in
     * several places.
     */
    public static boolean isForAnother(Context context, Callback self) {
        List<Callback> ours = Arrays.stream(context.getConfiguration().getCallbacks())
                .filter(MirroringCallback.class::isInstance)
                .toList();
        return ours.stream().anyMatch(callback -> callback.getClass() == MirroringCallback.class)
                || ours.indexOf(self) > 0;
    }
}
