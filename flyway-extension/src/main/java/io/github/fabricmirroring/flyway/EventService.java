package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.internal.fabric.FabricApi;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.configuration.Configuration;

/** Finds the run that an event is of, and has it do what the event means. */
final class EventService {

    private final MirroringSettings.Builder settings;
    private final Map<String, String> environment;
    private final Function<MirroringSettings, FabricApi> api;
    private final FlywayReporter reporter = FlywayReporter.INSTANCE;
    private final Runs runs = new Runs();

    /**
     * @param settings in place of those of Flyway's configuration
     * @param environment where neither has a setting
     */
    EventService(
            MirroringSettings.Builder settings,
            Map<String, String> environment,
            Function<MirroringSettings, FabricApi> api) {
        this.settings = settings;
        this.environment = environment;
        this.api = api;
    }

    void serveInsideAMigration(RunEvent event, Context context) {
        if (isDryRun(context)) {
            return;
        }
        Failures.asFlyways(() -> {
            switch (event) {
                case BEFORE_MIGRATION ->
                    run(context).beforeMigration(context.getMigrationInfo(), context.getConnection());
                case BEFORE_UNDO -> run(context).beforeUndo(context.getMigrationInfo(), context.getConnection());
                case SCRIPT_ENDED -> existing(context).ifPresent(MirroringRun::scriptEnded);
                case SCRIPT_FAILED -> existing(context).ifPresent(run -> run.scriptFailed(context.getConnection()));
                case STATEMENT_FAILED ->
                    existing(context)
                            .ifPresent(run -> run.statementFailed(
                                    FailedStatement.of(context.getStatement(), context.getConnection())));
                default -> throw new IllegalArgumentException(event + " is not inside a migration");
            }
        });
    }

    /**
     * @return that it is served
     */
    boolean serveBetweenMigrations(RunEvent event, Context context) {
        if (!isDryRun(context)) {
            Failures.asFlyways(() -> {
                switch (event) {
                    case BEGIN -> begin(context.getConfiguration());
                    case SUCCEEDED -> existing(context).ifPresent(MirroringRun::succeeded);
                    case FAILED -> failed(context);
                    case FINISHED -> finished(context);
                    case VALIDATION_FAILED -> validationFailed(context);
                    case BEFORE_CLEAN -> beforeClean(context);
                    default -> throw new IllegalArgumentException(event + " is not between migrations");
                }
            });
        }
        return true;
    }

    /**
     * In Flyway 11, which does not say whose event it is. A thread has several runs only if one is inside a migration
     * of the other.
     *
     * @return whether it is served; if not, it has to come again, with a context
     */
    boolean serveOfUnknownRun(RunEvent event) {
        if (event == RunEvent.BEGIN) {
            runs.endAbandoned();
            return true;
        }
        Optional<MirroringRun> innermost = runs.innermost();
        if (innermost.isEmpty()) {
            return true;
        }
        MirroringRun run = innermost.get();
        if (run.isInsideAMigration()) {
            // Another run's that had nothing to do, or its own, if another callback has failed before or after the
            // script.
            return event != RunEvent.FAILED || !run.isWindowOpen();
        }
        if (event == RunEvent.FAILED) {
            failed(run);
        } else {
            Failures.asFlyways(run::succeeded);
        }
        return true;
    }

    private void begin(Configuration configuration) {
        runs.endAbandoned(configuration);
        settings(configuration);
    }

    private void finished(Context context) {
        MirroringRun run = existing(context).orElseGet(() -> newRun(context));
        runs.remove(run);
        run.finished(context.getConnection());
    }

    /** The run's own error is to be thrown, whatever happens here. */
    private void failed(Context context) {
        existing(context)
                .ifPresentOrElse(
                        this::failed,
                        () -> Failures.report(reporter, () -> newRun(context).failed()));
    }

    private void failed(MirroringRun run) {
        runs.remove(run);
        run.failed();
    }

    /** The validation's own error is to be thrown, whatever happens here. */
    private void validationFailed(Context context) {
        Failures.report(reporter, () -> new EarlierWindows(windows(context), reporter).report(context.getConnection()));
    }

    private void beforeClean(Context context) {
        FlywayWindows windows = windows(context);
        new EarlierWindows(windows, reporter).end(context.getConnection(), windows::window);
    }

    private Optional<MirroringRun> existing(Context context) {
        return runs.of(context.getConfiguration());
    }

    private MirroringRun run(Context context) {
        return runs.of(context.getConfiguration(), () -> newRun(context));
    }

    private MirroringRun newRun(Context context) {
        return new MirroringRun(context.getConfiguration(), windows(context), reporter);
    }

    private FlywayWindows windows(Context context) {
        Configuration configuration = context.getConfiguration();
        return new FlywayWindows(configuration, settings(configuration), api);
    }

    private MirroringSettings settings(Configuration configuration) {
        return SettingSources.read(configuration, environment).setAll(settings).build();
    }

    /** Nothing is executed on the database in a dry run. */
    private static boolean isDryRun(Context context) {
        return context.getConfiguration().getDryRunOutput() != null;
    }
}
