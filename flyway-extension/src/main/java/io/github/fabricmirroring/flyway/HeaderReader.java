package io.github.fabricmirroring.flyway;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.Optional;

/**
 * Reads the comments above a script's first statement for {@code requires:} lines, and nothing after them.
 *
 * <p>A line is the rest of a {@code --} comment, or a line of a block comment without the asterisks that may lead it. Block
 * comments nest, as in T-SQL. Nothing is kept but the value being read, so a header costs no memory, however long it is.
 */
final class HeaderReader {

    static final String MIRRORING_OFF = "mirroring-off";

    private static final String KEYWORD = "requires:";
    private static final String TAKEN_FOR_OURS = "mirror";
    private static final int LONGEST_VALUE_KEPT = 100;

    private static final int END = -1;
    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private final PushbackReader script;
    private final StringBuilder value = new StringBuilder();

    /** How much of {@link #KEYWORD} the line has shown so far, or -1 if the line is another one. */
    private int keyword;

    private Optional<String> requirement = Optional.empty();

    private HeaderReader(Reader script) {
        this.script = new PushbackReader(script);
    }

    /**
     * Returns what the script requires of mirroring: nothing, {@value #MIRRORING_OFF}, or the first value that begins like it
     * and is another one, a misspelling. In lower case.
     */
    static Optional<String> mirroringRequirement(Reader script) throws IOException {
        HeaderReader header = new HeaderReader(script);
        header.read();
        return header.requirement;
    }

    private void read() throws IOException {
        int c = script.read();
        if (c == BYTE_ORDER_MARK) {
            c = script.read();
        }
        for (; c != END && !misspelled(); c = script.read()) {
            if (c == '-' && accept('-')) {
                readLineComment();
            } else if (c == '/' && accept('*')) {
                readBlockComment();
            } else if (!isSpace(c)) {
                return;
            }
        }
    }

    private void readLineComment() throws IOException {
        for (int c = script.read(); c != END && !isLineEnd(c); c = script.read()) {
            take(c);
        }
        endLine();
    }

    private void readBlockComment() throws IOException {
        int depth = 1;
        while (depth > 0 && !misspelled()) {
            int c = script.read();
            if (c == END) {
                depth = 0;
                endLine();
            } else if (c == '*' && accept('/')) {
                depth--;
                endLine();
            } else if (c == '/' && accept('*')) {
                depth++;
                endLine();
            } else if (isLineEnd(c)) {
                endLine();
            } else if (c != '*' || keyword != 0) {
                take(c);
            }
        }
    }

    private boolean accept(char expected) throws IOException {
        int c = script.read();
        if (c != expected && c != END) {
            script.unread(c);
        }
        return c == expected;
    }

    private void take(int c) {
        if (keyword == KEYWORD.length()) {
            takeOfValues(c);
        } else if (keyword >= 0) {
            takeOfKeyword(c);
        }
    }

    private void takeOfKeyword(int c) {
        boolean spaceAllowed = keyword == 0 || KEYWORD.charAt(keyword) == ':';
        if (lowerCase(c) == KEYWORD.charAt(keyword)) {
            keyword++;
        } else if (!isSpace(c) || !spaceAllowed) {
            keyword = -1;
        }
    }

    private void takeOfValues(int c) {
        if (c == ',') {
            endValue();
        } else if (!isSpace(c)) {
            keep((char) lowerCase(c));
        } else if (!value.isEmpty() && value.charAt(value.length() - 1) != ' ') {
            keep(' ');
        }
    }

    private void keep(char c) {
        if (value.length() < LONGEST_VALUE_KEPT) {
            value.append(c);
        }
    }

    private void endLine() {
        endValue();
        keyword = 0;
    }

    private void endValue() {
        String ended = value.toString().strip();
        value.setLength(0);
        if (ended.startsWith(TAKEN_FOR_OURS) && !misspelled()) {
            requirement = Optional.of(ended);
        }
    }

    private boolean misspelled() {
        return requirement.isPresent() && !requirement.get().equals(MIRRORING_OFF);
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r';
    }

    /** Also the spaces that do not break: they come with text pasted from a web page. */
    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** ASCII only: another alphabet's letter is no spelling of ours. */
    private static int lowerCase(int c) {
        return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
    }
}
