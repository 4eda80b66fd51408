package io.github.fabricmirroring.internal.tag;

import java.io.IOException;
import java.util.Optional;

/** Looks for the tag in the comments above a script's first statement. */
final class HeaderReader {

    private final ScriptTokens tokens;
    private final CommentStyle style;
    private final Preamble preamble = new Preamble();

    private boolean open = true;
    private Optional<Finding> finding = Optional.empty();

    HeaderReader(ScriptTokens tokens, CommentStyle style) {
        this.tokens = tokens;
        this.style = style;
    }

    /** Whether the header goes on. */
    boolean isOpen() {
        return open;
    }

    /** A {@link Finding.Tagged} or {@link Finding.Misspelled}. */
    Optional<Finding> finding() {
        return finding;
    }

    /**
     * Only while the header goes on.
     *
     * @return whether the token is of the header
     */
    boolean accept(Token token) throws IOException {
        return switch (token.kind()) {
            case COMMENT -> preamble.isComplete() && takeComment(token);
            case GO, CODE -> takeCode(token);
            case END -> {
                open = false;
                yield false;
            }
        };
    }

    private boolean takeComment(Token comment) {
        switch (TagSpelling.of(comment.text())) {
            case RIGHT -> finding = finding.or(() -> Optional.of(new Finding.Tagged(comment.line())));
            case WRONG -> misspelled(comment.line(), comment.text());
            case NONE -> {}
        }
        return true;
    }

    private boolean takeCode(Token code) throws IOException {
        open = style == CommentStyle.SQL && preamble.accept(code);
        if (!open && mayBeMeantAsComment(code.text())) {
            String rest = style == CommentStyle.SQL ? tokens.restOfLine() : "";
            String line = CommentLine.of(code.text() + rest);
            if (TagSpelling.of(line) != TagSpelling.NONE) {
                misspelled(code.line(), line);
            }
        }
        return open;
    }

    /** In the words of another language, or in none. */
    private boolean mayBeMeantAsComment(String code) {
        return style != CommentStyle.SQL
                || !(Character.isLetter(code.charAt(0)) || "'\"[".indexOf(code.charAt(0)) >= 0)
                || code.startsWith("REM")
                || code.startsWith("REQ");
    }

    private void misspelled(int line, String text) {
        finding = Optional.of(new Finding.Misspelled(line, text, style.tag()));
        open = false;
    }
}
