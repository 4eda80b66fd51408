package io.github.fabricmirroring.flyway;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Error;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.callback.Statement;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.extensibility.MigrationType;

/** Events as Flyway's own executor fires them, for what only another edition or another machine would run. */
final class FiredEvents {

    /**
     * Not as Flyway's interface: its methods take another type since Flyway 11.14, which calls compiled with it would
     * name.
     */
    private final MirroringCallback callback;

    private final Configuration configuration;

    FiredEvents(MirroringCallback callback, Configuration configuration) {
        this.callback = callback;
        this.configuration = configuration;
    }

    void fire(Event event) {
        fire(event, Map.of("getConfiguration", configuration));
    }

    void fire(Event event, MigrationInfo migration) {
        fire(event, Map.of("getConfiguration", configuration, "getMigrationInfo", migration));
    }

    void fire(Event event, MigrationInfo migration, Connection connection) {
        fire(
                event,
                Map.of("getConfiguration", configuration, "getMigrationInfo", migration, "getConnection", connection));
    }

    /**
     * @param errors as Flyway passes them: none in its open source edition before 13
     */
    void fireFailed(MigrationInfo migration, String sql, List<Integer> errors, Connection connection) {
        List<Error> passed = errors.stream()
                .map(error -> fake(Error.class, Map.of("getCode", error)))
                .toList();
        fire(
                Event.AFTER_EACH_MIGRATE_STATEMENT_ERROR,
                Map.of(
                        "getConfiguration",
                        configuration,
                        "getMigrationInfo",
                        migration,
                        "getConnection",
                        connection,
                        "getStatement",
                        fake(Statement.class, Map.of("getSql", sql, "getErrors", passed))));
    }

    private void fire(Event event, Map<String, Object> answers) {
        Context context = fake(Context.class, answers);
        if (callback.supports(event, context)) {
            callback.handle(event, context);
        }
    }

    static MigrationInfo migration(MigrationType type, String script, String physicalLocation) {
        return migration(Map.of("getType", type, "getScript", script, "getPhysicalLocation", physicalLocation));
    }

    static MigrationInfo migration(Map<String, Object> answers) {
        return fake(MigrationInfo.class, answers);
    }

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
