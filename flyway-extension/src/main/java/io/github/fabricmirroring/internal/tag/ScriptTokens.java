package io.github.fabricmirroring.internal.tag;

import static io.github.fabricmirroring.internal.tag.ScriptText.END;

import io.github.fabricmirroring.internal.tag.Token.Kind;
import java.io.IOException;
import java.io.Reader;

/**
 * Cuts a script into comments, line by line, and code. What stands in a text or a quoted name is neither. The code of
 * T-SQL comes token by token, that of other languages, whose texts are not known here, line by line.
 */
final class ScriptTokens {

    private final ScriptText script;
    private final CommentStyle style;
    private final CommentLine comment = new CommentLine();

    /** How many block comments are open, one in the other. */
    private int depth;

    private boolean lineStart = true;

    ScriptTokens(Reader script, CommentStyle style) throws IOException {
        this.script = new ScriptText(script);
        this.style = style;
    }

    /** How many characters have been taken. */
    long taken() {
        return script.taken();
    }

    /** What is left of the line of the token at hand; it is not read. */
    String restOfLine() throws IOException {
        return script.restOfLine();
    }

    /** Nothing is read beyond the token but the character that ends a word. */
    Token next() throws IOException {
        if (depth > 0) {
            return blockCommentLine();
        }
        for (int c = script.next(); c != END; c = script.next()) {
            if (ScriptText.isLineEnd(c)) {
                lineStart = true;
            } else if (!ScriptText.isSpace(c)) {
                if (script.skip(style.blockStart, c)) {
                    depth = 1;
                    return blockCommentLine();
                }
                if (isLineComment(c)) {
                    return lineComment();
                }
                if (!isEchoOff(c)) {
                    return code(c);
                }
            }
        }
        return new Token(Kind.END, "", script.line());
    }

    private boolean isLineComment(int first) throws IOException {
        for (String marker : style.lineMarkers) {
            if (script.skip(marker, first)) {
                return true;
            }
        }
        return false;
    }

    private boolean isEchoOff(int first) throws IOException {
        return style == CommentStyle.BATCH && script.skip(CommentStyle.ECHO_OFF, first);
    }

    private Token lineComment() throws IOException {
        int line = script.line();
        for (int c = script.next(); c != END && !ScriptText.isLineEnd(c); c = script.next()) {
            comment.add(c);
        }
        lineStart = true;
        return new Token(Kind.COMMENT, comment.end(), line);
    }

    /** Without the asterisks that may lead the line. */
    private Token blockCommentLine() throws IOException {
        int line = 0;
        while (true) {
            int c = script.next();
            line = line == 0 ? script.line() : line;
            if (c == END) {
                depth = 0;
                break;
            }
            if (script.skip(style.blockEnd, c)) {
                depth--;
                break;
            }
            if (style.blocksNest && script.skip(style.blockStart, c)) {
                depth++;
                break;
            }
            if (ScriptText.isLineEnd(c)) {
                lineStart = true;
                break;
            }
            if (c != '*' || !comment.isEmpty()) {
                comment.add(c);
            }
        }
        return new Token(Kind.COMMENT, comment.end(), line);
    }

    private Token code(int first) throws IOException {
        boolean beginsLine = lineStart;
        lineStart = false;
        int line = script.line();
        if (style == CommentStyle.SQL) {
            String text = SqlToken.read(script, first, beginsLine);
            return new Token(SqlToken.isGo(text) && script.isAtWordEnd() ? Kind.GO : Kind.CODE, text, line);
        }
        CommentLine code = new CommentLine();
        for (int c = first; c != END && !ScriptText.isLineEnd(c); c = script.next()) {
            code.add(c);
        }
        lineStart = true;
        return new Token(Kind.CODE, code.end(), line);
    }
}
