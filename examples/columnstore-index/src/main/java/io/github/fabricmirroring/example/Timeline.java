package io.github.fabricmirroring.example;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What happened when: migrations and mirroring side by side. */
final class Timeline {

    /** What an event is; {@code STOPPING} is about the script that it is for, {@code RUN} has a title. */
    enum Kind {
        RUN,
        BEGIN,
        SUCCESS,
        FAILURE,
        STOPPING,
        OFF,
        STARTED,
        END
    }

    record Event(double at, Kind kind, String about) {}

    /** One run of {@code migrate}. */
    record Run(String title, List<Bar> bars) {}

    /**
     * One migration.
     *
     * @param waitsFrom when mirroring began to be stopped for it; {@code from} if it was not
     */
    record Bar(String script, double waitsFrom, double from, double to, boolean failed) {
        boolean tagged() {
            return waitsFrom < from;
        }
    }

    /** A time in which mirroring did not change. */
    record Phase(String name, double from, double to) {
        double length() {
            return to - from;
        }
    }

    private static final Pattern STOPPING = Pattern.compile("Fabric mirroring: stopping mirroring of .* for (.+)\\.");
    private static final String OFF = "Fabric mirroring: off after ";
    private static final String STARTED = "Fabric mirroring: started again, ";

    private final List<Event> events = new ArrayList<>();
    private final LongSupplier nanoTime;
    private final long begin;

    /**
     * @param nanoTime as {@link System#nanoTime()}
     */
    Timeline(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    void add(Kind kind, String about) {
        events.add(new Event((nanoTime.getAsLong() - begin) / 1e9, kind, about));
    }

    /** Takes what a line of Flyway's log tells of mirroring, if anything. */
    void read(String logLine) {
        Matcher stopping = STOPPING.matcher(logLine);
        if (stopping.matches()) {
            add(Kind.STOPPING, stopping.group(1));
        } else if (logLine.startsWith(OFF)) {
            add(Kind.OFF, "");
        } else if (logLine.startsWith(STARTED)) {
            add(Kind.STARTED, "");
        }
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    boolean has(Kind kind, String about) {
        return events.stream().anyMatch(event -> event.kind == kind && event.about.equals(about));
    }

    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        Event stopping = null;
        Event beginning = null;
        for (Event event : events) {
            switch (event.kind) {
                case RUN -> runs.add(new Run(event.about, new ArrayList<>()));
                case STOPPING -> stopping = event;
                case BEGIN -> beginning = event;
                case SUCCESS, FAILURE -> {
                    boolean waited = stopping != null && stopping.about.equals(event.about);
                    runs.get(runs.size() - 1)
                            .bars
                            .add(new Bar(
                                    event.about,
                                    waited ? stopping.at : beginning.at,
                                    beginning.at,
                                    event.at,
                                    event.kind == Kind.FAILURE));
                }
                default -> {}
            }
        }
        return runs;
    }

    /**
     * Mirroring is on at first: else the untagged migration would not have been refused. The last phase goes on to the
     * end of the axis.
     */
    List<Phase> phases() {
        List<Phase> phases = new ArrayList<>();
        String name = "on";
        double from = 0;
        for (Event event : events) {
            String next =
                    switch (event.kind) {
                        case STOPPING -> "stopping";
                        case OFF -> "off";
                        case STARTED -> "started again";
                        default -> name;
                    };
            if (!next.equals(name)) {
                phases.add(new Phase(name, from, event.at));
                name = next;
                from = event.at;
            }
        }
        phases.add(new Phase(name, from, axisEnd()));
        return phases;
    }

    private double end() {
        return events.get(events.size() - 1).at;
    }

    int axisEnd() {
        List<Integer> ticks = ticks();
        return ticks.get(ticks.size() - 1);
    }

    /** The seconds that an axis names, from 0 to the first one well after the end. */
    List<Integer> ticks() {
        int step = List.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800).stream()
                .filter(candidate -> end() / candidate <= 8)
                .findFirst()
                .orElse(3600);
        List<Integer> ticks = new ArrayList<>(List.of(0));
        while (ticks.get(ticks.size() - 1) < 1.05 * end()) {
            ticks.add(ticks.get(ticks.size() - 1) + step);
        }
        return ticks;
    }

    static String words(double seconds) {
        return seconds < 1
                ? Math.max(Math.round(seconds * 1000), 1) + " ms"
                : String.format(Locale.ROOT, seconds < 100 ? "%.1f s" : "%.0f s", seconds);
    }

    private static final int LABELS = 40;
    private static final int CHART = 56;

    /** In ASCII, at most 100 columns. */
    String toText() {
        StringBuilder text = new StringBuilder();
        char[] numbers = line();
        char[] marks = line();
        for (int tick : ticks()) {
            put(numbers, column(tick), Integer.toString(tick));
            put(marks, column(tick), "|");
        }
        append(text, "seconds", numbers);
        append(text, "", marks);
        for (Run run : runs()) {
            append(text, run.title, line());
            for (Bar bar : run.bars) {
                char[] line = line();
                fill(line, bar.waitsFrom, bar.from, '.');
                fill(line, bar.from, bar.to, bar.failed ? 'x' : '#');
                append(text, "  " + bar.script + (bar.tagged() ? " *" : ""), line);
            }
        }
        char[] mirroring = line();
        int column = 0;
        for (Phase phase : phases()) {
            int next = Math.max(column(phase.to), column + 1);
            Arrays.fill(mirroring, column, next, symbol(phase));
            column = next;
        }
        append(text, "Fabric mirroring", mirroring);
        text.append("\n  # runs   x refused   . waits until mirroring is off   * tagged");
        text.append("\n  = mirroring is on   ~ stopping   _ off\n");
        return text.toString();
    }

    private static char symbol(Phase phase) {
        return switch (phase.name) {
            case "stopping" -> '~';
            case "off" -> '_';
            default -> '=';
        };
    }

    private int column(double seconds) {
        return (int) Math.floor(seconds / axisEnd() * (CHART - 1));
    }

    private static char[] line() {
        // Wider than the chart, for the last number of the axis.
        char[] line = new char[CHART + 3];
        Arrays.fill(line, ' ');
        return line;
    }

    /** What is shorter than a column is shown, too. */
    private void fill(char[] line, double from, double to, char symbol) {
        Arrays.fill(line, column(from), Math.max(column(to), column(from) + (from < to ? 1 : 0)), symbol);
    }

    private static void put(char[] line, int column, String text) {
        text.getChars(0, text.length(), line, column);
    }

    private static void append(StringBuilder text, String label, char[] line) {
        String shortened = label.length() <= LABELS ? label : label.substring(0, LABELS - 3) + "...";
        text.append(String.format("%-" + LABELS + "s %s", shortened, new String(line))
                        .stripTrailing())
                .append('\n');
    }
}
