package io.github.fabricmirroring.dropin;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * An application with a callback of its own, which migrates two databases. Public because Flyway makes the named one.
 */
public final class Application {

    private Application() {}

    /**
     * @param arguments the folder of the scripts, then the names of callbacks as in {@code flyway.callbacks}
     */
    public static void main(String[] arguments) {
        for (String database : new String[] {"a", "b"}) {
            Flyway.configure()
                    .dataSource("jdbc:h2:mem:" + database, "sa", "")
                    .locations("filesystem:" + arguments[0])
                    .callbacks(Arrays.copyOfRange(arguments, 1, arguments.length))
                    .callbacks(new SetInCode())
                    .load()
                    .migrate();
        }
    }

    private static class Saying extends BaseCallback {

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_EACH_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            System.out.println(getClass().getSimpleName() + " was called");
        }
    }

    private static final class SetInCode extends Saying {}

    public static final class Named extends Saying {}
}
