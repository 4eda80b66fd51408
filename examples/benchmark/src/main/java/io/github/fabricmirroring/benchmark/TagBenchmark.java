package io.github.fabricmirroring.benchmark;

import io.github.fabricmirroring.flyway.MirroringCallback;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.callback.Statement;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.output.OperationResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What the callback does for one script that is not tagged, and as the measure for it, what it takes to open that
 * script.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class TagBenchmark {

    private static final int SCRIPTS = 200;
    private static final int FIRST_BUFFER = 8192;

    private final MirroringCallback callback =
            MirroringCallback.builder().itemUrl(InProcess.ITEM_URL).build();

    private Path folder;
    private Configuration configuration;
    private Connection connection;
    private MigrationInfo[] migrations;
    private int next;

    /** Returns what the callback spends for each script beyond opening it, in microseconds. */
    static double microsecondsPerScript() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("\\b" + TagBenchmark.class.getSimpleName() + "\\.")
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        return score(results, "callbackOfUntaggedScript") - score(results, "openScript");
    }

    private static double score(Collection<RunResult> results, String benchmark) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
                .findFirst()
                .orElseThrow()
                .getPrimaryResult()
                .getScore();
    }

    @Setup(Level.Trial)
    public void writeScripts() throws IOException, SQLException {
        folder = Files.createTempDirectory("benchmark");
        Flyway flyway = Flyway.configure()
                .dataSource("jdbc:h2:mem:;MODE=MSSQLServer", "sa", "")
                .locations("filesystem:" + Scripts.write(folder, SCRIPTS))
                .loggers(InProcess.SILENT)
                .load();
        configuration = flyway.getConfiguration();
        connection = configuration.getDataSource().getConnection();
        migrations = flyway.info().all();
    }

    @TearDown(Level.Trial)
    public void deleteScripts() throws IOException, SQLException {
        connection.close();
        Folders.delete(folder);
    }

    @Benchmark
    public void callbackOfUntaggedScript() {
        MigrationContext context = new MigrationContext(configuration, connection, nextMigration());
        callback.handle(Event.BEFORE_EACH_MIGRATE, context);
        callback.handle(Event.AFTER_EACH_MIGRATE, context);
    }

    @Benchmark
    public int openScript() throws IOException {
        try (InputStream script = Files.newInputStream(Path.of(nextMigration().getPhysicalLocation()))) {
            return script.read(new byte[FIRST_BUFFER]);
        }
    }

    private MigrationInfo nextMigration() {
        next = (next + 1) % migrations.length;
        return migrations[next];
    }

    /** What Flyway hands to a callback. */
    private record MigrationContext(Configuration configuration, Connection connection, MigrationInfo migration)
            implements Context {

        @Override
        public Configuration getConfiguration() {
            return configuration;
        }

        @Override
        public Connection getConnection() {
            return connection;
        }

        @Override
        public MigrationInfo getMigrationInfo() {
            return migration;
        }

        @Override
        public Statement getStatement() {
            return null;
        }

        @Override
        public OperationResult getOperationResult() {
            return null;
        }
    }
}
