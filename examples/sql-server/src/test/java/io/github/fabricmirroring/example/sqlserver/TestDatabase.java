package io.github.fabricmirroring.example.sqlserver;

import io.github.fabricmirroring.example.sqlserver.Server.Address;
import io.github.fabricmirroring.example.sqlserver.Server.Names;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * One test's database. It is the test's own where that is permitted; else the schemas that the test names are removed.
 */
class TestDatabase implements AutoCloseable {

    final Address address;

    private final Address creator;
    private final String created;
    private final Set<String> schemas = new LinkedHashSet<>();

    /**
     * @param creator from where {@code created} can be dropped
     * @param created {@code null} if the database was there before
     */
    TestDatabase(Address address, Address creator, String created) {
        this.address = address;
        this.creator = creator;
        this.created = created;
    }

    static TestDatabase on(Address server, Names names) {
        if (server.mayCreateDatabases()) {
            String name = "flyway_mirroring_" + UUID.randomUUID().toString().replace("-", "");
            TestDatabase database = new TestDatabase(server.with("databaseName", name), server, name);
            run(server, "CREATE DATABASE [" + name + "] COLLATE " + names.collation);
            return database;
        }
        if (names == Names.CASE_SENSITIVE) {
            return Server.leaveOut(
                    "a case-sensitive database", "this user may not create databases, or this is Azure or Fabric.");
        }
        return new TestDatabase(server, server, null);
    }

    /** A schema that nobody else has, if the database is not the test's own. */
    String newSchema() {
        return schema("mirroring_" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** A schema that the test uses, and no longer than it lasts. */
    String schema(String name) {
        if (created == null
                && !query("SELECT 1 FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME = '" + name.replace("'", "''")
                                + "'")
                        .isEmpty()) {
            return Server.leaveOut("a test", "there is a schema " + name + " in the given database already.");
        }
        schemas.add(name);
        return name;
    }

    boolean isSqlServer() {
        return true;
    }

    /** Each connection runs these statements first, as if somebody had left it like that. */
    DataSource dataSource(String... before) {
        return new Connections(this, before);
    }

    Connection connect() throws SQLException {
        return address.connect();
    }

    List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /**
     * Which of the application locks by which processes agree on mirroring somebody holds.
     *
     * @see <a href="https://learn.microsoft.com/sql/t-sql/functions/applock-test-transact-sql">APPLOCK_TEST</a>
     */
    List<String> windowLocks() {
        return Stream.of("fabric_mirroring_gate", "fabric_mirroring_keeper")
                .filter(lock -> query("SELECT APPLOCK_TEST('public', N'" + lock + "', 'Exclusive', 'Session')")
                        .equals(List.of("0")))
                .toList();
    }

    private static void run(Address address, String sql) {
        new TestDatabase(address, address, null).execute(sql);
    }

    @Override
    public void close() {
        if (created != null) {
            run(creator, "ALTER DATABASE [" + created + "] SET SINGLE_USER WITH ROLLBACK IMMEDIATE");
            run(creator, "DROP DATABASE [" + created + "]");
            return;
        }
        for (String schema : schemas) {
            Flyway.configure()
                    .dataSource(dataSource())
                    .schemas(schema)
                    .cleanDisabled(false)
                    .load()
                    .clean();
            execute("DROP SCHEMA IF EXISTS [" + schema.replace("]", "]]") + "]");
        }
    }

    /** Physical connections, without a pool. */
    private record Connections(TestDatabase database, String... before) implements DataSource {

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = database.connect();
            try (Statement statement = connection.createStatement()) {
                for (String sql : before) {
                    statement.execute(sql);
                }
            }
            return connection;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
