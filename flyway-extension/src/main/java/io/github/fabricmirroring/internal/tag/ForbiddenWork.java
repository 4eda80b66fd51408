package io.github.fabricmirroring.internal.tag;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Microsoft documents as not allowed while Fabric mirrors the database, recognised in T-SQL as it was sent.
 *
 * <p>Not recognised: what is in a text that the statement executes ({@code EXEC ('…')}), and the drop of a primary key
 * whose name does not say that it is one.
 *
 * @see <a href="https://learn.microsoft.com/fabric/database/sql/mirroring-limitations">Limitations of mirroring for SQL database</a>
 */
public enum ForbiddenWork {
    COLUMNSTORE("creates a clustered columnstore index", "CREATE CLUSTERED COLUMNSTORE INDEX .*"),
    SWITCH("switches partitions", alterTable("SWITCH .*")),
    SPLIT("splits a partition", "ALTER PARTITION FUNCTION \\S+ \\( \\) SPLIT .*"),
    MERGE("merges partitions", "ALTER PARTITION FUNCTION \\S+ \\( \\) MERGE .*"),
    ADD_KEY("changes a primary key", alterTable("(WITH (NO)?CHECK )?ADD (.* )?PRIMARY KEY .*")),
    DROP_KEY(
            "changes a primary key",
            alterTable("DROP (?!COLUMN )(CONSTRAINT )?(IF EXISTS )?(.* , (CONSTRAINT )?)?" + keyName() + " .*")),
    COMPRESSION("rebuilds partitions with compression", alterTable("REBUILD .* DATA_COMPRESSION = (ROW|PAGE) .*")),
    ALL_INDEXES("alters all indexes of a table", "ALTER INDEX ALL ON .*");

    private static final Pattern TOKEN =
            Pattern.compile("(?<comment>--[^\n\r]*+|/\\*)|N?'[^']*+'|\"(?<quoted>[^\"]*+)\""
                    + "|\\[(?<bracketed>[^]]*+(?:]][^]]*+)*+)]|(?<word>[\\p{L}\\p{N}_@#$]+)|(?<sign>\\S)");

    private static final Pattern COMMENT_DELIMITER = Pattern.compile("/\\*|\\*/");

    /** Where a statement of a batch may begin that is looked for; T-SQL needs no semicolons between them. */
    private static final Pattern BOUNDARY = Pattern.compile("(?<= )(?=(?:ALTER|CREATE|DECLARE) )|;");

    /** The statements in it are only stored; SQL Server wants it alone in its batch. */
    private static final Pattern MODULE =
            Pattern.compile("(CREATE|ALTER|CREATE OR ALTER) (PROC|PROCEDURE|FUNCTION|TRIGGER|VIEW) .*");

    private final String told;
    private final Pattern pattern;

    ForbiddenWork(String told, String pattern) {
        this.told = told;
        this.pattern = Pattern.compile(pattern);
    }

    /** What the statement does, for a sentence that begins with its script. */
    public String told() {
        return told;
    }

    /**
     * @param batch one statement, or several as in a batch that ends with {@code GO}
     */
    public static Optional<ForbiddenWork> in(String batch) {
        String code = code(batch);
        if (MODULE.matcher(code).matches()) {
            return Optional.empty();
        }
        return BOUNDARY.splitAsStream(code)
                .map(statement -> statement.strip() + " ")
                .flatMap(statement -> Arrays.stream(values())
                        .filter(work -> work.pattern.matcher(statement).matches()))
                .findFirst();
    }

    private static String alterTable(String rest) {
        return "ALTER TABLE \\S+(?:(?: \\.)+ \\S+)* " + rest;
    }

    /** {@code PK_sales}, {@code PK__sales__3213E83F}, {@code sales_pk}, {@code sales_pkey}, {@code SalesPK}. */
    private static String keyName() {
        return "(?i:\\[?(?:(?:\\S*_)?PK\\S*|\\S*PK|\\S*PRIMARY\\S*)]?)";
    }

    /**
     * The tokens, each with a blank behind it: words in capitals, names in quotes or brackets as {@code [one_word]},
     * whatever is in them, texts as {@code ''}, comments left out.
     */
    private static String code(String batch) {
        StringBuilder code = new StringBuilder();
        Matcher token = TOKEN.matcher(batch);
        for (int from = 0; token.find(from); ) {
            from = token.end();
            if (token.group("comment") != null) {
                from = token.group().equals("/*") ? endOfComment(batch, from) : from;
            } else if (token.group("word") != null) {
                code.append(token.group().toUpperCase(Locale.ROOT)).append(' ');
            } else if (token.group("sign") != null) {
                code.append(token.group()).append(' ');
            } else {
                String name = token.group("quoted") != null ? token.group("quoted") : token.group("bracketed");
                code.append(name == null ? "''" : "[" + name.replaceAll("\\W", "_") + "]")
                        .append(' ');
            }
        }
        return code.toString();
    }

    /** Comments nest in T-SQL. */
    private static int endOfComment(String batch, int from) {
        Matcher delimiter = COMMENT_DELIMITER.matcher(batch).region(from, batch.length());
        for (int depth = 1; delimiter.find(); ) {
            depth += delimiter.group().equals("/*") ? 1 : -1;
            if (depth == 0) {
                return delimiter.end();
            }
        }
        return batch.length();
    }
}
