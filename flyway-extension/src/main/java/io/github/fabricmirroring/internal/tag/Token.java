package io.github.fabricmirroring.internal.tag;

/**
 * A piece of a script.
 *
 * @param text of a comment, one line of it, with each run of spaces as one; of code, as {@link SqlToken} and {@link
 *     ScriptTokens} say
 * @param line in which it begins, counted from 1
 */
record Token(Kind kind, String text, int line) {

    enum Kind {
        COMMENT,
        CODE,
        /** What ends a batch of T-SQL for the programs that run scripts; the server never sees it. */
        GO,
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }
}
