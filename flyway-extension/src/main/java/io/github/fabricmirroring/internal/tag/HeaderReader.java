package io.github.fabricmirroring.internal.tag;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.Optional;

/**
 * Reads the comments above a script's first statement for {@code requires:} lines, and nothing after them.
 *
 * <p>A line is the rest of a comment that ends with the line, or a line of a block comment without the asterisks that
 * may lead it. Nothing is kept but the value being read, so a header costs no memory, however long it is.
 */
public final class HeaderReader {

    public static final String MIRRORING_OFF = "mirroring-off";

    private static final String KEYWORD = "requires:";
    private static final String TAKEN_FOR_OURS = "mirror";
    private static final int LONGEST_VALUE_KEPT = 100;

    private static final int END = -1;
    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private final PushbackReader script;
    private final CommentStyle style;
    private final char[] ahead = new char[CommentStyle.ECHO_OFF.length()];
    private final StringBuilder value = new StringBuilder();

    /** How much of {@link #KEYWORD} the line has shown so far, or -1 if the line is another one. */
    private int keyword;

    private Optional<String> requirement = Optional.empty();

    private HeaderReader(Reader script, CommentStyle style) {
        this.script = new PushbackReader(script, ahead.length);
        this.style = style;
    }

    /**
     * Returns what the script requires of mirroring: nothing, {@value #MIRRORING_OFF}, or the first value that begins
     * like it and is another one, a misspelling. In lower case.
     */
    public static Optional<String> mirroringRequirement(Reader script, CommentStyle style) throws IOException {
        HeaderReader header = new HeaderReader(script, style);
        header.read();
        return header.requirement;
    }

    private void read() throws IOException {
        int c = script.read();
        if (c == BYTE_ORDER_MARK) {
            c = script.read();
        }
        for (; c != END && !misspelled(); c = script.read()) {
            if (!isSpace(c) && !readComment(c)) {
                return;
            }
        }
    }

    /**
     * Reads what may stand in a header and begins with this character.
     *
     * @return whether anything did
     */
    private boolean readComment(int first) throws IOException {
        if (beginsWith(style.blockStart, first)) {
            readBlockComment();
            return true;
        }
        for (String marker : style.lineMarkers) {
            if (beginsWith(marker, first) && (!Character.isLetter(marker.charAt(marker.length() - 1)) || atWordEnd())) {
                readLineComment();
                return true;
            }
        }
        return style == CommentStyle.BATCH && beginsWith(CommentStyle.ECHO_OFF, first) && atWordEnd();
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
            } else if (beginsWith(style.blockEnd, c)) {
                depth--;
                endLine();
            } else if (style.blocksNest && beginsWith(style.blockStart, c)) {
                depth++;
                endLine();
            } else if (isLineEnd(c)) {
                endLine();
            } else if (c != '*' || keyword != 0) {
                take(c);
            }
        }
    }

    /** Reads on only if the text, which is in lower case, stands there whole. */
    private boolean beginsWith(String text, int first) throws IOException {
        if (text.isEmpty() || lowerCase(first) != text.charAt(0)) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            int c = script.read();
            if (c == END) {
                script.unread(ahead, 1, i - 1);
                return false;
            }
            ahead[i] = (char) c;
            if (lowerCase(c) != text.charAt(i)) {
                script.unread(ahead, 1, i);
                return false;
            }
        }
        return true;
    }

    private boolean atWordEnd() throws IOException {
        int c = script.read();
        if (c != END) {
            script.unread(c);
        }
        return c == END || isSpace(c);
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
