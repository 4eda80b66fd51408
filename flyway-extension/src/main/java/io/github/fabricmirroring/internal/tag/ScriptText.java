package io.github.fabricmirroring.internal.tag;

import java.io.IOException;
import java.io.Reader;

/** The characters of a script, with some looked at before they are taken, and the line that they are in. */
final class ScriptText {

    static final int END = -1;

    private static final int FARTHEST_LOOK = 200;
    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private final Reader script;
    private final char[] ahead = new char[4 * FARTHEST_LOOK];

    /** In {@link #ahead}: what is taken ends, and what is read ends. */
    private int position;

    private int limit;

    private int line = 1;
    private int last;
    private long taken;

    ScriptText(Reader script) throws IOException {
        this.script = script;
        if (peek() == BYTE_ORDER_MARK) {
            position++;
        }
    }

    /** Counted from 1: the line of the character that was taken last; a line's end is still in it. */
    int line() {
        return line;
    }

    /** How many characters have been taken. */
    long taken() {
        return taken;
    }

    /** The next character, or {@link #END}. */
    int next() throws IOException {
        int c = peek();
        if (last == '\n' || (last == '\r' && c != '\n')) {
            line++;
        }
        last = c;
        take(c == END ? 0 : 1);
        return c;
    }

    int peek() throws IOException {
        return peek(0);
    }

    /** No more is read than is asked for, unless the reader gives more. */
    private int peek(int distance) throws IOException {
        while (position + distance >= limit) {
            if (limit == ahead.length) {
                System.arraycopy(ahead, position, ahead, 0, limit - position);
                limit -= position;
                position = 0;
            }
            int read = script.read(ahead, limit, ahead.length - limit);
            if (read < 0) {
                return END;
            }
            limit += read;
        }
        return ahead[position + distance];
    }

    private void take(int count) {
        position += count;
        taken += count;
    }

    /**
     * Takes the rest of a text in lower case, only if it stands there whole after its first character; if it ends with a
     * letter, only as a word.
     */
    boolean skip(String text, int first) throws IOException {
        if (text.isEmpty() || lowerCase(first) != text.charAt(0)) {
            return false;
        }
        int length = text.length() - 1;
        for (int i = 0; i < length; i++) {
            if (lowerCase(peek(i)) != text.charAt(i + 1)) {
                return false;
            }
        }
        if (Character.isLetter(text.charAt(length)) && !isWordEnd(peek(length))) {
            return false;
        }
        take(length);
        return true;
    }

    /** What is left of the line, if it is not longer than any that matters; nothing of it is taken. */
    String restOfLine() throws IOException {
        int length = 0;
        while (length < FARTHEST_LOOK && peek(length) != END && !isLineEnd(peek(length))) {
            length++;
        }
        return new String(ahead, position, length);
    }

    boolean isAtWordEnd() throws IOException {
        return isWordEnd(peek());
    }

    private static boolean isWordEnd(int c) {
        return c == END || isSpace(c);
    }

    static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r';
    }

    /** Also the spaces that do not break: they come with text pasted from a web page. */
    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** ASCII only: another alphabet's letter is no spelling of ours. */
    private static int lowerCase(int c) {
        return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
    }
}
