package io.github.fabricmirroring.internal.tag;

/** The text of one line of a comment while it is read: each run of spaces as one, and no more than a tag could need. */
final class CommentLine {

    /** A header line has a list of requirements at most. */
    private static final int LONGEST_KEPT = 1000;

    /** Stands where the text was cut, so that nobody takes what is left for the whole. */
    private static final char CUT = '\u2026';

    private final StringBuilder text = new StringBuilder();

    /** A line that is read already. */
    static String of(String line) {
        CommentLine text = new CommentLine();
        line.chars().forEach(text::add);
        return text.end();
    }

    void add(int c) {
        if (text.length() == LONGEST_KEPT) {
            text.append(CUT);
        }
        if (text.length() > LONGEST_KEPT) {
            return;
        }
        if (!ScriptText.isSpace(c)) {
            text.append((char) c);
        } else if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
            text.append(' ');
        }
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The text; the next line begins. */
    String end() {
        String ended = text.toString();
        text.setLength(0);
        return ended;
    }
}
