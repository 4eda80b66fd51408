package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.internal.database.JdbcWindowDatabase;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.Host;
import io.github.fabricmirroring.internal.window.MirroringApi;
import io.github.fabricmirroring.internal.window.MirroringWindow;
import io.github.fabricmirroring.internal.window.WindowSetup;
import java.util.function.Function;
import org.flywaydb.core.api.configuration.Configuration;

/** Makes windows for the database of one Flyway configuration. */
final class FlywayWindows {

    private static final Host HOST = new Host("`flyway migrate` again");

    private final Configuration configuration;
    private final MirroringSettings settings;
    private final Function<MirroringSettings, MirroringApi> api;
    private final FlywayConnections connections;

    FlywayWindows(
            Configuration configuration, MirroringSettings settings, Function<MirroringSettings, MirroringApi> api) {
        this.configuration = configuration;
        this.settings = settings;
        this.api = api;
        this.connections = new FlywayConnections(configuration);
    }

    MirroringSettings settings() {
        return settings;
    }

    FlywayConnections connections() {
        return connections;
    }

    MirroringWindow window() {
        return new MirroringWindow(new WindowSetup(
                settings,
                () -> api.apply(settings),
                new JdbcWindowDatabase(connections::open, schemaOfHistory(), settings),
                FlywayReporter.INSTANCE,
                HOST));
    }

    /** As Flyway finds it; {@code null} for the connection's own. */
    private String schemaOfHistory() {
        if (configuration.getDefaultSchema() != null) {
            return configuration.getDefaultSchema();
        }
        String[] schemas = configuration.getSchemas();
        return schemas.length == 0 ? null : schemas[0];
    }
}
