package io.github.fabricmirroring.benchmark;

import com.azure.core.credential.AccessToken;
import io.github.fabricmirroring.flyway.MirroringCallback;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.StateChange;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import reactor.core.publisher.Mono;

/** An H2 database in memory that a stand-in mirrors, and what was seen from there: not from the extension's log. */
final class MirroredDatabase implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name = "MIRRORED" + COUNT.incrementAndGet();
    private final String url = "jdbc:h2:mem:" + name + ";MODE=MSSQLServer";
    private final List<Instant> commits = new CopyOnWriteArrayList<>();
    private final FabricStandIn fabric;

    /**
     * @param change from a call to the database saying so
     * @param answerAfter how long each answer takes
     */
    MirroredDatabase(Duration change, Duration answerAfter) throws SQLException {
        fabric = FabricStandIn.builder()
                .database(url, "sa", "")
                .delay(change)
                .answerAfter(answerAfter)
                .start();
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute(Work.createAlias());
        }
    }

    FabricStandIn fabric() {
        return fabric;
    }

    /** For another process, if a server of H2 in this one listens on that port. */
    String url(int port) {
        return url.replace("jdbc:h2:", "jdbc:h2:tcp://localhost:" + port + "/");
    }

    /** What the drop-in jar needs in the environment, and azure-identity. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(fabric.environment());
        environment.putAll(fabric.settingsInEnvironment());
        return environment;
    }

    FluentConfiguration flyway(Path scripts) {
        return Flyway.configure()
                .dataSource(dataSource())
                .locations("filesystem:" + scripts)
                .outputQueryResults(false)
                .loggers(InProcess.SILENT);
    }

    /** With the settings' defaults, but for where the stand-in is. */
    MirroringCallback.Builder callback() {
        return MirroringCallback.builder()
                .itemUrl(fabric.itemUrl())
                .apiEndpoint(fabric.apiEndpoint().toString())
                .stateQuery(WatchedDatabase.STATE_QUERY)
                .credential(request -> Mono.just(
                        new AccessToken(fabric.token(), OffsetDateTime.now().plusHours(1))));
    }

    /** For how long mirroring was off, each time. */
    List<Duration> timesOff() {
        List<Duration> times = new ArrayList<>();
        Instant off = null;
        for (StateChange change : fabric.stateChanges()) {
            if (!change.on()) {
                off = change.at();
            } else if (off != null) {
                times.add(Duration.between(off, change.at()));
                off = null;
            }
        }
        return times;
    }

    List<Work.Script> scripts() {
        return Work.doneIn(name);
    }

    /** When transactions of Flyway and its callbacks were committed. */
    List<Instant> commits() {
        return List.copyOf(commits);
    }

    private DataSource dataSource() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        database.setUser("sa");
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Object result = invoke(method, database, arguments);
                    return result instanceof Connection connection ? watched(connection) : result;
                });
    }

    private Connection watched(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    Object result = invoke(method, connection, arguments);
                    if (method.getName().equals("commit")) {
                        commits.add(Instant.now());
                    }
                    return result;
                });
    }

    private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        fabric.close();
    }
}
