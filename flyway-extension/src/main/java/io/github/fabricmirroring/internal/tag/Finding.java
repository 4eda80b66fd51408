package io.github.fabricmirroring.internal.tag;

/** What a script shows of mirroring, and in which line, counted from 1. Only a script that is tagged needs nothing. */
public sealed interface Finding {

    /** Counted from 1. */
    int line();

    /** The script requires mirroring to be off. */
    record Tagged(int line) implements Finding {}

    /**
     * A line of the header is plainly meant as the tag, and is not it.
     *
     * @param text the line as it was typed, but for control characters, shortened
     * @param rightSpelling as a comment of such a script
     */
    record Misspelled(int line, String text, String rightSpelling) implements Finding {

        private static final int LONGEST_SHOWN = 100;

        public Misspelled {
            text = text.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
            text = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "\u2026" : text;
        }
    }

    /**
     * A tag that does not count because a statement stands above it.
     *
     * @param rightSpelling what belongs into the header
     */
    record Misplaced(int line, String rightSpelling) implements Finding {}

    /** A statement that mirroring forbids, in a script that is not tagged; the line is that of its first word. */
    record Forbidden(int line, ForbiddenWork work) implements Finding {}

    /**
     * The script cannot be read, or is not in the encoding in which it would be read.
     *
     * @param reason a clause for a sentence that says so
     */
    record Unreadable(String reason) implements Finding {
        @Override
        public int line() {
            return 1;
        }
    }
}
