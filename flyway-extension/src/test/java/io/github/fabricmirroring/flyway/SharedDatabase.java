package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.standin.FabricStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.flywaydb.core.Flyway;
import org.h2.api.Trigger;
import org.h2.tools.Server;

/**
 * A mirrored database that several {@link Release}s share, on H2's server in this JVM. What they run in it calls back
 * to here: says how far it has come, is held there, and is watched.
 */
public final class SharedDatabase implements AutoCloseable {

    static final Duration LONG = Duration.ofMinutes(1);

    private static final Server SERVER = startServer();

    /** The one that H2 calls back. */
    private static volatile SharedDatabase current;

    final FabricStandIn fabric;

    private final String name = "mem:" + UUID.randomUUID();
    private final Set<String> held = new HashSet<>();
    private final List<String> reached = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();

    /** @param delay how long an accepted stop or start takes */
    SharedDatabase(Duration delay) {
        fabric = FabricStandIn.builder()
                .delay(delay)
                .database("jdbc:h2:" + name + ";MODE=MSSQLServer", "sa", "")
                .start();
        current = this;
        execute("create table done(id int identity, script varchar(100))");
        execute("create alias reached for '" + SharedDatabase.class.getName() + ".reached'");
        execute("create alias inside_tagged for '" + SharedDatabase.class.getName() + ".insideTagged'");
        execute("create alias asked for '" + SharedDatabase.class.getName() + ".asked'");
        execute("create trigger switched after update on fabric.mirroring_state for each row call '"
                + Switched.class.getName() + "'");
        // Flyway locks the rows of its history: there has to be one.
        Flyway.configure()
                .dataSource("jdbc:h2:" + name, "sa", "")
                .baselineVersion("0")
                .load()
                .baseline();
    }

    private static Server startServer() {
        try {
            return Server.createTcpServer("-tcpPort", "0").start();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(20));
    }

    /** For another process. */
    String url() {
        return "jdbc:h2:tcp://localhost:" + SERVER.getPort() + "/" + name + ";MODE=MSSQLServer;LOCK_TIMEOUT=60000";
    }

    /** As {@code WatchedDatabase.STATE_QUERY}; says that it was asked, and by whom. */
    static String stateQuery(String release) {
        return "select asked('" + release + "', is_on) from fabric.mirroring_state";
    }

    /** Writes scripts that do something once: a name that ends with {@code _off} is tagged. */
    static void write(Path folder, String... scripts) {
        try {
            Files.createDirectories(folder);
            for (String script : scripts) {
                Files.writeString(
                        folder.resolve(script),
                        "%sinsert into done(script) values ('%s');\ncall %s('%s');\n"
                                .formatted(
                                        isTagged(script) ? "-- requires: mirroring-off\n" : "",
                                        script,
                                        isTagged(script) ? "inside_tagged" : "reached",
                                        "inside " + script));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTagged(String script) {
        return script.endsWith("_off.sql");
    }

    /** Called by H2. */
    public static void reached(String point) {
        current.reach(point);
    }

    /** Called by H2 inside a tagged migration. */
    public static void insideTagged(Connection connection, String point) throws SQLException {
        current.watchTagged(connection, point);
    }

    /** Called by H2 when a release asks for the state. */
    public static boolean asked(String release, boolean isOn) {
        current.reach("asked " + release);
        return isOn;
    }

    /** Called by H2 when mirroring has been switched. */
    public static final class Switched implements Trigger {
        @Override
        public void fire(Connection connection, Object[] before, Object[] now) throws SQLException {
            if ((Boolean) now[0]) {
                current.watchStart(connection);
            }
        }
    }

    private void reach(String point) {
        reached.add(point);
        synchronized (held) {
            while (held.contains(point)) {
                try {
                    held.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private void watchTagged(Connection connection, String point) throws SQLException {
        List<String> calls = callsWhileOff(connection, point);
        reach(point);
        if (!callsWhileOff(connection, point).equals(calls)) {
            violations.add(point + " there were calls: " + fabric.calls());
        }
    }

    private List<String> callsWhileOff(Connection connection, String point) throws SQLException {
        List<String> calls = fabric.calls();
        if (!column(connection, "select is_on from fabric.mirroring_state").equals(List.of("FALSE"))) {
            violations.add(point + " mirroring is on");
        }
        if (calls.isEmpty() || !calls.get(calls.size() - 1).equals("stopMirroring")) {
            violations.add(point + " the calls were " + calls);
        }
        return calls;
    }

    /** What a tagged migration did must be committed by now. */
    private void watchStart(Connection connection) throws SQLException {
        List<String> applied = column(connection, APPLIED);
        reached.stream()
                .filter(point -> point.startsWith("inside "))
                .map(point -> point.replace("inside ", ""))
                .filter(script -> isTagged(script) && !applied.contains(script))
                .forEach(script -> violations.add("mirroring was started before the end of " + script));
    }

    /** From now on whoever reaches the point stays there. */
    void hold(String point) {
        synchronized (held) {
            held.add(point);
        }
    }

    void awaitReached(String point) {
        awaitReached(point, 1);
    }

    void awaitReached(String point, int times) {
        await().alias(point + " of " + reached).until(() -> timesReached(point) >= times);
    }

    int timesReached(String point) {
        return (int) reached.stream().filter(point::equals).count();
    }

    /** Whoever has reached it was killed there. */
    void forget(String point) {
        reached.remove(point);
    }

    void release(String point) {
        synchronized (held) {
            held.remove(point);
            held.notifyAll();
        }
    }

    /**
     * What must not happen: a tagged migration that sees mirroring on, a start before the migration it is for has
     * ended.
     */
    List<String> violations() {
        return List.copyOf(violations);
    }

    private static final String APPLIED = "select \"script\" from \"flyway_schema_history\""
            + " where \"success\" and \"type\" = 'SQL' order by \"installed_rank\"";

    /** What Flyway's history says was applied, in order. */
    List<String> applied() {
        return query(APPLIED);
    }

    /** What the migrations did that were committed, in order. */
    List<String> done() {
        return query("select script from done order by id");
    }

    /** Who has to start mirroring. */
    List<String> notes() {
        String table = "\"fabric_mirroring\"";
        return query("select 1 from information_schema.tables where '\"' || table_name || '\"' = '" + table + "'")
                        .isEmpty()
                ? List.of()
                : query("select purpose || ' ' || phase from " + table);
    }

    /** Whether somebody waits for somebody else's lock. */
    boolean isSomebodyBlocked() {
        return !query("select 1 from information_schema.sessions where blocker_id is not null")
                .isEmpty();
    }

    private Connection connect() {
        try {
            return DriverManager.getConnection("jdbc:h2:" + name, "sa", "");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> query(String sql) {
        try (Connection connection = connect()) {
            return column(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        }
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets go of all who are held. */
    @Override
    public void close() {
        synchronized (held) {
            held.clear();
            held.notifyAll();
        }
        fabric.close();
    }
}
