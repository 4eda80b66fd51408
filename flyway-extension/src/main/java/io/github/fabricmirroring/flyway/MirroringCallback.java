package io.github.fabricmirroring.flyway;

import com.azure.core.credential.TokenCredential;
import io.github.fabricmirroring.fabric.FabricApi;
import io.github.fabricmirroring.mirroring.MirroringApi;
import io.github.fabricmirroring.mirroring.MirroringException;
import io.github.fabricmirroring.mirroring.MirroringSettings;
import io.github.fabricmirroring.mirroring.Setting;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;

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
 * <p>What is not set here is taken from Flyway's configuration ({@code flyway.fabricMirroring.*}). One callback may serve
 * several {@code Flyway} objects, one after another or at once.
 *
 * @see RequiresMirroringOff
 */
public class MirroringCallback implements Callback {

    private static final Set<Event> FAILURES = EnumSet.of(
            Event.AFTER_EACH_MIGRATE_ERROR,
            Event.AFTER_MIGRATE_ERROR,
            Event.AFTER_EACH_UNDO_ERROR,
            Event.AFTER_UNDO_ERROR);

    private final MirroringSettings.Builder settings;
    private final Function<MirroringSettings, MirroringApi> api;
    private final Map<RunKey, MirroringRun> runs = new ConcurrentHashMap<>();

    /** Takes all settings from Flyway's configuration, and the credential that azure-identity finds. */
    public MirroringCallback() {
        this(builder());
    }

    private MirroringCallback(Builder builder) {
        this.settings = MirroringSettings.builder().setAll(builder.settings);
        this.api = builder.api;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A run fires all its events from the thread that called {@code migrate}, with one configuration object. */
    private record RunKey(Thread thread, Configuration configuration) {
        static RunKey of(Context context) {
            return new RunKey(Thread.currentThread(), context.getConfiguration());
        }
    }

    /** Comes first in the alphabet, so that no other callback's failure keeps an event from this one. */
    @Override
    public String getCallbackName() {
        return "(Fabric mirroring)";
    }

    /**
     * Flyway opens a connection for an event outside of migrations if this says yes: only when there is something to do or to
     * complain about.
     *
     * @param context {@code null} in Flyway 11 for an event outside of migrations; after a yes it asks once more, with a context
     */
    @Override
    public boolean supports(Event event, Context context) {
        return switch (event) {
            case BEFORE_EACH_MIGRATE,
                    AFTER_EACH_MIGRATE,
                    AFTER_EACH_MIGRATE_ERROR,
                    BEFORE_EACH_UNDO,
                    AFTER_EACH_UNDO,
                    AFTER_EACH_UNDO_ERROR -> true;
            case BEFORE_MIGRATE, BEFORE_UNDO -> hasUnfinishedRun(context) || !hasGoodSettings(context);
            case AFTER_MIGRATE -> hasUnfinishedRun(context) || mayFindNote(context);
            case AFTER_MIGRATE_APPLIED, AFTER_MIGRATE_ERROR, AFTER_UNDO, AFTER_UNDO_ERROR -> hasUnfinishedRun(context);
            case AFTER_MIGRATE_OPERATION_FINISH, AFTER_UNDO_OPERATION_FINISH -> {
                runs.remove(RunKey.of(context));
                yield false;
            }
            default -> false;
        };
    }

    /** Never in a transaction of ours: nothing is written, and starting mirroring may have to wait for locks. */
    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return false;
    }

    @Override
    public void handle(Event event, Context context) {
        RunKey key = RunKey.of(context);
        boolean runFails = FAILURES.contains(event);
        try {
            handle(event, context, runs.computeIfAbsent(key, this::newRun));
        } catch (MirroringException e) {
            runFails = true;
            throw new FlywayException("Fabric mirroring: " + e.getMessage(), e);
        } finally {
            if (runFails) {
                runs.computeIfPresent(key, (same, run) -> run.isUnfinished() ? run : null);
            }
        }
    }

    private static void handle(Event event, Context context, MirroringRun run) {
        switch (event) {
            case BEFORE_MIGRATE, BEFORE_UNDO -> run.endAbandoned();
            case BEFORE_EACH_MIGRATE -> run.beforeMigration(context.getMigrationInfo(), context.getConnection());
            case BEFORE_EACH_UNDO -> run.beforeUndo(context.getMigrationInfo(), context.getConnection());
            case AFTER_EACH_MIGRATE, AFTER_EACH_MIGRATE_ERROR, AFTER_EACH_UNDO, AFTER_EACH_UNDO_ERROR ->
                run.afterScript();
            case AFTER_MIGRATE_APPLIED, AFTER_MIGRATE, AFTER_UNDO -> run.succeeded(context.getConnection());
            case AFTER_MIGRATE_ERROR, AFTER_UNDO_ERROR -> run.failed();
            default -> throw new IllegalArgumentException("not supported: " + event);
        }
    }

    private MirroringRun newRun(RunKey key) {
        return new MirroringRun(key.configuration(), settings(key.configuration()), api, FlywayMessages.INSTANCE);
    }

    private boolean hasUnfinishedRun(Context context) {
        return runs(context).anyMatch(MirroringRun::isUnfinished);
    }

    /** Whether an earlier run's note is still to be looked for: no migration was pending, and an item is configured. */
    private boolean mayFindNote(Context context) {
        return runs(context).noneMatch(MirroringRun::hasLookedForNote)
                && (context == null
                        || settings(context.getConfiguration()).item().isPresent());
    }

    /** This thread's run with this configuration, or all of this thread's where Flyway 11 does not tell. */
    private Stream<MirroringRun> runs(Context context) {
        return runs.entrySet().stream()
                .filter(entry -> context == null
                        ? entry.getKey().thread() == Thread.currentThread()
                        : entry.getKey().equals(RunKey.of(context)))
                .map(Map.Entry::getValue);
    }

    /** Where it cannot be known, as in Flyway 11, the first migration finds out, before it runs. */
    private boolean hasGoodSettings(Context context) {
        try {
            if (context != null) {
                settings(context.getConfiguration());
            }
            return true;
        } catch (MirroringException e) {
            return false;
        }
    }

    private MirroringSettings settings(Configuration configuration) {
        return SettingSources.read(configuration, System.getenv())
                .setAll(settings)
                .build();
    }

    /** The settings of section "Settings" in README.md, each in place of the one in Flyway's configuration. */
    public static final class Builder {

        private final MirroringSettings.Builder settings = MirroringSettings.builder();

        private Function<MirroringSettings, MirroringApi> api = configured ->
                new FabricApi(configured.apiEndpoint(), configured.item().orElseThrow());

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

        /** For how long the database may take to say that mirroring is off; 600 s by default. */
        public Builder stopTimeout(Duration stopTimeout) {
            settings.set(Setting.STOP_TIMEOUT, stopTimeout);
            return this;
        }

        /** For how long a failing start call is tried again; 120 s by default. */
        public Builder startTimeout(Duration startTimeout) {
            settings.set(Setting.START_TIMEOUT, startTimeout);
            return this;
        }

        /** The time between two looks at the state; 2 s by default. */
        public Builder pollInterval(Duration pollInterval) {
            settings.set(Setting.POLL_INTERVAL, pollInterval);
            return this;
        }

        /** {@code false}: tags are ignored, and a warning says so. */
        public Builder enabled(boolean enabled) {
            return set(Setting.ENABLED, Boolean.toString(enabled));
        }

        /** Where tokens come from; by default {@code DefaultAzureCredential}, made when it is first needed. */
        public Builder credential(TokenCredential credential) {
            this.api = configured ->
                    new FabricApi(configured.apiEndpoint(), configured.item().orElseThrow(), credential);
            return this;
        }

        public MirroringCallback build() {
            return new MirroringCallback(this);
        }

        private Builder set(Setting setting, String text) {
            settings.set(setting, text);
            return this;
        }
    }
}
