package io.github.fabricmirroring.flyway;

import com.azure.core.credential.TokenCredential;
import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.fabric.FabricApi;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.MirroringApi;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
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

    /** A builder that has the settings and the credential of this one: for a further database with an item of its own. */
    public Builder toBuilder() {
        Builder builder = builder().settings(settings);
        builder.api = api;
        return builder;
    }

    /** A run fires all its events from the thread that called {@code migrate}, with one configuration object. */
    private record RunKey(Thread thread, Configuration configuration) {
        static RunKey of(Context context) {
            return new RunKey(Thread.currentThread(), context.getConfiguration());
        }

        /** Written out because what a record does by itself is put together at run time, which costs a process some 10 ms. */
        @Override
        public boolean equals(Object other) {
            return other instanceof RunKey key && key.thread == thread && key.configuration == configuration;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(thread) + System.identityHashCode(configuration);
        }
    }

    /** Comes first in the alphabet, so that no other callback's failure keeps an event from this one. */
    @Override
    public String getCallbackName() {
        return "(Fabric mirroring)";
    }

    /**
     * Also does all that is to be done outside of migrations. After a yes Flyway would open a connection for the event, which
     * costs something, and if the database is gone, fails before this callback is called: mirroring would stay off, and the
     * migration's own error be hidden.
     *
     * @param context {@code null} in Flyway 11 for an event outside of migrations; after a yes it asks once more, with a context
     */
    @Override
    public boolean supports(Event event, Context context) {
        return switch (event) {
            case BEFORE_EACH_MIGRATE,
                    AFTER_EACH_MIGRATE,
                    AFTER_EACH_MIGRATE_ERROR,
                    AFTER_EACH_MIGRATE_STATEMENT_ERROR,
                    BEFORE_EACH_UNDO,
                    AFTER_EACH_UNDO,
                    AFTER_EACH_UNDO_ERROR,
                    AFTER_EACH_UNDO_STATEMENT_ERROR -> true;
            case BEFORE_MIGRATE,
                    AFTER_MIGRATE_APPLIED,
                    AFTER_MIGRATE,
                    AFTER_MIGRATE_ERROR,
                    BEFORE_UNDO,
                    AFTER_UNDO,
                    AFTER_UNDO_ERROR,
                    AFTER_MIGRATE_OPERATION_FINISH,
                    AFTER_UNDO_OPERATION_FINISH -> {
                if (context == null) {
                    yield mayConcern(event);
                }
                outsideMigrations(event, RunKey.of(context));
                yield false;
            }
            default -> false;
        };
    }

    /** In Flyway 11, which does not say whose event it is. */
    private boolean mayConcern(Event event) {
        if (event == Event.BEFORE_MIGRATE || event == Event.BEFORE_UNDO) {
            runs.entrySet()
                    .removeIf(run -> isOfThisThread(run) && !run.getValue().isUnfinished());
        }
        return runs.entrySet().stream()
                        .anyMatch(run -> isOfThisThread(run) && run.getValue().isUnfinished())
                || (event == Event.AFTER_MIGRATE
                        && runs.entrySet().stream().noneMatch(MirroringCallback::isOfThisThread));
    }

    private static boolean isOfThisThread(Map.Entry<RunKey, MirroringRun> run) {
        return run.getKey().thread() == Thread.currentThread();
    }

    private void outsideMigrations(Event event, RunKey key) {
        saying(() -> {
            switch (event) {
                case BEFORE_MIGRATE, BEFORE_UNDO -> begin(key);
                case AFTER_MIGRATE_APPLIED, AFTER_UNDO -> existing(key).ifPresent(MirroringRun::succeeded);
                case AFTER_MIGRATE -> run(key).succeeded();
                case AFTER_MIGRATE_ERROR, AFTER_UNDO_ERROR -> {
                    existing(key).ifPresent(MirroringRun::failed);
                    runs.remove(key);
                }
                default -> runs.remove(key);
            }
        });
    }

    private void begin(RunKey key) {
        existing(key).ifPresent(MirroringRun::endAbandoned);
        runs.remove(key);
        settings(key.configuration());
    }

    /** Never in a transaction of ours: nothing is written, and starting mirroring may have to wait for locks. */
    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return false;
    }

    @Override
    public void handle(Event event, Context context) {
        RunKey key = RunKey.of(context);
        saying(() -> {
            switch (event) {
                case BEFORE_EACH_MIGRATE ->
                    run(key).beforeMigration(context.getMigrationInfo(), context.getConnection());
                case BEFORE_EACH_UNDO -> run(key).beforeUndo(context.getMigrationInfo(), context.getConnection());
                case AFTER_EACH_MIGRATE, AFTER_EACH_UNDO -> run(key).afterScript();
                // Also fired for the statements of SQL callbacks, before and after the run.
                case AFTER_EACH_MIGRATE_STATEMENT_ERROR, AFTER_EACH_UNDO_STATEMENT_ERROR ->
                    existing(key)
                            .ifPresent(run ->
                                    run.statementFailed(context.getStatement().getSql()));
                default -> run(key).scriptFailed(context.getMigrationInfo(), context.getConnection());
            }
        });
    }

    private static void saying(Runnable work) {
        try {
            work.run();
        } catch (MirroringException e) {
            // A command line prints each cause; one that only says the same is left out.
            Throwable cause = e.getClass() == MirroringException.class ? e.getCause() : e;
            throw new FlywayException("Fabric mirroring: " + e.getMessage(), cause);
        }
    }

    private Optional<MirroringRun> existing(RunKey key) {
        return Optional.ofNullable(runs.get(key));
    }

    private MirroringRun run(RunKey key) {
        return runs.computeIfAbsent(
                key,
                absent -> new MirroringRun(
                        absent.configuration(), settings(absent.configuration()), api, FlywayMessages.INSTANCE));
    }

    private MirroringSettings settings(Configuration configuration) {
        return SettingSources.read(configuration, System.getenv())
                .setAll(settings)
                .build();
    }

    /** The settings of section "Settings" in README.md, each in place of the one in Flyway's configuration. */
    public static final class Builder {

        private final MirroringSettings.Builder settings = MirroringSettings.builder();

        private Function<MirroringSettings, MirroringApi> api = Builder::withDefaultCredential;

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

        /** Takes over all settings that the other one has, in place of what this one had, and how it calls them in messages. */
        public Builder settings(MirroringSettings.Builder settings) {
            this.settings.setAll(settings);
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

        private static MirroringApi withDefaultCredential(MirroringSettings configured) {
            return new FabricApi(configured.apiEndpoint(), configured.item().orElseThrow());
        }

        private static MirroringApi withCredential(MirroringSettings configured, TokenCredential credential) {
            return new FabricApi(configured.apiEndpoint(), configured.item().orElseThrow(), credential);
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
