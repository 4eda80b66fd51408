package io.github.fabricmirroring.benchmark;

import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.standin.FabricStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the extension costs and what it saves: as ratios that are measured side by side, in one run, on the machine that
 * it runs on. Prints the results as Markdown, and writes them into {@code target}, with a picture; tells on standard
 * error how far it is.
 */
public final class Benchmark {

    /**
     * How much is measured.
     *
     * @param scripts for the command line
     * @param databases on which reactions are measured
     * @param windows on each of them
     */
    private record Sizes(
            int scripts,
            int pairs,
            int scriptsInProcess,
            int pairsInProcess,
            TimeOff timeOff,
            int databases,
            int windows,
            int coldProcesses) {

        /** Of 60 migrations, 12 are tagged, in 4 runs of neighbours. */
        static final Sizes FULL = new Sizes(
                200,
                15,
                2000,
                4,
                new TimeOff(
                        Project.of(60, List.of(3, 1, 5, 3), Duration.ofSeconds(1), Duration.ofMillis(200)),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(50),
                        MirroringSettings.builder().build().pollInterval()),
                8,
                5,
                5);

        /** To see whether all of it works; its figures mean nothing. */
        static final Sizes QUICK = new Sizes(
                20,
                2,
                100,
                2,
                new TimeOff(
                        Project.of(8, List.of(1, 2), Duration.ofMillis(200), Duration.ofMillis(50)),
                        Duration.ofMillis(400),
                        Duration.ofMillis(10),
                        Duration.ofMillis(400)),
                2,
                1,
                1);
    }

    private static final Path SVG = Path.of("time-off.svg");
    private static final Path MARKDOWN = Path.of("RESULTS.md");

    private final Path commandLine;
    private final Path dropInJar;
    private final Path folder;
    private final Sizes sizes;

    private Benchmark(Path commandLine, Path dropInJar, Path folder, Sizes sizes) {
        this.commandLine = commandLine;
        this.dropInJar = dropInJar;
        this.folder = folder;
        this.sizes = sizes;
    }

    public static void main(String[] arguments) throws Exception {
        FabricStandIn.trustInThisJvm();
        Path folder = Files.createTempDirectory("benchmark");
        try {
            Benchmark benchmark = new Benchmark(
                    Path.of(System.getProperty("benchmark.cli")),
                    Path.of(System.getProperty("benchmark.dropInJar")),
                    folder,
                    Boolean.getBoolean("benchmark.quick") ? Sizes.QUICK : Sizes.FULL);
            Results results = benchmark.measure();
            Path target = Path.of("target");
            String report = Report.write(results, SVG.toString());
            Files.writeString(target.resolve(MARKDOWN), report);
            Files.writeString(target.resolve(SVG), TimeOffSvg.draw(results));
            System.out.println(report);
            System.out.println("The same in " + target.resolve(MARKDOWN).toAbsolutePath());
        } finally {
            Folders.delete(folder);
        }
    }

    private Results measure() throws Exception {
        long begin = System.nanoTime();
        try (CommandLines commandLines = new CommandLines(commandLine, dropInJar, folder)) {
            tell("1/7 Flyway's command line with the jar and without, in turn");
            InTurn<FlywayCommandLine.Run> processes = commandLines.untagged(sizes.scripts, sizes.pairs);
            LoadedClasses loadedClasses = commandLines.loadedClasses();

            tell("2/7 the callback in a warm JVM, with and without, in turn");
            InTurn<Duration> migrations = inProcess();

            tell("3/7 looking for the tag");
            double tagMicroseconds = TagBenchmark.microsecondsPerScript();

            tell("4/7 time off per way, and reactions");
            TimeOff.Outcome timeOff = sizes.timeOff.measure(sizes.databases, sizes.windows, folder);

            tell("5/7 the first stop call of a cold process");
            List<FirstWindow> firstWindows = commandLines.firstWindows(sizes.coldProcesses);

            tell("6/7 from a tagged migration's turn to its stop call, in a cold process");
            List<Duration> turnsToStop = TurnToStop.measure(sizes.coldProcesses, folder);

            tell("7/7 the smallest heap");
            CommandLines.Heaps heaps = commandLines.smallestHeaps();

            return new Results(
                    setup(Duration.ofNanos(System.nanoTime() - begin)),
                    processes.compare(run -> Results.seconds(run.wall())),
                    peakMemory(processes),
                    migrations.compare(Results::seconds),
                    tagMicroseconds,
                    sizes.timeOff,
                    timeOff.ways(),
                    timeOff.reactions(),
                    firstWindows,
                    turnsToStop,
                    Files.size(dropInJar),
                    loadedClasses,
                    heaps);
        }
    }

    private InTurn<Duration> inProcess() throws Exception {
        InProcess warmUp = new InProcess(Scripts.write(folder.resolve("warm-up"), sizes.scriptsInProcess / 4));
        InTurn.run(1, warmUp::without, warmUp::with);
        InProcess measured = new InProcess(Scripts.write(folder.resolve("in-process"), sizes.scriptsInProcess));
        return InTurn.run(sizes.pairsInProcess, measured::without, measured::with);
    }

    private static Optional<Comparison> peakMemory(InTurn<FlywayCommandLine.Run> processes) {
        return processes.all(run -> run.peakMemory().isPresent())
                ? Optional.of(processes.compare(run -> run.peakMemory().orElseThrow() / Report.MEGABYTE))
                : Optional.empty();
    }

    private Results.Setup setup(Duration took) {
        return new Results.Setup(
                Machine.here(),
                System.getProperty("benchmark.cliVersion"),
                System.getProperty("benchmark.flywayVersion"),
                LocalDate.now(),
                sizes.scripts,
                sizes.scriptsInProcess,
                took);
    }

    private static void tell(String progress) {
        System.err.println(progress);
    }
}
