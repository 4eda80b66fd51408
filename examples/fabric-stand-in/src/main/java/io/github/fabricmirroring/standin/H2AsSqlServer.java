package io.github.fabricmirroring.standin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.h2.tools.Server;

/**
 * H2 in its SQL Server mode, on H2's server in this JVM, with connections that say that they are SQL Server's. Here is
 * only what Flyway's support for SQL Server and the extension ask it for: application locks, a few system tables and
 * functions, some session options, names in brackets. As on H2, DDL commits.
 */
public final class H2AsSqlServer {

    private static final String AS_SQL_SERVER = ";MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;LOCK_TIMEOUT=60000";

    private static final List<String> FUNCTIONS =
            List.of("SERVERPROPERTY", "DB_NAME", "SCHEMA_NAME", "SUSER_SNAME", "OBJECT_ID");

    private static final List<String> LOCK_FUNCTIONS = List.of("getapplock", "releaseapplock", "APPLOCK_TEST");

    private H2AsSqlServer() {}

    /** On first use. */
    private static final class Running {
        static final Server SERVER = start();

        private static Server start() {
            try {
                return Server.createTcpServer("-tcpPort", "0", "-tcpDaemon", "-ifNotExists")
                        .start();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * The JDBC URL of a database that is not there yet; it is there as long as somebody is connected. The user is sa,
     * without a password.
     */
    public static String newUrl(boolean caseSensitiveNames) {
        return url(UUID.randomUUID().toString(), caseSensitiveNames);
    }

    /** The same, of a database with that name. */
    static String url(String name, boolean caseSensitiveNames) {
        return "jdbc:h2:tcp://localhost:" + Running.SERVER.getPort() + "/mem:" + name + AS_SQL_SERVER
                + (caseSensitiveNames ? "" : ";CASE_INSENSITIVE_IDENTIFIERS=TRUE");
    }

    /** Makes what Flyway and the extension look at: an Azure SQL database, which is not in Fabric. */
    public static void furnish(Connection connection) throws SQLException {
        furnish(connection, EngineEdition.AZURE_SQL_DATABASE);
    }

    /** The same for any edition. */
    public static void furnish(Connection connection, EngineEdition edition) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            aliases(statement, FUNCTIONS, H2AsSqlServer.class);
            statement.execute("create schema stand_in");
            statement.execute("create table stand_in.edition as select " + edition.number + " as number");
            aliases(statement, LOCK_FUNCTIONS, ApplicationLocks.class);
            statement.execute("create schema sys");
            statement.execute("create table sys.databases(name varchar(128))");
            statement.execute("create table sys.all_columns(object_id int, name varchar(128))");
            // Where Flyway looks for what a schema holds that it has not made.
            statement.execute("create table sys.objects(object_id int, name varchar(128), schema_id int, type char(2),"
                    + " is_ms_shipped bit, create_date timestamp)");
            statement.execute(
                    "create table sys.extended_properties(major_id int, minor_id int, class int, name varchar(128))");
            statement.execute("create table sys.types(name varchar(128), schema_id int, is_user_defined bit)");
            statement.execute("create table sys.schemas(name varchar(128), schema_id int)");
            statement.execute("create table sys.assemblies(name varchar(128), is_user_defined bit)");
        }
    }

    private static void aliases(Statement statement, List<String> names, Class<?> methods) throws SQLException {
        for (String name : names) {
            statement.execute(
                    "create alias " + name + " for '" + methods.getName() + "." + name.toLowerCase(Locale.ROOT) + "'");
        }
    }

    /**
     * From now on, {@code sys.databases} has these columns, and all say whether {@link WatchedDatabase} has mirroring
     * on.
     *
     * @param connection not one that says it is SQL Server's
     */
    public static void catalogWith(Connection connection, String... columns) throws SQLException {
        StringBuilder view = new StringBuilder("create view sys.databases as select DB_NAME() as name");
        try (Statement statement = connection.createStatement()) {
            for (String column : columns) {
                view.append(", is_on as ").append(column);
                statement.execute("insert into sys.all_columns values (1, '" + column + "')");
            }
            statement.execute("drop table sys.databases");
            statement.execute(view.append(" from fabric.mirroring_state").toString());
        }
    }

    /** The same connection; it says that it is SQL Server's. */
    public static Connection asSqlServer(Connection connection) throws SQLException {
        return asSqlServer(connection, connection.getMetaData().getURL());
    }

    /** The same connection; it says that it is SQL Server's, and leads to that address. */
    static Connection asSqlServer(Connection connection, String url) {
        SqlServerWords session = new SqlServerWords();
        return proxy(Connection.class, connection, (method, arguments, answer) -> switch (method) {
            case "getMetaData" -> metaData((DatabaseMetaData) answer.get(), url);
            case "createStatement" -> statement(Statement.class, (Statement) answer.get(), session);
            case "prepareStatement" -> {
                arguments[0] = session.translate((String) arguments[0]);
                yield statement(PreparedStatement.class, (PreparedStatement) answer.get(), session);
            }
            default -> answer.get();
        });
    }

    private static DatabaseMetaData metaData(DatabaseMetaData metaData, String url) {
        return proxy(DatabaseMetaData.class, metaData, (method, arguments, answer) -> switch (method) {
            case "getURL" -> url;
            case "getDatabaseProductName" -> "Microsoft SQL Server";
            case "getDatabaseProductVersion" -> "12.00.2000";
            case "getDatabaseMajorVersion" -> 12;
            case "getDatabaseMinorVersion" -> 0;
            default -> answer.get();
        });
    }

    private static <T extends Statement> T statement(Class<T> type, T statement, SqlServerWords session) {
        return proxy(type, statement, (method, arguments, answer) -> {
            if (method.startsWith("execute")
                    && arguments != null
                    && arguments.length > 0
                    && arguments[0] instanceof String sql) {
                if (session.set(sql)) {
                    return false;
                }
                arguments[0] = session.translate(sql);
            }
            Object value = answer.get();
            return method.equals("executeUpdate") && !session.countsRows() ? Integer.valueOf(-1) : value;
        });
    }

    private interface Answer {
        Object get() throws Exception;
    }

    private interface Behaviour {
        Object of(String method, Object[] arguments, Answer answer) throws Exception;
    }

    private static <T> T proxy(Class<T> type, T target, Behaviour behaviour) {
        return type.cast(Proxy.newProxyInstance(
                H2AsSqlServer.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return behaviour.of(method.getName(), arguments, () -> method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** Called by H2. */
    public static String serverproperty(Connection connection, String name) throws SQLException {
        return switch (name) {
            case "edition" -> "SQL Azure";
            case "engineedition", "EngineEdition" -> edition(connection);
            default -> "h2";
        };
    }

    private static String edition(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select number from stand_in.edition")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Called by H2. */
    public static String db_name(Connection connection) throws SQLException {
        return connection.getCatalog();
    }

    /** Called by H2: the default one. */
    public static String schema_name(Connection connection) throws SQLException {
        return connection.getSchema();
    }

    /** Called by H2. */
    public static String schema_name(int id) {
        return null;
    }

    /** Called by H2. */
    public static String suser_sname() {
        return "sa";
    }

    /** Called by H2. */
    public static Integer object_id(String name) {
        return name.equals("sys.databases") ? 1 : null;
    }
}
