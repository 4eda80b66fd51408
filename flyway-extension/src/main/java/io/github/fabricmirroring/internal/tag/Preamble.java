package io.github.fabricmirroring.internal.tag;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What files begin with that does nothing to the database yet, so that the header goes on below it: {@code GO}, {@code
 * USE}, options that are {@code SET}, commands of {@code sqlcmd}, the beginning of a transaction, messages, and the
 * checks that SQL Compare and SQL Server Data Tools write at the top of their scripts.
 */
final class Preamble {

    private static final String NAME = "(?:\\$ [({] \\S+ [)}] |\\S+ )";
    private static final String SWITCH = "(?:ON|OFF) ";
    private static final String COMMAND = ":SETVAR";
    private static final String LIST = "\\w+ (?:, \\w+ )*";

    private static final Pattern NOTHING_YET = Pattern.compile("(?:"
            + String.join("|", new String[] {
                "; ",
                "GO (?:\\d+ )?",
                "USE " + NAME,
                "SET " + LIST + SWITCH,
                "SET STATISTICS " + LIST + SWITCH,
                "SET IDENTITY_INSERT \\S+ (?:\\. \\S+ )*" + SWITCH,
                "SET TRANSACTION ISOLATION LEVEL "
                        + "(?:READ (?:UNCOMMITTED|COMMITTED)|REPEATABLE READ|SNAPSHOT|SERIALIZABLE) ",
                "SET (?:DATEFIRST|DATEFORMAT|LANGUAGE|LOCK_TIMEOUT|DEADLOCK_PRIORITY|ROWCOUNT|TEXTSIZE) (?:- )?\\S+ ",
                COMMAND + " ",
                "BEGIN TRAN(?:SACTION)? ",
                "PRINT (?:'' |\\( '' \\) )",
                "IF @@ERROR < > 0 SET NOEXEC ON ",
                "IF EXISTS \\( SELECT \\* FROM TEMPDB \\. \\. SYSOBJECTS WHERE ID = OBJECT_ID \\( '' \\) \\)"
                        + " DROP TABLE #TMPERRORS ",
                "CREATE TABLE #TMPERRORS \\( ERROR INT \\) ",
                "IF '' NOT LIKE '' BEGIN PRINT '' (?:; )?SET NOEXEC ON (?:; )?END ",
            })
            + ")*");

    /** Such files write a page at most before they do something. */
    private static final int LONGEST = 2000;

    private final StringBuilder code = new StringBuilder();

    private boolean complete = true;

    /**
     * @return whether the code is nothing but a preamble with this token, too, or may become one
     */
    boolean accept(Token token) {
        code.append(SqlToken.isCommand(token.text()) ? COMMAND : token.text()).append(' ');
        Matcher matcher = NOTHING_YET.matcher(code);
        complete = matcher.matches();
        boolean possible = complete || (matcher.hitEnd() && code.length() < LONGEST);
        if (complete && token.is(Token.Kind.GO)) {
            // Without what is above it, but a number may follow.
            code.delete(0, code.length() - "GO ".length());
        }
        return possible;
    }

    /** Whether nothing has begun that could still turn out to be a statement. */
    boolean isComplete() {
        return complete;
    }
}
