package io.github.fabricmirroring.internal.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    private static final String TAG = "-- requires: mirroring-off";
    private static final String FORBIDDEN = "CREATE CLUSTERED COLUMNSTORE INDEX cci ON sales";

    @Test
    void aTaggedScriptNeedsNothingElse() throws IOException {
        assertThat(read("\n" + TAG + "\n" + FORBIDDEN + "\n" + TAG)).containsExactly(new Finding.Tagged(2));
    }

    @Test
    void aMisspelledTagIsShownWithItsLineAndTheRightSpelling() throws IOException {
        assertThat(read("/*\n  Sales\n * require:  mirroring-off\n*/\n" + FORBIDDEN))
                .containsExactly(new Finding.Misspelled(3, "require: mirroring-off", TAG));
    }

    @Test
    void nothingFromAScriptIsShownAsItCame() throws IOException {
        assertThat(read("-- requires: mirroring off \u001B[2K\u202E" + "x".repeat(300)))
                .singleElement()
                .isInstanceOfSatisfying(Finding.Misspelled.class, misspelled -> assertThat(misspelled.text())
                        .startsWith("requires: mirroring off ?[2K?xxx")
                        .hasSize(101));
    }

    @Test
    void aTagBelowAStatementIsMisplacedAndWhatIsForbiddenIsListed() throws IOException {
        assertThat(read("SELECT 1\r\nGO\r\n" + TAG + "\r\n\r\n" + FORBIDDEN + ";\rALTER INDEX ALL ON sales REBUILD"))
                .containsExactly(
                        new Finding.Misplaced(3, TAG),
                        new Finding.Forbidden(5, ForbiddenWork.COLUMNSTORE),
                        new Finding.Forbidden(6, ForbiddenWork.ALL_INDEXES));
    }

    @Test
    void aMisspelledTagBelowAStatementIsMisplaced() throws IOException {
        assertThat(read("SELECT 1;\n-- requires mirroring-off")).containsExactly(new Finding.Misplaced(2, TAG));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT 1",
                "PRINT '\n-- requires: mirroring-off\n'",
                "SELECT '\n-- requires: mirroring-off\n', '/*'",
                "SELECT 1 AS [\n-- requires: mirroring-off\n]",
                "SELECT 1 AS \"\n-- requires: mirroring-off\n\"",
                "SELECT 'CREATE CLUSTERED COLUMNSTORE INDEX cci ON sales'",
                "SELECT 'it''s\nGO\nCREATE CLUSTERED COLUMNSTORE INDEX cci ON sales'",
                "/* /* */ CREATE CLUSTERED COLUMNSTORE INDEX cci ON sales */ SELECT 1",
                "-- it's\nSELECT 1 -- CREATE CLUSTERED COLUMNSTORE INDEX cci ON sales",
                "EXEC [CREATE CLUSTERED COLUMNSTORE INDEX cci ON sales]",
                "SELECT ']' AS []]CREATE CLUSTERED COLUMNSTORE INDEX cci ON sales]",
                "CREATE PROC p AS\nBEGIN\n  ALTER INDEX ALL ON sales REBUILD;\nEND\nGO\nSELECT 1",
                "CREATE OR ALTER PROCEDURE p AS ALTER INDEX ALL ON sales REBUILD; ALTER TABLE a SWITCH TO b",
                "-- p\nALTER FUNCTION f() RETURNS int BEGIN BEGIN TRAN; SELECT CASE 1 WHEN 1 THEN 2 END END",
                "CREATE TRIGGER t ON sales AFTER INSERT AS\nALTER TABLE sales SWITCH TO b",
                // what only a database may not that is mirrored from elsewhere
                "ALTER PARTITION FUNCTION by_year() SPLIT RANGE ('2027-01-01')",
                "ALTER PARTITION FUNCTION by_year() MERGE RANGE (2020)",
            })
    void nothingIsFoundWhereNothingForbiddenIsDone(String script) throws IOException {
        assertThat(read(script)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2 | GO\\nALTER INDEX ALL ON sales REBUILD",
                "4 | CREATE PROC p AS\\nALTER TABLE a SWITCH TO b\\ngo \\nALTER INDEX ALL ON sales REBUILD",
                "3 | CREATE VIEW v AS SELECT 1 AS [GO]\\nGO -- done\\nALTER INDEX ALL ON v REBUILD",
                "3 | SELECT 'a\\nb';\\nALTER INDEX\\nALL ON sales REBUILD",
                "2 | SELECT (1)\\nIF 1 = 1 ALTER INDEX ALL ON sales REBUILD",
                "2 | BEGIN TRAN\\nALTER INDEX ALL ON sales REBUILD\\nCOMMIT",
                "3 | SET NOCOUNT ON\\nGO\\nALTER INDEX ALL ON sales REBUILD",
                "1 | EXEC sp_rename 'sales.at', 'made_at', 'COLUMN'",
                "2 | BEGIN\\n EXECUTE @result = sys.sp_rename N'sales', N'orders'\\nEND",
                "1 | sp_rename 'sales', 'orders'",
                "1 | exec dbo.[sp_rename] 'sales', 'orders'",
                "1 | ALTER TABLE sales ALTER COLUMN details json NOT NULL",
                "2 | ALTER TABLE a ADD b int;\\nALTER TABLE [s].[a] ALTER COLUMN [v] VECTOR(3)",
                "1 | ALTER TABLE sales ALTER COLUMN details sys.[json]",
                "1 | ALTER INDEX PK_sales ON dbo.sales DISABLE",
            })
    void isFoundInItsLine(int line, String script) throws IOException {
        assertThat(read(script.translateEscapes()))
                .singleElement()
                .isInstanceOf(Finding.Forbidden.class)
                .extracting(Finding::line)
                .isEqualTo(line);
    }

    @Test
    void otherLanguagesHaveNoStatementsThatAreKnown() throws IOException {
        String script = "set -e\n# requires: mirroring-off\nsqlcmd -Q '" + FORBIDDEN + "'\n";

        assertThat(Script.read(new StringReader(script), CommentStyle.HASH))
                .containsExactly(new Finding.Misplaced(2, "# requires: mirroring-off"));
    }

    @Test
    void dataIsNotReadToItsEnd() throws IOException {
        String data = "INSERT INTO sales VALUES (1);\n".repeat(100_000);

        assertThat(read(data + TAG)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void isReadInTheEncodingOfItsByteOrderMark(String encoding, @TempDir Path folder) throws IOException {
        Path script = folder.resolve("V1__a.sql");
        Files.write(script, ("\uFEFF" + TAG + "\nSELECT 'ö'").getBytes(Charset.forName(encoding)));

        assertThat(Script.read(script, StandardCharsets.ISO_8859_1)).containsExactly(new Finding.Tagged(1));
    }

    @Test
    void isReadInTheEncodingOfItsOwnConfiguration(@TempDir Path folder) throws IOException {
        Path script = folder.resolve("V1__a.sql");
        Files.write(script, TAG.getBytes(StandardCharsets.UTF_16LE));
        Files.writeString(folder.resolve("V1__a.sql.conf"), "encoding=UTF-16LE\n");

        assertThat(Script.read(script, StandardCharsets.UTF_8)).containsExactly(new Finding.Tagged(1));
    }

    @Test
    void saysWhyItCannotBeRead(@TempDir Path folder) throws IOException {
        Path gone = folder.resolve("V1__gone.sql");
        Path latin = folder.resolve("V2__latin.sql");
        Files.write(latin, "SELECT 'ö'".getBytes(StandardCharsets.ISO_8859_1));
        Path unknown = folder.resolve("V3__unknown.sql");
        Files.writeString(unknown, "SELECT 1");
        Files.writeString(folder.resolve("V3__unknown.sql.conf"), "encoding=latin-one\n");

        assertThat(List.of(gone, latin, unknown))
                .extracting(script -> Script.read(script, StandardCharsets.UTF_8))
                .containsExactly(
                        List.of(new Finding.Unreadable("there is no such file")),
                        List.of(new Finding.Unreadable("it is not in UTF-8, in which it would be read")),
                        List.of(new Finding.Unreadable("its own configuration names an encoding that is not known")));
    }

    private static List<Finding> read(String script) throws IOException {
        return Script.read(new StringReader(script), CommentStyle.SQL);
    }
}
