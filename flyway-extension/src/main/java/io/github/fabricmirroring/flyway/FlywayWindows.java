package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.internal.database.JdbcWindowDatabase;
import io.github.fabricmirroring.internal.fabric.FabricApi;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.Host;
import io.github.fabricmirroring.internal.window.MirroringWindow;
import io.github.fabricmirroring.internal.window.WindowSetup;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.api.configuration.Configuration;

/** Makes windows for the database of one Flyway configuration, for one run. */
final class FlywayWindows {

    private static final Host HOST = new Host("`flyway migrate` again");

    private final Configuration configuration;
    private final ItemOfRun item;
    private final Function<MirroringSettings, FabricApi> newApi;
    private final FlywayConnections connections;
    private Optional<FabricApi> api = Optional.empty();

    FlywayWindows(
            Configuration configuration, MirroringSettings settings, Function<MirroringSettings, FabricApi> newApi) {
        this.configuration = configuration;
        this.item = new ItemOfRun(settings, FlywayReporter.INSTANCE);
        this.newApi = newApi;
        this.connections = new FlywayConnections(configuration);
    }

    /** With the item, as far as it is known. */
    MirroringSettings settings() {
        return item.settings();
    }

    ItemOfRun item() {
        return item;
    }

    /** The run's one client, made when it is first needed, so that all of the run is signed in once. */
    synchronized FabricApi api() {
        if (api.isEmpty()) {
            api = Optional.of(newApi.apply(settings()));
        }
        return api.get();
    }

    FlywayConnections connections() {
        return connections;
    }

    /** Has a window's classes loaded, which would take its time when the tagged migration's turn has come. */
    void prepare() {
        window();
    }

    MirroringWindow window() {
        MirroringSettings settings = settings();
        return new MirroringWindow(new WindowSetup(
                settings,
                this::api,
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
