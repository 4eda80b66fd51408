package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.Participant;
import io.github.fabricmirroring.internal.window.WindowSession;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The SQL Server, Azure SQL database or SQL database in Fabric of {@code -Dsqlserver.url}, {@code -Dsqlserver.user} and
 * {@code -Dsqlserver.password}. Each service has a schema in it, which is gone when the test has ended.
 */
final class RealServer implements AutoCloseable {

    static final String URL = "sqlserver.url";

    private static final String PREFIX = "fabric_mirroring_test_";

    private static final MirroringSettings DO_NOT_ASK =
            MirroringSettings.builder().set(Setting.STATE_QUERY, "none").build();

    private final Set<String> schemas = new LinkedHashSet<>();
    private final List<WindowSession> sessions = new ArrayList<>();

    /** A session whose connections can be cut; that takes the right to {@code KILL}. */
    Participant participant(String service) {
        String schema = schema(service);
        if (schemas.add(schema)) {
            execute("IF SCHEMA_ID('" + schema + "') IS NULL EXEC('CREATE SCHEMA " + schema + "')");
        }
        List<Integer> ids = new ArrayList<>();
        WindowSession session = new JdbcWindowDatabase(
                        () -> {
                            Connection connection = connect();
                            ids.add(sessionId(connection));
                            return connection;
                        },
                        schema,
                        DO_NOT_ASK)
                .open();
        sessions.add(session);
        return new Participant() {
            @Override
            public WindowSession session() {
                return session;
            }

            @Override
            public void cut() {
                ids.forEach(id -> execute("KILL " + id));
            }
        };
    }

    void dropNotesOf(String service) {
        execute("DROP TABLE " + schema(service) + ".fabric_mirroring");
    }

    private static String schema(String service) {
        return PREFIX + service;
    }

    private static Connection connect() throws SQLException {
        String user = System.getProperty("sqlserver.user", "");
        // The URL may say how to sign in.
        return user.isEmpty()
                ? DriverManager.getConnection(System.getProperty(URL))
                : DriverManager.getConnection(
                        System.getProperty(URL), user, System.getProperty("sqlserver.password", ""));
    }

    private static int sessionId(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@SPID")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        sessions.forEach(WindowSession::close);
        for (String schema : schemas) {
            execute("DROP TABLE IF EXISTS " + schema + ".fabric_mirroring");
            execute("DROP SCHEMA " + schema);
        }
    }
}
