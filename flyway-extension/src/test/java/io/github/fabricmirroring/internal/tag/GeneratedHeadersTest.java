package io.github.fabricmirroring.internal.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * 100,000 generated headers of each style, against another way to read them: cut into comments first, matched by
 * patterns then.
 */
class GeneratedHeadersTest {

    private static final String[] PIECES = {
        "--",
        "-",
        "/*",
        "*/",
        "/",
        "*",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "\u00A0",
        "\uFEFF",
        "\u2028",
        "\u0000",
        ";",
        "'",
        "''",
        "select 1",
        "go",
        "requires",
        "Requires:",
        "REQUIRES :",
        "requires: mirroring-off",
        "-- requires: mirroring-off\n",
        "-- requires: backup, Mirroring-Off\n",
        "/* requires: mirroring-off */",
        "/*\n * requires: mirroring-off\n */",
        "mirroring-off",
        "MIRRORING-OFF",
        "mirroring off",
        "mirror",
        "backup",
        ",",
        ":",
        "-- it's\n",
        "/* /* */",
        "*/ */",
        "/**/",
        "-- requires: mirror-off\n",
        "/* requires: mirroring-on */",
        "-- requires: mirroring-off, mirroring\n",
        "/*/",
        "requ\u0130res: mirroring-off",
        "requires: mirroring-o\uFB00",
        "\uD83D\uDE00",
        "x",
        "'-- requires: mirroring-off'",
    };

    private static final Optional<String> TAGGED = Optional.of("Tagged");
    private static final Optional<String> MISSPELLED = Optional.of("Misspelled");

    private static Optional<String> requirement(Reader script, CommentStyle style) throws IOException {
        return Script.header(script, style).map(finding -> finding.getClass().getSimpleName());
    }

    /** What is written as SQL above, in the words of the style, and what looks like them. */
    private static String[] pieces(CommentStyle style) {
        return Stream.of(PIECES)
                .flatMap(piece -> switch (style) {
                    case SQL -> Stream.of(piece);
                    case HASH -> Stream.of(piece.equals("x") ? "#!/bin/sh\n" : piece.replace("--", "#"));
                    case POWERSHELL ->
                        Stream.of(piece.replace("--", "#").replace("/*", "<#").replace("*/", "#>"));
                    case BATCH ->
                        piece.contains("--")
                                ? Stream.of("::", "rem ", "@REM\t", "Rem").map(marker -> piece.replace("--", marker))
                                : Stream.of(piece.equals("x") ? "@Echo OFF\n" : piece);
                })
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @EnumSource(CommentStyle.class)
    void noneIsReadWrongly(CommentStyle style) throws IOException {
        Random random = new Random(20261122);
        String[] pieces = pieces(style);
        int tagged = 0;
        int misspelled = 0;
        for (int i = 0; i < 100_000; i++) {
            String script = script(random, pieces);
            Optional<String> expected = Oracle.read(script, style);

            Optional<String> actual = requirement(new StringReader(script), style);

            assertThat(actual).as("header %d: %s", i, escaped(script)).isEqualTo(expected);
            tagged += actual.equals(TAGGED) ? 1 : 0;
            misspelled += actual.equals(MISSPELLED) ? 1 : 0;
        }
        assertThat(tagged).as("the generator must not miss the point").isGreaterThan(3_000);
        assertThat(misspelled).isGreaterThan(1_000);
    }

    @Test
    void rubbishInAnyEncodingIsNoTag() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            for (String charset : List.of("UTF-8", "UTF-16", "UTF-16LE", "ISO-8859-1", "windows-1252", "Shift_JIS")) {
                String rubbish = new String(bytes, charset);
                for (CommentStyle style : CommentStyle.values()) {
                    assertThat(requirement(new StringReader(rubbish), style)).isEqualTo(Oracle.read(rubbish, style));
                }
            }
        }
    }

    @Test
    void aHugeCommentCostsNoMemory() throws IOException {
        long size = 64L << 20;
        Reader huge = new Reader() {
            private long position;

            @Override
            public int read(char[] buffer, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    buffer[offset + i] = position < 2 ? "/*".charAt((int) position) : 'x';
                    position++;
                }
                return position > size ? -1 : length;
            }

            @Override
            public void close() {}
        };
        BufferedReader buffered = new BufferedReader(huge);
        long before = allocated();

        assertThat(requirement(buffered, CommentStyle.SQL)).isEmpty();

        assertThat(allocated() - before).isLessThan(1 << 20);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static String script(Random random, String[] pieces) {
        StringBuilder script = new StringBuilder();
        for (int i = random.nextInt(9); i >= 0; i--) {
            script.append(pieces[random.nextInt(pieces.length)]);
        }
        return script.toString();
    }

    private static String escaped(String script) {
        StringBuilder escaped = new StringBuilder();
        script.chars()
                .forEach(c -> escaped.append(c >= ' ' && c < 127 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        return escaped.toString();
    }

    /**
     * Reads the whole script at once, with recursion and regular expressions; nothing here is shared with the reader
     * but what a single line is.
     */
    private static final class Oracle {

        private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\x1C-\\x1F]+");
        private static final String WORD_END = "(?=[\\s\\p{Z}\\x1C-\\x1F]|$)";
        private static final Pattern ECHO_OFF = Pattern.compile("(?i:@echo off)" + WORD_END);
        private static final Pattern PREAMBLE =
                Pattern.compile(";|(?i:go)(?![\\p{L}\\p{Nd}_@#$\\x{D800}-\\x{DFFF}\\x{10000}-\\x{10FFFF}])");
        private static final Pattern FOREIGN = Pattern.compile("(?i:rem|req)|[^\\p{L}'\"\\[]");

        static Optional<String> read(String script, CommentStyle style) {
            List<String> lines = new ArrayList<>();
            String rest = comments(script.startsWith("\uFEFF") ? script.substring(1) : script, style, lines);
            Optional<String> requirement = Optional.empty();
            for (String line : lines) {
                TagSpelling spelling = spelling(line);
                if (spelling == TagSpelling.WRONG) {
                    return MISSPELLED;
                }
                requirement = spelling == TagSpelling.RIGHT ? TAGGED : requirement;
            }
            String line = rest.split("[\n\r]", 2)[0];
            boolean foreign = style != CommentStyle.SQL || FOREIGN.matcher(line).lookingAt();
            return foreign && spelling(line) != TagSpelling.NONE ? MISSPELLED : requirement;
        }

        private static TagSpelling spelling(String line) {
            return TagSpelling.of(SPACE.matcher(line).replaceAll(" "));
        }

        /** Returns what is below the header. */
        private static String comments(String script, CommentStyle style, List<String> lines) {
            String rest = script.substring(leadingSpace(script));
            int end = comment(rest, style, lines);
            while (end > 0) {
                rest = rest.substring(end);
                rest = rest.substring(leadingSpace(rest));
                end = comment(rest, style, lines);
            }
            return rest;
        }

        /** Returns where the comment ends with which the text begins, or 0. */
        private static int comment(String text, CommentStyle style, List<String> lines) {
            return switch (style) {
                case SQL -> {
                    Matcher preamble = PREAMBLE.matcher(text);
                    if (preamble.lookingAt()) {
                        yield preamble.end();
                    }
                    yield text.startsWith("/*") ? blockComment(text, lines) : lineComment(text, "--", lines);
                }
                case HASH -> lineComment(text, "#", lines);
                case POWERSHELL ->
                    text.startsWith("<#") ? flatBlockComment(text, lines) : lineComment(text, "#", lines);
                case BATCH -> {
                    Matcher echoOff = ECHO_OFF.matcher(text);
                    yield echoOff.lookingAt() ? echoOff.end() : lineComment(text, "::|(?i:@?rem)" + WORD_END, lines);
                }
            };
        }

        private static int leadingSpace(String text) {
            Matcher matcher = SPACE.matcher(text);
            return matcher.lookingAt() ? matcher.end() : 0;
        }

        private static int lineComment(String text, String marker, List<String> lines) {
            Matcher comment = Pattern.compile("(?:" + marker + ")([^\n\r]*)").matcher(text);
            if (!comment.lookingAt()) {
                return 0;
            }
            lines.add(comment.group(1));
            return comment.end();
        }

        private static int flatBlockComment(String text, List<String> lines) {
            int close = text.indexOf("#>", 2);
            split(text.substring(2, close < 0 ? text.length() : close), lines);
            return close < 0 ? text.length() : close + 2;
        }

        private static int blockComment(String text, List<String> lines) {
            Deque<Integer> open = new ArrayDeque<>();
            int from = 2;
            Matcher delimiter = Pattern.compile("/\\*|\\*/").matcher(text);
            int end = text.length();
            while (delimiter.find()) {
                split(text.substring(from, Math.max(from, delimiter.start())), lines);
                from = delimiter.end();
                if (delimiter.group().equals("/*")) {
                    open.push(delimiter.start());
                } else {
                    open.pop();
                    if (open.isEmpty()) {
                        return delimiter.end();
                    }
                }
            }
            split(text.substring(from), lines);
            return end;
        }

        private static void split(String text, List<String> lines) {
            for (String line : text.split("[\n\r]", -1)) {
                lines.add(line.replaceFirst("^[\\s\\p{Z}\\x1C-\\x1F*]*", ""));
            }
        }
    }
}
