package io.github.fabricmirroring.example.sqlserver;

import io.github.fabricmirroring.example.sqlserver.Server.Address;
import io.github.fabricmirroring.example.sqlserver.Server.Names;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.tools.Server;

/**
 * H2 in its SQL Server mode, on H2's server in this JVM, with connections that say that they are SQL Server's: Flyway then uses
 * flyway-sqlserver, with its parser ({@code GO}), its application lock and its only connection for history and migrations, and
 * the extension what it has for SQL Server.
 *
 * <p>Here is only what these two ask SQL Server for. A statement of the example that H2 cannot parse is put in H2's words. As on
 * H2, DDL commits; and who dies loses its application lock, as on SQL Server.
 */
public final class SqlServerOnH2 extends TestDatabase {

    private static final String AS_SQL_SERVER = ";MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;LOCK_TIMEOUT=60000";

    private static final Server SERVER = startServer();

    /** Application locks by name, with the id of the session that owns them. */
    private static final Map<String, Integer> LOCKS = new HashMap<>();

    private static final List<String> FUNCTIONS = List.of(
            "SERVERPROPERTY", "DB_NAME", "SCHEMA_NAME", "SUSER_SNAME", "OBJECT_ID", "getapplock", "releaseapplock");

    /** H2 knows names in brackets, but not a bracket in a name. */
    private static final Pattern NAME = Pattern.compile("\"[^\"]*\"|'[^']*'|\\[((?:[^]]|]])*)]");

    /** What H2 cannot parse, and what it is given instead. */
    private static final Map<Pattern, String> TRANSLATIONS = Map.of(
            Pattern.compile("CREATE CLUSTERED COLUMNSTORE INDEX (\\S+) ON ([\\w.]+)"),
            "CALL create_clustered_columnstore_index('$1', '$2')",
            Pattern.compile("PRIMARY KEY NONCLUSTERED"),
            "PRIMARY KEY",
            Pattern.compile("ALTER INDEX ALL ON ([\\w.]+) REBUILD WITH \\(.*\\)"),
            "ANALYZE TABLE $1",
            Pattern.compile("EXEC sp_(get|release)applock @Resource = \\?.*"),
            "CALL $1applock(?)");

    private final Connection keptOpen;

    private SqlServerOnH2(Address address) throws SQLException {
        super(address, address, null);
        keptOpen = DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    private static Server startServer() {
        try {
            return Server.createTcpServer("-tcpPort", "0", "-tcpDaemon", "-ifNotExists")
                    .start();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static SqlServerOnH2 newDatabase(Names names) {
        String url = "jdbc:h2:tcp://localhost:" + SERVER.getPort() + "/mem:" + UUID.randomUUID() + AS_SQL_SERVER
                + (names == Names.CASE_INSENSITIVE ? ";CASE_INSENSITIVE_IDENTIFIERS=TRUE" : "");
        try {
            SqlServerOnH2 database = new SqlServerOnH2(new Address(url, "sa", ""));
            database.furnish();
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that another process has made. */
    static SqlServerOnH2 at(Address address) throws SQLException {
        return new SqlServerOnH2(address);
    }

    /** As in Fabric: edition "SQL Azure", engine edition 12. */
    private void furnish() throws SQLException {
        try (Statement statement = keptOpen.createStatement()) {
            for (String function : FUNCTIONS) {
                statement.execute("create alias " + function + " for '" + SqlServerOnH2.class.getName() + "."
                        + function.toLowerCase(Locale.ROOT) + "'");
            }
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

    /** {@code sys.databases} has these columns, and all say whether the stand-in for Fabric has mirroring on. */
    void catalogWith(String... columns) {
        StringBuilder view = new StringBuilder("create view sys.databases as select DB_NAME() as name");
        for (String column : columns) {
            view.append(", is_on as ").append(column);
            execute("insert into sys.all_columns values (1, '" + column + "')");
        }
        execute("drop table sys.databases");
        execute(view.append(" from fabric.mirroring_state").toString());
    }

    @Override
    boolean isSqlServer() {
        return false;
    }

    @Override
    Connection connect() throws SQLException {
        return asSqlServer(super.connect());
    }

    private static Connection asSqlServer(Connection connection) {
        Session session = new Session();
        return proxy(Connection.class, connection, (method, arguments, answer) -> switch (method) {
            case "getMetaData" -> metaData((DatabaseMetaData) answer.get());
            case "createStatement" -> statement(Statement.class, (Statement) answer.get(), session);
            case "prepareStatement" -> {
                arguments[0] = session.translate((String) arguments[0]);
                yield statement(PreparedStatement.class, (PreparedStatement) answer.get(), session);
            }
            default -> answer.get();
        });
    }

    private static DatabaseMetaData metaData(DatabaseMetaData metaData) {
        return proxy(DatabaseMetaData.class, metaData, (method, arguments, answer) -> switch (method) {
            case "getDatabaseProductName" -> "Microsoft SQL Server";
            case "getDatabaseProductVersion" -> "12.00.2000";
            case "getDatabaseMajorVersion" -> 12;
            case "getDatabaseMinorVersion" -> 0;
            default -> answer.get();
        });
    }

    private static <T extends Statement> T statement(Class<T> type, T statement, Session session) {
        return proxy(type, statement, (method, arguments, answer) -> {
            if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
                if (session.set(sql)) {
                    return false;
                }
                arguments[0] = session.translate(sql);
            }
            Object value = answer.get();
            return session.noCount && method.equals("executeUpdate") ? -1 : value;
        });
    }

    /** What SQL Server's {@code SET} does to a session. */
    private static final class Session {
        boolean noCount;
        boolean quotedIdentifier = true;

        boolean set(String sql) {
            switch (sql) {
                case "SET NOCOUNT ON" -> noCount = true;
                case "SET QUOTED_IDENTIFIER OFF" -> quotedIdentifier = false;
                default -> {
                    return false;
                }
            }
            return true;
        }

        String translate(String sql) {
            // What is in double quotes is text then.
            String translated = NAME.matcher(quotedIdentifier ? sql : sql.replace('"', '\''))
                    .replaceAll(name -> Matcher.quoteReplacement(
                            name.group(1) == null
                                    ? name.group()
                                    : '"' + name.group(1).replace("]]", "]").replace("\"", "\"\"") + '"'));
            for (Map.Entry<Pattern, String> translation : TRANSLATIONS.entrySet()) {
                translated = translation.getKey().matcher(translated).replaceAll(translation.getValue());
            }
            return translated;
        }
    }

    private interface Answer {
        Object get() throws Exception;
    }

    private interface Behaviour {
        Object of(String method, Object[] arguments, Answer answer) throws Exception;
    }

    private static <T> T proxy(Class<T> type, T target, Behaviour behaviour) {
        return type.cast(Proxy.newProxyInstance(
                SqlServerOnH2.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return behaviour.of(method.getName(), arguments, () -> method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Override
    public void close() {
        try (keptOpen;
                Statement statement = keptOpen.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Called by H2. */
    public static String serverproperty(String name) {
        return switch (name) {
            case "edition" -> "SQL Azure";
            case "engineedition" -> "12";
            default -> "h2";
        };
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

    /** Called by H2. Returns when the session has the lock. */
    public static int getapplock(Connection connection, String name) throws Exception {
        int session = sessionOf(connection);
        String lock = connection.getCatalog() + " " + name;
        synchronized (LOCKS) {
            while (LOCKS.containsKey(lock) && isAlive(connection, LOCKS.get(lock))) {
                LOCKS.wait(20);
            }
            LOCKS.put(lock, session);
        }
        return 0;
    }

    /** Called by H2. */
    public static int releaseapplock(Connection connection, String name) throws SQLException {
        synchronized (LOCKS) {
            LOCKS.remove(connection.getCatalog() + " " + name, sessionOf(connection));
            LOCKS.notifyAll();
        }
        return 0;
    }

    private static int sessionOf(Connection connection) throws SQLException {
        return number(connection, "select session_id()");
    }

    private static boolean isAlive(Connection connection, int session) throws SQLException {
        return number(connection, "select count(*) from INFORMATION_SCHEMA.SESSIONS where session_id = " + session) > 0;
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
