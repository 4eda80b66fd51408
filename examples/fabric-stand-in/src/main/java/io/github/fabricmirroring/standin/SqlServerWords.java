package io.github.fabricmirroring.standin;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one session says to SQL Server, in H2's words, and what it has set. */
final class SqlServerWords {

    /** H2 knows names in brackets, but not a bracket in a name. */
    private static final Pattern NAME = Pattern.compile("\"[^\"]*\"|'[^']*'|\\[((?:[^]]|]])*)]");

    private static final String BATCH = "DECLARE @r int; EXEC @r = sp_%sapplock @Resource = (N'[^']*'), %s; SELECT @r";

    /** What H2 cannot parse, and what it is given instead. */
    private static final List<Map.Entry<Pattern, String>> TRANSLATIONS = List.of(
            Map.entry(
                    Pattern.compile("CREATE CLUSTERED COLUMNSTORE INDEX (\\S+) ON ([\\w.]+)"),
                    "CALL create_clustered_columnstore_index('$1', '$2')"),
            Map.entry(Pattern.compile("PRIMARY KEY NONCLUSTERED"), "PRIMARY KEY"),
            Map.entry(Pattern.compile("ALTER INDEX ALL ON ([\\w.]+) REBUILD WITH \\(.*\\)"), "ANALYZE TABLE $1"),
            Map.entry(
                    Pattern.compile(BATCH.formatted(
                            "get", "@LockMode = ('\\w+'), @LockOwner = 'Session', @LockTimeout = (\\d+)")),
                    "CALL getapplock($1, $2, $3)"),
            Map.entry(Pattern.compile(BATCH.formatted("release", "@LockOwner = 'Session'")), "CALL releaseapplock($1)"),
            Map.entry(Pattern.compile("EXEC sp_(get|release)applock @Resource = \\?.*"), "CALL $1applock(?)"));

    private enum Option {
        NOCOUNT,
        QUOTED_IDENTIFIER,
        IMPLICIT_TRANSACTIONS
    }

    private static final Pattern SET =
            Pattern.compile("SET (NOCOUNT|QUOTED_IDENTIFIER|IMPLICIT_TRANSACTIONS) (ON|OFF)");

    private final Set<Option> on = EnumSet.of(Option.QUOTED_IDENTIFIER);

    /** Whether the statement was one that sets an option. */
    boolean set(String sql) {
        Matcher set = SET.matcher(sql);
        if (!set.matches()) {
            return false;
        }
        Option option = Option.valueOf(set.group(1));
        if (set.group(2).equals("ON")) {
            on.add(option);
        } else {
            on.remove(option);
        }
        return true;
    }

    boolean countsRows() {
        return !on.contains(Option.NOCOUNT);
    }

    String translate(String sql) {
        // What is in double quotes is text then.
        String text = on.contains(Option.QUOTED_IDENTIFIER) ? sql : sql.replace('"', '\'');
        String translated = NAME.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(
                        name.group(1) == null
                                ? name.group()
                                : '"' + name.group(1).replace("]]", "]").replace("\"", "\"\"") + '"'))
                .replace("@@OPTIONS & 2", on.contains(Option.IMPLICIT_TRANSACTIONS) ? "2" : "0");
        for (Map.Entry<Pattern, String> translation : TRANSLATIONS) {
            translated = translation.getKey().matcher(translated).replaceAll(translation.getValue());
        }
        return translated;
    }
}
