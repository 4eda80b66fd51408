package io.github.fabricmirroring.internal.tag;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts the code of a T-SQL script into batches, which end with {@code GO} outside of parentheses and blocks, and these
 * into statements, and keeps what mirroring forbids. The statements of a procedure, function, trigger or view are only
 * stored and so do no harm.
 */
final class Statements {

    /** Where a statement may begin that is looked for; T-SQL needs no semicolons between them. */
    private static final Set<String> BEGINNINGS = Set.of("ALTER", "CREATE", "DECLARE", "EXEC", "EXECUTE");

    /** SQL Server wants these alone in their batch. */
    private static final Set<String> MODULES = Set.of("PROC", "PROCEDURE", "FUNCTION", "TRIGGER", "VIEW");

    /** What follows BEGIN and begins no block. */
    private static final Set<String> NO_BLOCKS = Set.of("TRAN", "TRANSACTION", "CONVERSATION", "DIALOG", "DISTRIBUTED");

    /** In characters; the values of a long INSERT do not matter. */
    private static final int LONGEST_KEPT = 4000;

    private final List<Finding.Forbidden> forbidden = new ArrayList<>();
    private final StringBuilder statement = new StringBuilder();
    private final List<String> batchBeginning = new ArrayList<>();

    /** Code whose meaning depends on what follows. */
    private Optional<Token> held = Optional.empty();

    private int line;
    private int parentheses;
    private int blocks;
    private String previous = "";

    /** What mirroring forbids in a piece of T-SQL. */
    static List<Finding.Forbidden> of(String sql) {
        Statements statements = new Statements();
        try {
            ScriptTokens tokens = new ScriptTokens(new StringReader(sql), CommentStyle.SQL);
            Token token;
            do {
                token = tokens.next();
                statements.accept(token);
            } while (!token.is(Token.Kind.END));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return statements.forbidden();
    }

    /** In the order of the script, once its end is accepted. */
    List<Finding.Forbidden> forbidden() {
        return forbidden;
    }

    void accept(Token token) {
        if (token.is(Token.Kind.COMMENT)) {
            return;
        }
        held.ifPresent(code -> take(code, token.text()));
        held = Optional.empty();
        if (token.is(Token.Kind.END) || (token.is(Token.Kind.GO) && parentheses == 0 && blocks == 0)) {
            endBatch();
        } else {
            countNesting(token.text());
            held = Optional.of(token);
        }
    }

    private void take(Token token, String following) {
        String text = token.text();
        if (batchBeginning.size() < 4) {
            batchBeginning.add(text);
        }
        if (text.equals(";") || isBeginning(text, following)) {
            endStatement();
        }
        if (statement.isEmpty()) {
            line = token.line();
        }
        if (statement.length() < LONGEST_KEPT && !text.equals(";")) {
            statement.append(text).append(' ');
        }
    }

    private static boolean isBeginning(String text, String following) {
        return BEGINNINGS.contains(text) && !(text.equals("ALTER") && following.equals("COLUMN"));
    }

    private void countNesting(String text) {
        switch (text) {
            case "(" -> parentheses++;
            case ")" -> parentheses = Math.max(0, parentheses - 1);
            case "BEGIN" -> blocks++;
            case "END" -> blocks = Math.max(0, blocks - 1);
            default -> {
                if (previous.equals("BEGIN") && NO_BLOCKS.contains(text)) {
                    blocks = Math.max(0, blocks - 1);
                }
            }
        }
        previous = text;
    }

    private void endStatement() {
        if (!isModule()) {
            Optional<ForbiddenWork> work = ForbiddenWork.of(statement.toString());
            work.ifPresent(found -> forbidden.add(new Finding.Forbidden(line, found)));
        }
        statement.setLength(0);
    }

    private void endBatch() {
        endStatement();
        batchBeginning.clear();
        parentheses = 0;
        blocks = 0;
        previous = "";
    }

    /** {@code CREATE VIEW}, {@code ALTER VIEW}, {@code CREATE OR ALTER VIEW}. */
    private boolean isModule() {
        List<String> words = batchBeginning;
        return words.size() > 1
                && (words.get(0).equals("CREATE") || words.get(0).equals("ALTER"))
                && MODULES.contains(words.size() > 3 && words.get(1).equals("OR") ? words.get(3) : words.get(1));
    }
}
