package io.github.fabricmirroring.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedDatabaseTest {

    private static final String CREATE_INDEX = "call create_clustered_columnstore_index('cci_sales', 'sales')";

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=MSSQLServer";

    @Test
    void itKnowsTheStateWithItsChanges() throws Exception {
        try (FabricStandIn fabric = watching(url);
                Connection connection = DriverManager.getConnection(url, "sa", "")) {
            assertThat(stateIn(connection)).isTrue();

            new Client(fabric).stopMirroring();
            await().until(() -> !fabric.mirroringOn());
            assertThat(stateIn(connection)).isFalse();

            fabric.switchMirroring(true);
            assertThat(stateIn(connection)).isTrue();
        }
    }

    @Test
    void whatIsThereAtTheStartIsMadeAnew(@TempDir Path directory) throws Exception {
        String file = "jdbc:h2:file:" + directory.resolve("sales");
        watching(file).close();

        try (FabricStandIn fabric = FabricStandIn.builder()
                        .database(file, "sa", "")
                        .mirroringOn(false)
                        .start();
                Connection connection = DriverManager.getConnection(file, "sa", "")) {
            assertThat(stateIn(connection)).isFalse().isEqualTo(fabric.mirroringOn());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";MODE=MSSQLServer", ";MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE"})
    void aClusteredColumnstoreIndexIsRefusedWhileMirroringIsOn(String mode) throws Exception {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + mode;
        try (FabricStandIn fabric = watching(url);
                Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table sales(id int primary key, amount int)");

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute(CREATE_INDEX))
                    .withMessageContaining("cannot be created on the existing table 'sales' while mirroring is active");
            assertThat(hasIndex(connection)).isFalse();

            fabric.switchMirroring(false);
            statement.execute(CREATE_INDEX);
            assertThat(hasIndex(connection)).isTrue();
        }
    }

    @Test
    void theIndexCanBeMadeInATransactionAndInAnotherSchema() throws Exception {
        try (FabricStandIn fabric = watching(url);
                Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create schema dbo");
            statement.execute("create table dbo.sales(id int primary key)");
            fabric.switchMirroring(false);
            connection.setAutoCommit(false);

            statement.execute("call create_clustered_columnstore_index('cci_sales', 'dbo.sales')");

            connection.commit();
            assertThat(hasIndex(connection)).isTrue();
        }
    }

    @Test
    void theStateIsReadInTheTransactionOfTheCaller() throws Exception {
        try (FabricStandIn fabric = watching(url);
                Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table sales(id int primary key)");
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            assertThat(stateIn(connection)).isTrue();

            fabric.switchMirroring(false);

            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute(CREATE_INDEX));
        }
    }

    @Test
    void itMayBeHostedByAServer(@TempDir Path directory) throws Exception {
        Server server = Server.createTcpServer(
                        "-tcpPort", "0", "-tcpDaemon", "-ifNotExists", "-baseDir", directory.toString())
                .start();
        String url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/./sales;MODE=MSSQLServer";
        try (FabricStandIn fabric = watching(url);
                Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table sales(id int primary key)");

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute(CREATE_INDEX))
                    .withMessageContaining("while mirroring is active");
            fabric.switchMirroring(false);
            statement.execute(CREATE_INDEX);

            assertThat(hasIndex(connection)).isTrue();
        } finally {
            server.stop();
        }
    }

    private static FabricStandIn watching(String url) {
        return FabricStandIn.builder()
                .delay(Duration.ZERO)
                .database(url, "sa", "")
                .start();
    }

    private static boolean stateIn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet state = statement.executeQuery(WatchedDatabase.STATE_QUERY)) {
            assertThat(state.next()).isTrue();
            return state.getBoolean(1);
        }
    }

    private static boolean hasIndex(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet indexes = statement.executeQuery(
                        "select * from INFORMATION_SCHEMA.INDEXES where lower(INDEX_NAME) = 'cci_sales'")) {
            return indexes.next();
        }
    }
}
