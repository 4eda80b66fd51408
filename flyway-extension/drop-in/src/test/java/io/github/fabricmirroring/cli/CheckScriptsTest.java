package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.cli.Terminal.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts in a pull request: nothing is there but the files. */
class CheckScriptsTest {

    @TempDir
    private Path folder;

    private final Terminal terminal = Terminal.to(() -> new MirroringException("There is no network."));

    private void script(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }

    private Result check(String... more) {
        String[] arguments = {"check", "--offline", "--locations", "filesystem:" + folder.resolve("sql")};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return terminal.run(all);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void everyKindOfFindingHasItsLineWithFileAndLineFirst() throws Exception {
        script("sql/V1__fine.sql", "create table x(id int);");
        script("sql/V2__tagged.sql", "-- requires: mirroring-off", "create clustered columnstore index c on x;");
        script("sql/V3__misspelled.sql", "", "-- requires mirroring-off", "select 1;");
        script("sql/V4__misplaced.sql", "select 1;", "go", "-- requires: mirroring-off", "select 2;");
        script("sql/sub/V5__forbidden.sql", "select 1", "go", "create clustered columnstore index c", "on x;");
        Files.write(folder.resolve("sql/V6__unreadable.sql"), new byte[] {'-', '-', (byte) 0xE4, '\n'});
        script("sql/R__job.sh", "# requires: mirroring-off", "echo");

        Result check = check();

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out().lines())
                .containsExactlyInAnyOrder(
                        path("sql/R__job.sh") + ":1: tagged: mirroring is off while it runs.",
                        path("sql/V2__tagged.sql") + ":1: tagged: mirroring is off while it runs.",
                        path("sql/V3__misspelled.sql")
                                + ":2: \"requires mirroring-off\" is meant as the tag, and is not it: write \"-- requires:"
                                + " mirroring-off\".",
                        path("sql/V4__misplaced.sql")
                                + ":3: a tag counts only in a comment above the first statement: put \"-- requires:"
                                + " mirroring-off\" there.",
                        path("sql/V6__unreadable.sql")
                                + ":1: it cannot be read, because it is not in UTF-8, in which it would be read.",
                        path("sql/sub/V5__forbidden.sql")
                                + ":3: it creates a clustered columnstore index, which is not allowed while Fabric mirrors"
                                + " the database, and is not tagged: put \"-- requires: mirroring-off\" at its top.");
        assertThat(check.err()).contains("read 7 scripts; 4 to be changed.");
    }

    @Test
    void scriptsThatNeedNothingOrAreTaggedAreAllWell() throws Exception {
        script("sql/V1__fine.sql", "create table x(id int);");
        script("sql/V2__tagged.sql", "-- requires: mirroring-off", "create clustered columnstore index c on x;");

        Result check = check();

        assertThat(check.exitCode()).as(check.all()).isZero();
        assertThat(check.out()).hasLineCount(1);
    }

    @Test
    void whatIsInAStringOrACommentOrAProcedureIsNoStatement() throws Exception {
        script(
                "sql/V1__x.sql",
                "print 'create clustered columnstore index c on x'",
                "/* create clustered columnstore index c on x */",
                "go",
                "create procedure p as create clustered columnstore index c on x;",
                "go",
                "-- create clustered columnstore index c on x",
                "select [create clustered columnstore index c on x] from x");

        assertThat(check().exitCode()).isZero();
    }

    @Test
    void onlyMigrationsAreRead() throws Exception {
        String forbidden = "create clustered columnstore index c on x;";
        script("sql/beforeMigrate.sql", forbidden);
        script("sql/README.md", forbidden);
        script("sql/later.sql", forbidden);
        script("sql/Views.sql", forbidden);
        script("sql/.hidden/V1__x.sql", forbidden);
        script("sql/V1__x.sql.conf", "encoding=UTF-8");

        Result check = check();

        assertThat(check.exitCode()).as(check.all()).isZero();
        assertThat(check.err()).contains("read 0 scripts");
    }

    @Test
    void flywaysOwnSettingsSayWhatIsAMigrationAndInWhichEncoding() throws Exception {
        script("db/M1-x.ddl", "create clustered columnstore index c on x;");
        Files.write(folder.resolve("db/M2-x.ddl"), "-- \u00E4".getBytes(StandardCharsets.ISO_8859_1));
        Path config = Files.writeString(
                folder.resolve("flyway.toml"),
                "[flyway]\nlocations = [\"filesystem:" + folder.resolve("db") + "\", \"filesystem:"
                        + folder.resolve("db")
                        + "\"]\nsqlMigrationPrefix = \"M\"\nsqlMigrationSeparator = \"-\"\nsqlMigrationSuffixes ="
                        + " [\".ddl\"]\nencoding = \"ISO-8859-1\"\n");

        Result check = terminal.run("check", "--offline", "--config", config.toString());

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).hasLineCount(1).startsWith(path("db/M1-x.ddl") + ":1: ");
        assertThat(check.err()).contains("read 2 scripts; 1 to be changed.");
    }

    @Test
    void aLocationMayHaveWildcards() throws Exception {
        script("a/one/sql/V1__x.sql", "-- requires: mirroring-off");
        script("a/two/deep/sql/V2__x.sql", "-- requires: mirroring-off");
        script("a/two/other/V3__x.sql", "-- requires: mirroring-off");

        assertThat(terminal.run("check", "--offline", "--locations", "filesystem:" + folder + "/a/**/sql")
                        .out())
                .contains("V1__x", "V2__x")
                .doesNotContain("V3__x");
        assertThat(terminal.run("check", "--offline", "--locations", "filesystem:" + folder + "/a/*/sql")
                        .out())
                .contains("V1__x")
                .doesNotContain("V2__x", "V3__x");
    }

    @Test
    void aLocationThatCannotBeReadIsNotTakenForAllWell() {
        Result check =
                terminal.run("check", "--offline", "--locations", "classpath:db,filesystem:" + folder + "/none,sql");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .contains("classpath:db:1: it cannot be read, because only locations that begin with filesystem:")
                .contains("/none:1: it cannot be read, because there is no such folder.")
                .contains("sql:1: it cannot be read");
    }

    @Test
    void pullRequestsAreAnnotated() throws Exception {
        script("sql/V1__a,b.sql", "select 1", "go", "create clustered columnstore index c on x");
        terminal.environment("GITHUB_ACTIONS", "true").environment("GITHUB_WORKSPACE", folder.toString());

        assertThat(check().err())
                .contains("::error file=sql/V1__a%2Cb.sql,line=3,title=Fabric mirroring::it creates a clustered"
                        + " columnstore index");

        terminal.environment("GITHUB_ACTIONS", "false")
                .environment("TF_BUILD", "True")
                .environment("BUILD_SOURCESDIRECTORY", folder.toString());
        Result azure = check("--json");
        assertThat(azure.err())
                .contains("##vso[task.logissue type=error;sourcepath=sql/V1__a,b.sql;linenumber=3]it creates a");
        assertThat(azure.out())
                .hasLineCount(1)
                .contains("\"kind\":\"forbidden\"")
                .doesNotContain("##vso");
    }

    @Test
    void taggedScriptsAreNotAnnotated() throws Exception {
        script("sql/V1__x.sql", "-- requires: mirroring-off");

        assertThat(terminal.environment("GITHUB_ACTIONS", "true")
                        .run("check", "--offline", "--locations", "filesystem:" + folder.resolve("sql"))
                        .err())
                .doesNotContain("::error");
    }
}
