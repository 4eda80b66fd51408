package io.github.fabricmirroring.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportTest {

    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(locale);
    }

    @Test
    void markdownTellsTheMachineAndEachGoal() {
        assertThat(Report.write(results(1.015, Optional.of(comparison(1.05))), "time-off.svg"))
                .contains(
                        "| processor | a processor, 2 cores |", "| memory | 24 GB |", "| Flyway | command line 11.7.2,")
                .contains("Measured on 2026-11-22, in 4 min 12 s")
                .contains("200 scripts, with the jar to without, time | 1.015 (1.015 – 1.015), 1.02 to 1.00 s |"
                        + " 1.000 (1.000 – 1.000) | ≤ 1.02 | reached |")
                .contains("likewise, peak memory | 1.050 (1.050 – 1.050), 1.05 to 1.00 MB |"
                        + " 1.000 (1.000 – 1.000) | ≤ 1.02 | **not reached** |")
                .contains("| looking for the tag, per script, beyond opening it | 9.5 µs | | ≤ 15 µs | reached |")
                .contains(
                        "60 migrations, 12 of them tagged, in 4 runs of neighbours | 4 | | 4, the least possible | reached |")
                .contains("time off to the least possible | 1.02 (20.4 s to 20.0 s) | | ≤ 1.02 | reached |")
                .contains("3 windows | 1.00 s, at worst 2.10 s | | ≤ 0.3 s, at worst 0.6 s | **not reached** |")
                .contains("to the start request | 30 ms, at worst 50 ms | | ≤ 50 ms | reached |")
                .contains("to the stop call, in a cold process | 80 ms, at worst 120 ms | | ≤ 100 ms | reached |")
                .contains("| the drop-in jar | 8.7 MB | | ≤ 10 MB | reached |")
                .contains("0 of Azure's, 40 of ours, 20 of slf4j's")
                .contains("10 MB (30 MB to 20 MB) | | ≤ 32 MB | reached |")
                .contains("| a script: stop, the whole migrate, start | 1 | 24.0 s | 28.0 s |")
                .contains("![Seconds of mirroring off, per way](time-off.svg)")
                .contains("| all of it | 900 |");
    }

    @Test
    void whatTheSystemDoesNotTellIsNotMeasured() {
        assertThat(Report.write(results(1, Optional.empty()), "time-off.svg"))
                .contains("| likewise, peak memory | not measured on this system |");
    }

    @Test
    void figuresAreWrittenTheSameEverywhere() throws Exception {
        Results results = results(1.015, Optional.of(comparison(1.05)));
        String report = Report.write(results, "time-off.svg");
        String svg = TimeOffSvg.draw(results);

        Locale.setDefault(Locale.GERMANY);

        assertThat(Report.write(results, "time-off.svg")).isEqualTo(report);
        assertThat(TimeOffSvg.draw(results)).isEqualTo(svg);
    }

    @Test
    void svgTellsEachWayAndDrawsEachCycle() throws Exception {
        String svg = TimeOffSvg.draw(results(1, Optional.empty()));

        assertThat(text(svg))
                .contains("least possible", "20.0 s in 4 cycles")
                .contains("the extension", "20.4 s in 4 cycles")
                .contains("a script: stop, the whole migrate, start", "24.0 s in 1 cycle")
                .contains("one cycle per tagged migration", "36.0 s in 12 cycles")
                .contains("60 migrations, 12 of them tagged");
        assertThat(svg.split("rx=\"2\"", -1)).as("pieces").hasSize(4 + 4 + 1 + 12 + 1);
        assertThat(svg).contains("prefers-color-scheme: dark");
    }

    /** Fails if it is not well-formed. */
    private static String text(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement()
                .getTextContent();
    }

    private static Results results(double wall, Optional<Comparison> memory) {
        return new Results(
                new Results.Setup(
                        new Machine("a processor", 2, 24L << 30, "a system", "a JVM 17"),
                        "11.7.2",
                        "12.4.0",
                        LocalDate.of(2026, 11, 22),
                        200,
                        2000,
                        Duration.ofSeconds(252)),
                comparison(wall),
                memory,
                comparison(1.001),
                9.5,
                new TimeOff(
                        Project.of(60, List.of(3, 1, 5, 3), Duration.ofSeconds(1), Duration.ofMillis(200)),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(2)),
                List.of(
                        outcome("the extension", 4, 20_400),
                        outcome("a script: stop, the whole migrate, start", 1, 24_000),
                        outcome("one cycle per tagged migration", 12, 36_000)),
                List.of(reaction(20, 10), reaction(1000, 30), reaction(2100, 50)),
                List.of(new FirstWindow(millis(400), millis(200), millis(250), millis(50), 3000)),
                List.of(millis(60), millis(80), millis(120)),
                8_742_021,
                new LoadedClasses(40, 0, 20),
                new CommandLines.Heaps(20, 30));
    }

    private static Comparison comparison(double ratio) {
        return new Comparison(Sample.of(1), Sample.of(ratio), Sample.of(ratio), Sample.of(1));
    }

    private static Way.Outcome outcome(String name, int cycles, long offMillis) {
        return new Way.Outcome(name, Collections.nCopies(cycles, millis(offMillis / cycles)), millis(offMillis + 4000));
    }

    private static Reaction reaction(long toScript, long toStart) {
        return new Reaction(millis(toScript), millis(toStart));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
