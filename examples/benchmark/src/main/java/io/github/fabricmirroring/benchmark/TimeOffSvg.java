package io.github.fabricmirroring.benchmark;

import static io.github.fabricmirroring.benchmark.Results.seconds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Seconds of mirroring off as a bar for each way, one piece for each cycle; light or dark as the reader's system is.
 */
final class TimeOffSvg {

    /** One bar. */
    private record Bar(String style, String name, List<Duration> pieces) {

        double length() {
            return pieces.stream().mapToDouble(Results::seconds).sum();
        }

        String words() {
            return format("%.1f s in %d %s", length(), pieces.size(), pieces.size() == 1 ? "cycle" : "cycles");
        }
    }

    private static final int WIDTH = 960;
    private static final int MARGIN = 28;
    private static final int CHART_LEFT = 340;
    private static final int CHART_RIGHT = WIDTH - MARGIN - 8;
    private static final int CHART_TOP = 92;
    private static final int ROW = 46;
    private static final int GAP = 2;

    private static final String STYLE =
            """
            text { font: 13px -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; fill: #1f2328; }
            .title { font-size: 17px; font-weight: 600; }
            .small { font-size: 12px; fill: #59636e; }
            .paper { fill: #ffffff; stroke: #d1d9e0; }
            .grid { stroke: #d1d9e0; }
            .least { fill: #818b98; }
            .here { fill: #1a7f37; }
            .other { fill: #bf8700; }
            @media (prefers-color-scheme: dark) {
              text { fill: #f0f6fc; }
              .small { fill: #9198a1; }
              .paper { fill: #0d1117; stroke: #3d444d; }
              .grid { stroke: #3d444d; }
              .least { fill: #9198a1; }
              .here { fill: #2ea043; }
              .other { fill: #d29922; }
            }
            """;

    private final List<Bar> bars = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();
    private final Project project;
    private final int tick;
    private final double axisEnd;

    private TimeOffSvg(Results results) {
        project = results.timeOff().project();
        int least = project.leastCycles();
        bars.add(new Bar(
                "least",
                "least possible",
                Collections.nCopies(least, results.leastTimeOff().dividedBy(least))));
        for (Way way : Way.values()) {
            Way.Outcome outcome = results.way(way);
            bars.add(new Bar(way == Way.HERE ? "here" : "other", outcome.name(), outcome.timesOff()));
        }
        double longest = bars.stream().mapToDouble(Bar::length).max().orElseThrow();
        tick = tick(longest);
        axisEnd = Math.ceil(longest / tick) * tick;
    }

    static String draw(Results results) {
        return new TimeOffSvg(results).draw();
    }

    private String draw() {
        int chartBottom = CHART_TOP + ROW * bars.size();
        int height = chartBottom + 50;
        svg.append(format(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-labelledby="title desc">
                <title id="title">Seconds of mirroring off, per way</title>
                <desc id="desc">%s</desc>
                <style>
                %s</style>
                <rect class="paper" x=".5" y=".5" width="%d" height="%d" rx="8"/>
                """,
                WIDTH, height, description(), STYLE, WIDTH - 1, height - 1));
        text("title", MARGIN, 40, "Seconds of mirroring off, per way");
        for (int at = 0; at <= axisEnd; at += tick) {
            svg.append(format(
                    """
                    <line class="grid" x1="%1$.1f" y1="%2$d" x2="%1$.1f" y2="%3$d"/>
                    <text class="small" x="%1$.1f" y="%4$d" text-anchor="middle">%5$s</text>
                    """,
                    x(at), CHART_TOP - 8, chartBottom, CHART_TOP - 16, at == 0 ? "0" : at + " s"));
        }
        int top = CHART_TOP;
        for (Bar bar : bars) {
            draw(bar, top);
            top += ROW;
        }
        text(
                "small",
                MARGIN,
                chartBottom + 28,
                format(
                        "%d migrations, %d of them tagged, in %d runs of neighbours; each piece is a cycle of stop and start",
                        project.migrations().size(), project.taggedVersions().size(), project.leastCycles()));
        return svg.append("</svg>\n").toString();
    }

    private void draw(Bar bar, int top) {
        text("", MARGIN, top + 17, bar.name);
        text("small", MARGIN, top + 34, bar.words());
        double from = 0;
        for (Duration piece : bar.pieces) {
            double to = from + seconds(piece);
            svg.append(format(
                    """
                    <rect class="%s" x="%.1f" y="%d" width="%.1f" height="20" rx="2"/>
                    """,
                    bar.style, x(from), top + 10, Math.max(x(to) - x(from) - GAP, 1)));
            from = to;
        }
    }

    private void text(String style, int x, int baseline, String text) {
        svg.append(format(
                """
                <text class="%s" x="%d" y="%d">%s</text>
                """,
                style, x, baseline, text));
    }

    private double x(double seconds) {
        return CHART_LEFT + seconds / axisEnd * (CHART_RIGHT - CHART_LEFT);
    }

    /** So that there are at most ten of them. */
    private static int tick(double longest) {
        return IntStream.of(1, 2, 5, 10, 20, 50)
                .filter(tick -> longest / tick <= 10)
                .findFirst()
                .orElse(100);
    }

    /** For those who do not see the picture. */
    private String description() {
        return bars.stream().map(bar -> bar.name + ": " + bar.words()).collect(Collectors.joining("; ")) + ".";
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
