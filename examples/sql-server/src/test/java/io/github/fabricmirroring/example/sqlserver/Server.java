package io.github.fabricmirroring.example.sqlserver;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mssqlserver.MSSQLServerContainer;

/** What a test runs on. */
enum Server {
    /** Shows what Flyway's support for SQL Server and the extension do; not what SQL Server does. */
    H2_BEHIND_FLYWAY_SQLSERVER {
        @Override
        TestDatabase newDatabase(Names names) {
            return SqlServerOnH2.newDatabase(names);
        }
    },
    /** The one given as {@code -Dsqlserver.url}, else one in Docker, else none: then the test is skipped. */
    SQL_SERVER {
        @Override
        TestDatabase newDatabase(Names names) {
            return TestDatabase.on(Address.any(), names);
        }
    };

    /** The one that the build's property {@code server} names. */
    static Server current() {
        return valueOf(System.getProperty("server", H2_BEHIND_FLYWAY_SQLSERVER.name()));
    }

    /** How a database tells names apart. */
    enum Names {
        CASE_INSENSITIVE("Latin1_General_100_CI_AS"),
        CASE_SENSITIVE("Latin1_General_100_BIN2");

        final String collation;

        Names(String collation) {
            this.collation = collation;
        }
    }

    /** A database for one test, which is gone when that closes it. */
    abstract TestDatabase newDatabase(Names names);

    TestDatabase newDatabase() {
        return newDatabase(Names.CASE_INSENSITIVE);
    }

    /** Ends the test as skipped; the reason also appears in the build's output, once. */
    static <T> T leaveOut(String what, String reason) {
        if (Address.TOLD.add(what + reason)) {
            System.out.println("[sql-server] Left out: " + what + ", because " + reason);
        }
        return Assumptions.abort(what + " left out, because " + reason);
    }

    /** Where a SQL Server is, and who may do something there. */
    record Address(String url, String user, String password) {

        private static final String NEWEST = "2025-latest";
        private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();
        private static MSSQLServerContainer newest;

        static boolean isGiven() {
            return !System.getProperty("sqlserver.url", "").isEmpty();
        }

        static synchronized Address any() {
            if (isGiven()) {
                return new Address(
                        System.getProperty("sqlserver.url"),
                        System.getProperty("sqlserver.user", ""),
                        System.getProperty("sqlserver.password", ""));
            }
            if (newest == null) {
                newest = start(NEWEST);
            }
            return of(newest);
        }

        /** The container is to be closed by the caller. */
        static MSSQLServerContainer start(String tag) {
            String image = "mcr.microsoft.com/mssql/server:" + tag;
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                leaveOut(
                        image,
                        "there is no Docker here; -Dsqlserver.url=jdbc:sqlserver://... -Dsqlserver.user=..."
                                + " -Dsqlserver.password=... runs the tests on a server of yours.");
            }
            MSSQLServerContainer container = new MSSQLServerContainer(image).acceptLicense();
            container.start();
            return container;
        }

        static Address of(MSSQLServerContainer container) {
            return new Address(container.getJdbcUrl(), container.getUsername(), container.getPassword());
        }

        /** Later properties of a URL count. */
        Address with(String property, String value) {
            String open = url.endsWith(";") ? url : url + ";";
            return new Address(open + property + "={" + value.replace("}", "}}") + "}", user, password);
        }

        /** Without the password, and the URL may hold one, too. */
        @Override
        public String toString() {
            return "a server for " + user;
        }

        Connection connect() throws SQLException {
            // The URL may say how to sign in.
            return user.isEmpty() ? DriverManager.getConnection(url) : DriverManager.getConnection(url, user, password);
        }

        /** Not on Azure and in Fabric, where that takes minutes and costs money. */
        boolean mayCreateDatabases() {
            // https://learn.microsoft.com/sql/t-sql/functions/serverproperty-transact-sql: 2 to 4 are SQL Server's.
            String sql = "SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'CREATE ANY DATABASE')"
                    + " WHERE CAST(SERVERPROPERTY('EngineEdition') AS int) IN (2, 3, 4)";
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery(sql)) {
                return answer.next() && answer.getInt(1) == 1;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
