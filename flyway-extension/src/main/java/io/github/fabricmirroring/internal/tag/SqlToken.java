package io.github.fabricmirroring.internal.tag;

import static io.github.fabricmirroring.internal.tag.ScriptText.END;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * Reads T-SQL token by token: words in capitals, names in quotes or brackets as {@code [one_word]}, whatever is in
 * them, texts as {@code ''}, signs as they are, and a command of {@code sqlcmd} with its line as {@code :SETVAR}.
 */
final class SqlToken {

    /** SQL Server's names are not longer. */
    private static final int LONGEST_KEPT = 128;

    /** Of {@code sqlcmd}, those that run nothing; their arguments are not T-SQL. */
    private static final Set<String> COMMANDS = Set.of(
            ":SETVAR", ":ON", ":OUT", ":ERROR", ":PERFTRACE", ":XML", ":LIST", ":LISTVAR", ":SERVERLIST", ":RESET");

    private SqlToken() {}

    /**
     * @param first read already, and no space
     * @param beginsLine whether only spaces are before it in its line
     */
    static String read(ScriptText script, int first, boolean beginsLine) throws IOException {
        if (first == '\'') {
            quoted(script, '\'');
            return "''";
        }
        if (first == '"') {
            return name(quoted(script, '"'));
        }
        if (first == '[') {
            return name(quoted(script, ']'));
        }
        if (isOfWord(first)) {
            String word = word(script, first);
            if (word.equals("N") && script.peek() == '\'') {
                return read(script, script.next(), false);
            }
            return word;
        }
        if (first == ':' && beginsLine && Character.isLetter(script.peek())) {
            String command = ":" + word(script, script.next());
            if (COMMANDS.contains(command)) {
                skipLine(script);
            }
            return command;
        }
        return String.valueOf((char) first);
    }

    static boolean isCommand(String token) {
        return COMMANDS.contains(token);
    }

    static boolean isGo(String token) {
        return token.equals("GO");
    }

    private static String word(ScriptText script, int first) throws IOException {
        StringBuilder word = new StringBuilder().append((char) first);
        while (isOfWord(script.peek())) {
            int c = script.next();
            if (word.length() < LONGEST_KEPT) {
                word.append((char) c);
            }
        }
        return word.toString().toUpperCase(Locale.ROOT);
    }

    /** Up to the end, which counts for itself if it is doubled. */
    private static String quoted(ScriptText script, char end) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = script.next(); c != END; c = script.next()) {
            if (c == end) {
                if (script.peek() != end) {
                    break;
                }
                script.next();
            }
            if (text.length() < LONGEST_KEPT) {
                text.append((char) c);
            }
        }
        return text.toString();
    }

    private static String name(String quoted) {
        return "[" + quoted.replaceAll("[^\\p{L}\\p{N}_]", "_") + "]";
    }

    private static void skipLine(ScriptText script) throws IOException {
        while (script.peek() != END && !ScriptText.isLineEnd(script.peek())) {
            script.next();
        }
    }

    private static boolean isOfWord(int c) {
        return c != END
                && (Character.isLetterOrDigit(c)
                        || Character.isSurrogate((char) c)
                        || c == '_'
                        || c == '@'
                        || c == '#'
                        || c == '$');
    }
}
