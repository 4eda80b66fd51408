package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.Participant;
import io.github.fabricmirroring.internal.window.WindowSession;
import io.github.fabricmirroring.standin.H2AsSqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A database of H2, as itself or behind SQL Server's procedures, and the sessions with it. */
final class TestedDatabase implements AutoCloseable {

    /** How it presents itself. */
    enum Kind {
        H2,
        SQL_SERVER
    }

    private static final MirroringSettings DO_NOT_ASK =
            MirroringSettings.builder().set(Setting.STATE_QUERY, "none").build();

    private final Kind kind;
    private final String url;
    private final Connection keptOpen;
    private final List<WindowSession> sessions = new ArrayList<>();

    TestedDatabase(Kind kind) {
        this.kind = kind;
        url = kind == Kind.SQL_SERVER ? H2AsSqlServer.newUrl(false) : "jdbc:h2:mem:" + UUID.randomUUID();
        try {
            keptOpen = DriverManager.getConnection(url, "sa", "");
            if (kind == Kind.SQL_SERVER) {
                H2AsSqlServer.furnish(keptOpen);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connect() throws SQLException {
        return connectAs("sa", "");
    }

    Connection connectAs(String user, String password) throws SQLException {
        Connection connection = DriverManager.getConnection(url, user, password);
        return kind == Kind.SQL_SERVER ? H2AsSqlServer.asSqlServer(connection) : connection;
    }

    /** A session whose connections can be cut. The service's schema is made if it is not there. */
    Participant participant(String service) {
        execute("create schema if not exists \"" + service + "\"");
        Map<Connection, Integer> connections = new LinkedHashMap<>();
        WindowSession session = session(service, () -> {
            Connection connection = connect();
            connections.put(connection, sessionId(connection));
            return connection;
        });
        return new Participant() {
            @Override
            public WindowSession session() {
                return session;
            }

            @Override
            public void cut() {
                connections.values().forEach(id -> query("call abort_session(" + id + ")"));
            }
        };
    }

    WindowSession session(String schema, ConnectionSource connections) {
        return session(schema, connections, DO_NOT_ASK);
    }

    WindowSession session(String schema, ConnectionSource connections, MirroringSettings settings) {
        WindowSession session = new JdbcWindowDatabase(connections, schema, settings).open();
        sessions.add(session);
        return session;
    }

    static int sessionId(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select session_id()")) {
            row.next();
            return row.getInt(1);
        }
    }

    void execute(String sql) {
        try (Statement statement = keptOpen.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    List<String> query(String sql) {
        try (Statement statement = keptOpen.createStatement();
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

    List<String> tables() {
        return query("select table_schema || '.' || table_name from INFORMATION_SCHEMA.TABLES"
                + " where table_name like 'fabric_mirroring%' order by 1");
    }

    @Override
    public void close() {
        sessions.forEach(WindowSession::close);
        try (keptOpen;
                Statement statement = keptOpen.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
