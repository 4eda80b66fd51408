package io.github.fabricmirroring.example;

import io.github.fabricmirroring.example.Timeline.Bar;
import io.github.fabricmirroring.example.Timeline.Phase;
import io.github.fabricmirroring.example.Timeline.Run;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The timeline as a picture, light or dark as the reader's system is. Words stand left of the chart or in its legend,
 * never in it, so they do not collide, however short a bar is.
 */
final class TimelineSvg {

    private static final int WIDTH = 960;
    private static final int MARGIN = 28;
    private static final int CHART_LEFT = 372;
    private static final int CHART_RIGHT = WIDTH - MARGIN - 8;
    private static final int CHART_TOP = 92;
    private static final int TITLE_ROW = 34;
    private static final int ROW = 46;
    private static final int GAP = 12;
    private static final int TAG = 172;
    private static final int LONGEST_SCRIPT = 44;

    private static final String STYLE =
            """
            text { font: 13px -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; fill: #1f2328; }
            .title { font-size: 17px; font-weight: 600; }
            .run { font-size: 13px; font-weight: 600; }
            .script { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
            .small { font-size: 12px; fill: #59636e; }
            .paper { fill: #ffffff; stroke: #d1d9e0; }
            .grid { stroke: #d1d9e0; stroke-opacity: .7; }
            .window { fill: #bf8700; fill-opacity: .09; }
            .runs { fill: #0969da; }
            .waits { fill: #0969da; fill-opacity: .28; }
            .refused { fill: #cf222e; }
            .cross { stroke: #cf222e; stroke-width: 2.5; stroke-linecap: round; }
            .on { fill: #1a7f37; }
            .stopping { fill: #d4a72c; }
            .off { fill: #ffffff; stroke: #59636e; stroke-width: 1.5; stroke-dasharray: 3 2; }
            .tag { fill: #ddf4ff; }
            .tagged { font-size: 11px; fill: #0550ae; }
            @media (prefers-color-scheme: dark) {
              text { fill: #f0f6fc; }
              .small { fill: #9198a1; }
              .paper { fill: #0d1117; stroke: #3d444d; }
              .grid { stroke: #3d444d; }
              .window { fill: #d29922; fill-opacity: .12; }
              .runs, .waits { fill: #4493f8; }
              .waits { fill-opacity: .35; }
              .refused { fill: #f85149; }
              .cross { stroke: #f85149; }
              .on { fill: #2ea043; }
              .stopping { fill: #d29922; }
              .off { fill: #0d1117; stroke: #9198a1; }
              .tag { fill: #121d2f; }
              .tagged { fill: #79c0ff; }
            }
            """;

    private final Timeline timeline;
    private final StringBuilder svg = new StringBuilder();
    private int y = CHART_TOP;

    private TimelineSvg(Timeline timeline) {
        this.timeline = timeline;
    }

    static String draw(Timeline timeline) {
        return new TimelineSvg(timeline).draw();
    }

    private String draw() {
        int bars = timeline.runs().stream().mapToInt(run -> run.bars().size()).sum();
        int chartBottom = CHART_TOP + TITLE_ROW * timeline.runs().size() + ROW * (bars + 1) + GAP;
        int height = chartBottom + 56;
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-labelledby="title desc">
                <title id="title">Migrations and mirroring, side by side</title>
                <desc id="desc">%s</desc>
                <style>
                %s</style>
                <rect class="paper" x=".5" y=".5" width="%d" height="%d" rx="8"/>
                """
                        .formatted(WIDTH, height, escape(description()), STYLE, WIDTH - 1, height - 1));
        text("title", MARGIN, 40, "Migrations and mirroring, side by side");
        axis(chartBottom);
        window(chartBottom);
        for (Run run : timeline.runs()) {
            heading(run.title());
            run.bars().forEach(this::bar);
        }
        mirroring();
        legend(chartBottom + 32);
        return svg.append("</svg>\n").toString();
    }

    private void axis(int bottom) {
        for (int tick : timeline.ticks()) {
            line("grid", x(tick), CHART_TOP - 8, x(tick), bottom);
            svg.append(
                    """
                    <text class="small" x="%s" y="%d" text-anchor="middle">%s</text>
                    """
                            .formatted(number(x(tick)), CHART_TOP - 16, tick == 0 ? "0" : tick + " s"));
        }
    }

    /** From the stop to the start, behind all rows. */
    private void window(int bottom) {
        List<Phase> window = timeline.phases().stream()
                .filter(phase -> phase.name().equals("stopping") || phase.name().equals("off"))
                .toList();
        for (Phase phase : window) {
            rect("window", phase.from(), phase.to(), CHART_TOP - 8, bottom - CHART_TOP + 8, 0);
        }
    }

    private void heading(String title) {
        text("run", MARGIN, y + 21, title);
        line("grid", MARGIN, y + TITLE_ROW - 4, WIDTH - MARGIN, y + TITLE_ROW - 4);
        y += TITLE_ROW;
    }

    private void bar(Bar bar) {
        String script = bar.script();
        text(
                "script",
                MARGIN,
                y + 17,
                script.length() <= LONGEST_SCRIPT ? script : script.substring(0, LONGEST_SCRIPT - 1) + "…");
        if (bar.tagged()) {
            svg.append(
                    """
                    <rect class="tag" x="%d" y="%d" width="%d" height="18" rx="9"/>
                    """
                            .formatted(MARGIN, y + 22, TAG));
            text("script tagged", MARGIN + 9, y + 35, "requires: mirroring-off");
        }
        text("small", bar.tagged() ? MARGIN + TAG + 8 : MARGIN, y + 35, words(bar));
        if (bar.tagged()) {
            rect("waits", bar.waitsFrom(), bar.from(), y + 14, 18, 3);
        }
        rect(bar.failed() ? "refused" : "runs", bar.from(), bar.to(), y + 14, 18, 3);
        if (bar.failed()) {
            cross(Math.max(x(bar.to()), x(bar.from()) + 4) + 10, y + 23);
        }
        y += ROW;
    }

    private static String words(Bar bar) {
        String time = Timeline.words(bar.to() - bar.from());
        if (bar.failed()) {
            return "refused after " + time;
        }
        return bar.tagged()
                ? "waits " + Timeline.words(bar.from() - bar.waitsFrom()) + ", runs " + time
                : "runs " + time;
    }

    private void mirroring() {
        line("grid", MARGIN, y + 2, WIDTH - MARGIN, y + 2);
        y += GAP;
        text("run", MARGIN, y + 17, "Mirroring");
        text("small", MARGIN, y + 35, words(timeline.phases()));
        for (Phase phase : timeline.phases()) {
            rect(style(phase), phase.from(), phase.to(), y + 14, 18, 3);
        }
        y += ROW;
    }

    private static String style(Phase phase) {
        return phase.name().equals("started again") ? "on" : phase.name();
    }

    /** How long the phases are, but for the last one, which the chart does not see the end of. */
    private static String words(List<Phase> phases) {
        return phases.subList(0, phases.size() - 1).stream()
                        .map(phase -> phase.name() + " " + Timeline.words(phase.length()))
                        .collect(Collectors.joining(", "))
                + (phases.size() > 1 ? ", " : "")
                + phases.get(phases.size() - 1).name();
    }

    private void legend(int baseline) {
        int x = MARGIN;
        x = entry(x, baseline, "runs", "migration runs");
        x = entry(x, baseline, "waits", "waits until mirroring is off");
        x = entry(x, baseline, "refused", "refused");
        x = entry(x, baseline, "on", "mirroring on");
        x = entry(x, baseline, "stopping", "stopping");
        entry(x, baseline, "off", "off");
    }

    private int entry(int x, int baseline, String style, String text) {
        svg.append(
                """
                <rect class="%s" x="%d" y="%d" width="16" height="12" rx="3"/>
                """
                        .formatted(style, x, baseline - 10));
        text("small", x + 23, baseline, text);
        // Wide enough in all of the fonts.
        return x + 23 + 6 * text.length() + 18;
    }

    private void text(String style, int x, int baseline, String text) {
        svg.append("""
                <text class="%s" x="%d" y="%d">%s</text>
                """
                .formatted(style, x, baseline, escape(text)));
    }

    private void rect(String style, double from, double to, int top, int height, int radius) {
        double width = Math.max(x(to) - x(from), 4);
        svg.append(
                """
                <rect class="%s" x="%s" y="%d" width="%s" height="%d" rx="%s"/>
                """
                        .formatted(
                                style,
                                number(x(from)),
                                top,
                                number(width),
                                height,
                                number(Math.min(radius, width / 2))));
    }

    private void cross(double x, int y) {
        line("cross", x - 5, y - 5, x + 5, y + 5);
        line("cross", x - 5, y + 5, x + 5, y - 5);
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        svg.append("""
                <line class="%s" x1="%s" y1="%s" x2="%s" y2="%s"/>
                """
                .formatted(style, number(x1), number(y1), number(x2), number(y2)));
    }

    private double x(double seconds) {
        return CHART_LEFT + seconds / timeline.axisEnd() * (CHART_RIGHT - CHART_LEFT);
    }

    /** For those who do not see the picture. */
    private String description() {
        return timeline.runs().stream()
                        .map(run -> run.title() + ": "
                                + run.bars().stream()
                                        .map(bar -> bar.script() + (bar.tagged() ? ", tagged, " : " ") + words(bar))
                                        .collect(Collectors.joining("; ")))
                        .collect(Collectors.joining(". "))
                + ". Mirroring: " + words(timeline.phases()) + ".";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
