package io.github.fabricmirroring.flyway;

import com.azure.core.credential.TokenCredential;
import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.flyway.internal.OwnCallback;
import io.github.fabricmirroring.internal.fabric.FabricApi;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Stops Fabric mirroring before a tagged migration and starts it again afterwards.
 *
 * <pre>{@code
 * Flyway.configure()
 *         .callbacks(MirroringCallback.builder()
 *                 .itemUrl("https://app.fabric.microsoft.com/groups/.../sqldatabases/...")
 *                 .build())
 * }</pre>
 *
 * <p>What is not set here is taken from Flyway's configuration ({@code flyway.fabricMirroring.*}), and what is not set
 * there either, from the environment ({@code FLYWAY_FABRIC_MIRRORING_*}). One callback may
 * serve several {@code Flyway} objects, one after another or at once. Register it before callbacks whose name is empty,
 * such as anonymous classes.
 *
 * @see RequiresMirroringOff
 */
public class MirroringCallback implements OwnCallback {

    private final MirroringSettings.Builder settings;
    private final Map<String, String> environment;
    private final Function<MirroringSettings, FabricApi> api;
    private final EventService service;

    /** Takes all settings from Flyway's configuration and the environment, and the credential that azure-identity finds. */
    public MirroringCallback() {
        this(builder());
    }

    private MirroringCallback(Builder builder) {
        this.settings = MirroringSettings.builder(FlywayNames.INSTANCE).setAll(builder.settings);
        this.environment = builder.environment;
        this.api = builder.api;
        this.service = new EventService(settings, environment, api);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * A builder that has the settings and the credential of this one: for a further database with an item of its own.
     */
    public Builder toBuilder() {
        Builder builder = builder().settings(settings).environment(environment);
        builder.api = api;
        return builder;
    }

    /** Empty, which sorts before other callbacks, so that a failing callback cannot keep events from this one. */
    @Override
    public String getCallbackName() {
        return CallbackOrder.FIRST;
    }

    /**
     * Also serves all that happens outside of migrations.
     *
     * @param context {@code null} in Flyway 11 for an event outside of migrations; after a yes it asks once more,
     *     with a context
     */
    @Override
    public boolean supports(Event event, Context context) {
        RunEvent meaning = RunEvent.of(event);
        return switch (meaning.place()) {
            case INSIDE_A_MIGRATION -> true;
            case BETWEEN_MIGRATIONS -> !serveWithoutConnection(meaning, context);
            case NOWHERE -> false;
        };
    }

    /**
     * The one door for what must be done without a connection that Flyway opens for it. If any callback says yes to
     * such an event, Flyway opens one, which costs something and may be one more than a pool has; if the database is
     * gone, that fails before the callback is called: mirroring would stay off, and the failure would hide the
     * migration's own error.
     *
     * @return whether it is served; if not, Flyway 11 has to say which run's event it is
     */
    private boolean serveWithoutConnection(RunEvent event, Context context) {
        return context == null ? service.serveOfUnknownRun(event) : service.serveBetweenMigrations(event, context);
    }

    /** Never in a transaction of ours: nothing is written, and starting mirroring may have to wait for locks. */
    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return false;
    }

    @Override
    public void handle(Event event, Context context) {
        service.serveInsideAMigration(RunEvent.of(event), context);
    }

    /**
     * The settings of section "Settings" in README.md, each in place of the one in Flyway's configuration or in the
     * environment.
     */
    public static final class Builder {

        private final MirroringSettings.Builder settings = MirroringSettings.builder(FlywayNames.INSTANCE);

        private Map<String, String> environment = System.getenv();
        private Function<MirroringSettings, FabricApi> api = Builder::withDefaultCredential;

        private Builder() {}

        /** The workspace that holds the SQL database; the first id in the portal's address of the item. */
        public Builder workspaceId(UUID workspaceId) {
            return set(Setting.WORKSPACE_ID, workspaceId.toString());
        }

        /** The SQL database; the second id in the portal's address of the item. */
        public Builder sqlDatabaseId(UUID sqlDatabaseId) {
            return set(Setting.SQL_DATABASE_ID, sqlDatabaseId.toString());
        }

        /**
         * The portal's address of the SQL database, instead of the two ids.
         *
         * @throws MirroringException if it is not one
         */
        public Builder itemUrl(String itemUrl) {
            return set(Setting.ITEM_URL, itemUrl);
        }

        /**
         * Where Fabric's REST API is; by default {@code https://api.fabric.microsoft.com}.
         *
         * @throws MirroringException if it is not an https address
         */
        public Builder apiEndpoint(String apiEndpoint) {
            return set(Setting.API_ENDPOINT, apiEndpoint);
        }

        /**
         * SQL that yields one row with one column, 1 or true while mirroring is on; {@code auto}, the default, asks
         * SQL Server's own column; {@code none} does not ask.
         */
        public Builder stateQuery(String stateQuery) {
            return set(Setting.STATE_QUERY, stateQuery);
        }

        /** How long to wait until the database says that mirroring is off; 600 s by default. */
        public Builder stopTimeout(Duration stopTimeout) {
            return set(Setting.STOP_TIMEOUT, stopTimeout);
        }

        /** For how long a failing start is tried again, and then, how long to wait until it shows; 120 s by default. */
        public Builder startTimeout(Duration startTimeout) {
            return set(Setting.START_TIMEOUT, startTimeout);
        }

        /** The longest time between two looks at the state; 3 s by default. */
        public Builder pollInterval(Duration pollInterval) {
            return set(Setting.POLL_INTERVAL, pollInterval);
        }

        /** {@code false}: tags are ignored, and a warning says so. */
        public Builder enabled(boolean enabled) {
            return set(Setting.ENABLED, Boolean.toString(enabled));
        }

        /**
         * Internal: for this extension's own integrations, not for users.
         *
         * @param settings all that it has is taken over, in place of what this one had, and what it calls settings
         *     in messages
         */
        public Builder settings(MirroringSettings.Builder settings) {
            this.settings.setAll(settings);
            return this;
        }

        /** In place of this process's. */
        Builder environment(Map<String, String> environment) {
            this.environment = Map.copyOf(environment);
            return this;
        }

        /** Where tokens come from; by default {@code DefaultAzureCredential}, made when it is first needed. */
        public Builder credential(TokenCredential credential) {
            this.api = configured -> withCredential(configured, credential);
            return this;
        }

        /**
         * Where tokens come from, asked when mirroring is stopped for the first time in a run and not before.
         *
         * @param credential may yield {@code null} for {@code DefaultAzureCredential}
         */
        public Builder credential(Supplier<? extends TokenCredential> credential) {
            this.api = configured -> {
                TokenCredential found = credential.get();
                return found == null ? withDefaultCredential(configured) : withCredential(configured, found);
            };
            return this;
        }

        private static FabricApi withDefaultCredential(MirroringSettings configured) {
            return new FabricApi(configured, FlywayReporter.INSTANCE);
        }

        private static FabricApi withCredential(MirroringSettings configured, TokenCredential credential) {
            return new FabricApi(configured, credential, FlywayReporter.INSTANCE);
        }

        public MirroringCallback build() {
            return new MirroringCallback(this);
        }

        private Builder set(Setting setting, String text) {
            settings.set(setting, text).requireValid();
            return this;
        }

        private Builder set(Setting setting, Duration duration) {
            settings.set(setting, duration).requireValid();
            return this;
        }
    }
}
