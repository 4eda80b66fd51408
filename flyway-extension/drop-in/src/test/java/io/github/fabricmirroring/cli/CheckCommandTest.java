package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.cli.Terminal.Result;
import io.github.fabricmirroring.standin.EngineEdition;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.H2InFabric;
import io.github.fabricmirroring.standin.SqlDatabaseInFabric;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against H2 as a SQL database in Fabric. */
class CheckCommandTest {

    private final SqlDatabaseInFabric item = SqlDatabaseInFabric.named("Sales");

    private H2InFabric database;
    private FabricStandIn fabric;
    private Terminal terminal;

    /** What the user lacks; asked by H2. */
    private static volatile String denied = "";

    @BeforeEach
    void start() throws Exception {
        denied = "";
        database = H2InFabric.start(item, EngineEdition.SQL_DATABASE_IN_FABRIC);
        fabric = FabricStandIn.builder()
                .item(item)
                .database(database.h2Url(), "sa", "")
                .start();
        database.showMirroring();
        execute("create alias HAS_PERMS_BY_NAME for '" + Permissions.class.getName() + ".has'");
        SqlServerDriver.leads(item.jdbcUrl(), H2InFabric.dataSource(database.h2Url(), item.jdbcUrl()));
        terminal = Terminal.to(fabric).environment("FLYWAY_URL", item.jdbcUrl());
    }

    @AfterEach
    void stop() {
        fabric.close();
        database.close();
    }

    /** Called by H2. */
    public static final class Permissions {

        private Permissions() {}

        public static int has(String securable, String kind, String permission) {
            return permission.equals(denied) ? 0 : 1;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.h2Url(), "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = database.connect();
                ResultSet rows = connection.getMetaData().getTables(null, null, "%", new String[] {"BASE TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString(2) + "." + rows.getString(3));
            }
        }
        return tables;
    }

    @Test
    void everythingThatCanBeKnownIsALineAndNothingIsChanged() throws Exception {
        List<String> before = tables();

        Result check = terminal.run("check");

        assertThat(check.exitCode()).as(check.all()).isZero();
        assertThat(check.out().lines())
                .anyMatch(line -> line.equals("[ok]      item: SQL database " + item.sqlDatabaseId() + " in workspace "
                        + item.workspaceId() + ", from the database's address."))
                .anyMatch(
                        line -> line.startsWith("[ok]      sign-in: Signed in as somebody whom the token does not name;"
                                + " the token is valid until "))
                .anyMatch(line -> line.equals(
                        "[ok]      item: In Fabric it is \"Sales\", and it is the database that is connected to."))
                .anyMatch(line -> line.equals("[ok]      database: \"" + item.databaseName()
                        + "\" answers: engine edition 12, SQL database in Fabric."))
                .anyMatch(line -> line.equals("[ok]      state: Mirroring is on, by sys.databases."))
                .anyMatch(line -> line.equals(
                        "[ok]      locks: Both can be taken, and were given back; nobody keeps mirroring off."))
                .anyMatch(line -> line.matches(
                        "\\[ok]      table of notes: .*fabric_mirroring is not there yet, and may be made\\."))
                .anyMatch(line -> line.equals("[ok]      notes: None stands."))
                .anyMatch(line -> line.startsWith("[unknown] permission to write: Whether the identity may stop"));
        assertThat(tables()).isEqualTo(before);
        assertThat(fabric.calls()).isEmpty();
        assertThat(terminal.run("check").out()).contains("Both can be taken");
    }

    @Test
    void pipelinesReadItAsJson() {
        Result check = terminal.run("check", "--json");

        assertThat(check.exitCode()).isZero();
        assertThat(check.out())
                .hasLineCount(1)
                .startsWith("{\"checks\":[{\"about\":\"item\",\"result\":\"ok\",\"message\":\"SQL database ")
                .contains("\"result\":\"unknown\"", "\"next\":\"It needs the workspace's Contributor role")
                .endsWith("\"scripts\":[]}" + System.lineSeparator());
    }

    @Test
    void aMissingPermissionIsNamedBeforeAnythingIsStopped() {
        denied = "CREATE TABLE";

        Result check = terminal.run("check");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .containsPattern(
                        "\\[failed]  table of notes: .*fabric_mirroring is not there yet, and the user lacks CREATE TABLE\\. Grant it\\.");
    }

    @Test
    void theTableThatIsThereMustBeUsable() throws Exception {
        execute("create table fabric_mirroring(id varchar(36))");
        denied = "DELETE";

        assertThat(terminal.run("check").out())
                .containsPattern("fabric_mirroring is there, and the user lacks DELETE on .*fabric_mirroring\\.");
    }

    @Test
    void anotherDatabasesItemFails() {
        String other = SqlDatabaseInFabric.named("Other").itemUrl();

        Result named = terminal.run("check", "--item-url", other);

        assertThat(named.exitCode()).isEqualTo(2);
        assertThat(named.err()).contains("--item-url", "but by its address the database is");
    }

    @Test
    void anItemThatFabricTakesForAnotherDatabaseFails() throws Exception {
        fabric.close();
        fabric = FabricStandIn.builder()
                .item(item)
                .describing(SqlDatabaseInFabric.named("Other"))
                .start();

        Result check =
                Terminal.to(fabric).environment("FLYWAY_URL", item.jdbcUrl()).run("check");

        assertThat(check.exitCode()).as(check.all()).isEqualTo(1);
        assertThat(check.out()).contains("[failed]  item: by its address the database is");
    }

    @Test
    void whatFailsKeepsNothingElseFromBeingChecked() {
        Result check = Terminal.to(() -> new MirroringException("No token."))
                .environment("FLYWAY_URL", item.jdbcUrl())
                .run("check");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).contains("[failed]  sign-in: No token.", "[ok]      locks:", "[ok]      notes:");
    }

    @Test
    void aDatabaseThatDoesNotAnswerFails() {
        Result check =
                terminal.run("check", "--url", "jdbc:sqlserver://nowhere;database=x", "--item-url", fabric.itemUrl());

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .contains("[failed]  database: the database jdbc:sqlserver://nowhere does not answer")
                .contains("[ok]      sign-in:", "was not compared");
    }

    @Test
    void withoutAUrlTheItemIsChecked() {
        Result check = Terminal.to(fabric).run("check", "--item-url", fabric.itemUrl());

        assertThat(check.exitCode()).as(check.all()).isZero();
        assertThat(check.out())
                .contains("from --item-url.", "In Fabric it is \"Sales\"; which database it is was not compared")
                .doesNotContain("locks");
    }

    @Test
    void onADatabaseThatIsNoneOfSqlServersWhatCanBeKnownIsChecked() {
        Result check = terminal.run("check", "--url", "jdbc:h2:mem:check", "--user", "sa");

        assertThat(check.exitCode()).as(check.all()).isZero();
        assertThat(check.out())
                .contains("[unknown] item: No SQL database in Fabric is named")
                .contains("[ok]      database: jdbc:h2:mem:… answers; it is not of SQL Server's kind.")
                .contains("[unknown] state:", "[unknown] locks:", "[unknown] table of notes:", "[ok]      notes:");
    }

    @Test
    void withNothingToCheckItIsWrongUsage() {
        assertThat(Terminal.to(fabric).run("check").exitCode()).isEqualTo(2);
        assertThat(Terminal.to(fabric).run("check", "--offline").exitCode()).isEqualTo(2);
    }
}
