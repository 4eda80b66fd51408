package io.github.fabricmirroring.internal.tag;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    DISABLED_KEY("disables a primary key's index", "ALTER INDEX " + keyName() + " ON .* DISABLE .*"),
    COLUMN_TYPE(
            "changes a column to json or vector",
            alterTable("ALTER COLUMN \\S+ (?:\\[?(?i:SYS)]? \\. )?\\[?(?i:JSON|VECTOR)]? .*")),
    RENAME("renames with sp_rename", "(?:EXEC |EXECUTE )?(?:@\\S+ = )?(?:\\S+ \\. )*\\[?(?i:SP_RENAME)]? .*"),
    COMPRESSION("rebuilds partitions with compression", alterTable("REBUILD .* DATA_COMPRESSION = (ROW|PAGE) .*")),
    ALL_INDEXES("alters all indexes of a table", "ALTER INDEX ALL ON .*");

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
     * Whether Fabric's own SQL databases allow it, so that only those are concerned that Fabric mirrors from elsewhere.
     */
    public boolean isAllowedInFabric() {
        return this == SPLIT || this == MERGE;
    }

    /**
     * In the order of the batch.
     *
     * @param batch one statement, or several as in a batch that ends with {@code GO}
     */
    public static Stream<ForbiddenWork> allIn(String batch) {
        return Statements.of(batch).stream().map(Finding.Forbidden::work);
    }

    /**
     * @param statement the tokens of one, as {@link SqlToken} has them, each with a blank behind it
     */
    static Optional<ForbiddenWork> of(String statement) {
        return Arrays.stream(values())
                .filter(work -> work.pattern.matcher(statement).matches())
                .findFirst();
    }

    private static String alterTable(String rest) {
        return "ALTER TABLE \\S+(?:(?: \\.)+ \\S+)* " + rest;
    }

    /** {@code PK_sales}, {@code PK__sales__3213E83F}, {@code sales_pk}, {@code sales_pkey}, {@code SalesPK}. */
    private static String keyName() {
        return "(?i:\\[?(?:(?:\\S*_)?PK\\S*|\\S*PK|\\S*PRIMARY\\S*)]?)";
    }
}
