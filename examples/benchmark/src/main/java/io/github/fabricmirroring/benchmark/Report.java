package io.github.fabricmirroring.benchmark;

import static io.github.fabricmirroring.benchmark.Results.seconds;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The results as Markdown: first what was to be reached, then the figures behind it. */
final class Report {

    static final double RATIO_OF_COMMAND_LINE = 1.02;
    static final double RATIO_IN_PROCESS = 1.01;
    static final double TAG_MICROSECONDS = 15;
    static final double RATIO_OF_TIME_OFF = 1.02;
    static final Duration TO_SCRIPT = Duration.ofMillis(300);
    static final Duration TO_SCRIPT_AT_WORST = Duration.ofMillis(600);
    static final Duration TO_START = Duration.ofMillis(50);
    static final Duration TURN_TO_STOP = Duration.ofMillis(100);
    static final int JAR_MEGABYTES = 10;
    static final int HEAP_MEGABYTES = 32;

    static final double MEGABYTE = 1 << 20;

    private final Results results;
    private final StringBuilder text = new StringBuilder();

    private Report(Results results) {
        this.results = results;
    }

    /**
     * @param svg where the picture is, from where the report is
     */
    static String write(Results results, String svg) {
        return new Report(results).write(svg);
    }

    private String write(String svg) {
        setup();
        goals();
        ways(svg);
        firstWindow();
        return text.toString();
    }

    private void setup() {
        Results.Setup setup = results.setup();
        Machine machine = setup.machine();
        line("# What it costs and what it saves");
        line("");
        line(
                "Measured on %s, in %d min %d s, on",
                setup.date(), setup.took().toMinutes(), setup.took().toSecondsPart());
        line("");
        line("| | |");
        line("|---|---|");
        line("| processor | %s, %d cores |", machine.processor(), machine.cores());
        line("| memory | %.0f GB |", machine.memory() / MEGABYTE / 1024);
        line("| system | %s |", machine.system());
        line("| Java | %s |", machine.java());
        line("| Flyway | command line %s, library %s |", setup.commandLine(), setup.library());
        line("");
        line(
                "Ratios are medians of pairs that were measured in turn, with their quartiles; *noise* is the same of doing without"
                        + " the extension against doing without it: what can't be told from it says nothing.");
        line("");
    }

    private void goals() {
        Project project = results.timeOff().project();
        Sample toScript = Sample.of(results.reactions(), reaction -> seconds(reaction.toScript()));
        Sample toStart = Sample.of(results.reactions(), reaction -> seconds(reaction.toStart()));
        Sample turnToStop = Sample.of(results.turnsToStop(), Results::seconds);
        int heap = results.heaps().with() - results.heaps().without();
        LoadedClasses classes = results.loadedClasses();

        line("| what | measured | noise | to reach | |");
        line("|---|---|---|---|---|");
        ratio(
                format(
                        "nothing tagged: `flyway migrate` of %d scripts, with the jar to without, time",
                        results.setup().scripts()),
                results.wall(),
                "s",
                RATIO_OF_COMMAND_LINE);
        results.memory()
                .ifPresentOrElse(
                        memory -> ratio("likewise, peak memory", memory, "MB", RATIO_OF_COMMAND_LINE),
                        () -> line(
                                "| likewise, peak memory | not measured on this system | | ≤ %s | |",
                                figure(RATIO_OF_COMMAND_LINE)));
        ratio(
                format(
                        "nothing tagged: %,d scripts in a warm JVM, with the callback to without, time",
                        results.setup().scriptsInProcess()),
                results.inProcess(),
                "s",
                RATIO_IN_PROCESS);
        goal(
                "looking for the tag, per script, beyond opening it",
                format("%.1f µs", results.tagMicroseconds()),
                format("≤ %.0f µs", TAG_MICROSECONDS),
                results.tagMicroseconds() <= TAG_MICROSECONDS);
        goal(
                format(
                        "cycles of stop and start for %d migrations, %d of them tagged, in %d runs of neighbours",
                        project.migrations().size(), project.taggedVersions().size(), project.leastCycles()),
                Integer.toString(results.way(Way.HERE).cycles()),
                format("%d, the least possible", project.leastCycles()),
                results.way(Way.HERE).cycles() == project.leastCycles());
        goal(
                "likewise, time off to the least possible",
                format(
                        "%.2f (%.1f s to %.1f s)",
                        results.timeOffRatio(),
                        seconds(results.way(Way.HERE).timeOff()),
                        seconds(results.leastTimeOff())),
                format("≤ %.2f", RATIO_OF_TIME_OFF),
                results.timeOffRatio() <= RATIO_OF_TIME_OFF);
        goal(
                format("from the database saying off to the script's first statement, %d windows", toScript.size()),
                format("%.2f s, at worst %.2f s", toScript.median(), toScript.highest()),
                format("≤ %.1f s, at worst %.1f s", seconds(TO_SCRIPT), seconds(TO_SCRIPT_AT_WORST)),
                toScript.median() <= seconds(TO_SCRIPT) && toScript.highest() <= seconds(TO_SCRIPT_AT_WORST));
        goal(
                "from the commit of the last tagged migration to the start request",
                format("%.0f ms, at worst %.0f ms", toStart.median() * 1000, toStart.highest() * 1000),
                format("≤ %d ms", TO_START.toMillis()),
                toStart.highest() <= seconds(TO_START));
        goal(
                "on a database in Fabric, from a tagged migration's turn to the stop call, in a cold process",
                format("%.0f ms, at worst %.0f ms", turnToStop.median() * 1000, turnToStop.highest() * 1000),
                format("≤ %d ms", TURN_TO_STOP.toMillis()),
                turnToStop.median() <= seconds(TURN_TO_STOP));
        goal(
                "the drop-in jar",
                format("%.1f MB", results.jarBytes() / 1e6),
                format("≤ %d MB", JAR_MEGABYTES),
                results.jarBytes() <= JAR_MEGABYTES * 1e6);
        goal(
                "its classes that are loaded with nothing tagged",
                format("%d of Azure's, %d of ours, %d of slf4j's", classes.azures(), classes.ours(), classes.slf4js()),
                "0 of Azure's",
                classes.azures() == 0);
        goal(
                "heap (`-Xmx`) that a tagged run needs, beyond plain Flyway's",
                format(
                        "%d MB (%d MB to %d MB)",
                        heap, results.heaps().with(), results.heaps().without()),
                format("≤ %d MB", HEAP_MEGABYTES),
                heap <= HEAP_MEGABYTES);
        line("");
    }

    private void ratio(String what, Comparison comparison, String unit, double toReach) {
        line(
                "| %s | %s, %s to %s %s | %s | ≤ %s | %s |",
                what,
                spread(comparison.ratio()),
                figure(comparison.with().median()),
                figure(comparison.without().median()),
                unit,
                spread(comparison.noise()),
                figure(toReach),
                word(comparison.ratio().median() <= toReach));
    }

    private static String spread(Sample sample) {
        return format("%.3f (%.3f – %.3f)", sample.median(), sample.lowerQuartile(), sample.upperQuartile());
    }

    private static String figure(double value) {
        return format(value < 100 ? "%.2f" : "%.0f", value);
    }

    private void goal(String what, String measured, String toReach, boolean reached) {
        line("| %s | %s | | %s | %s |", what, measured, toReach, word(reached));
    }

    private static String word(boolean reached) {
        return reached ? "reached" : "**not reached**";
    }

    private void ways(String svg) {
        TimeOff timeOff = results.timeOff();
        Project project = timeOff.project();
        line("## Mirroring off, per way");
        line("");
        line("![Seconds of mirroring off, per way](%s)", svg);
        line("");
        line("| way | cycles | mirroring off | the whole run |");
        line("|---|---|---|---|");
        line("| least possible | %d | %.1f s | |", project.leastCycles(), seconds(results.leastTimeOff()));
        for (Way.Outcome way : results.ways()) {
            line(
                    "| %s | %d | %.1f s | %.1f s |",
                    way.name(), way.cycles(), seconds(way.timeOff()), seconds(way.whole()));
        }
        line("");
        line(
                "Each start makes Fabric copy every table again. A script around the whole of Flyway has one cycle, but mirroring is off"
                        + " for everything; it is taken at its best here: it goes on the moment that the database says off.");
        line("");
        line(
                "A tagged migration takes %s, another one %s; the stand-in answers in %d ms and changes the state %s after a call."
                        + " Least possible: what the tagged migrations take (%d × %s) and, for each cycle, what the service takes to"
                        + " start mirroring (%d × %s); nothing else. Time off is seen in the database: from off to on.",
                words(project.tagged()),
                words(project.untagged()),
                timeOff.answerAfter().toMillis(),
                words(timeOff.change()),
                project.taggedVersions().size(),
                words(project.tagged()),
                project.leastCycles(),
                words(timeOff.change()));
        line("");
        line(
                "The database says off %s after the stop, with `pollInterval` at %s; in the first minute the looks at it come"
                        + " sooner. The reaction above is measured with delays spread over one `pollInterval`.",
                words(timeOff.change()), words(timeOff.pollInterval()));
        line("");
    }

    private void firstWindow() {
        List<FirstWindow> windows = results.firstWindows();
        line("## The first stop call of a cold process");
        line("");
        line(
                "Flyway's command line with the drop-in jar on H2, where nothing is looked at before the first migration, until the stop call"
                        + " arrives at the stand-in; medians of %d processes.",
                windows.size());
        line("");
        line("| part | ms |");
        line("|---|---|");
        part(
                format(
                        "loading classes (%.0f of them)",
                        Sample.of(windows, FirstWindow::classes).median()),
                windows,
                FirstWindow::classLoading);
        part(
                "the token: making a credential and a client for HTTP, asking the managed identity",
                windows,
                FirstWindow::token);
        part("TLS: reading the token, connecting, the handshake", windows, FirstWindow::tls);
        part("the request: from then until it arrives", windows, FirstWindow::request);
        part("all of it", windows, FirstWindow::whole);
        line("");
        line(
                "The last three parts are without the loading of classes in them, and are mostly code that runs for the first time. A"
                        + " real token service and a real network come on top. Mirroring is still on meanwhile.");
    }

    private void part(String name, List<FirstWindow> windows, Function<FirstWindow, Duration> part) {
        line(
                "| %s | %.0f |",
                name, Sample.of(windows, window -> seconds(part.apply(window))).median() * 1000);
    }

    private static String words(Duration duration) {
        return (duration.toMillis() % 1000 == 0
                        ? Long.toString(duration.toSeconds())
                        : Double.toString(seconds(duration)))
                + " s";
    }

    private void line(String format, Object... values) {
        text.append(format(format, values)).append('\n');
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
