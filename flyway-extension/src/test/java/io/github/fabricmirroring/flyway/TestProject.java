package io.github.fabricmirroring.flyway;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import reactor.core.publisher.Mono;

/**
 * A team's project: scripts in a folder, an H2 database, a stand-in for Fabric that mirrors it, and a Flyway. The
 * scripts that this class writes leave behind whether mirroring was on while they ran.
 */
final class TestProject implements AutoCloseable {

    static {
        FabricStandIn.trustInThisJvm();
    }

    final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=MSSQLServer";
    final Path scripts;
    final FabricStandIn fabric;

    TestProject(Path scripts) {
        this(scripts, builder -> builder);
    }

    TestProject(Path scripts, UnaryOperator<FabricStandIn.Builder> options) {
        this.scripts = scripts;
        this.fabric = options.apply(
                        FabricStandIn.builder().delay(Duration.ofMillis(20)).database(url, "sa", ""))
                .start();
        execute("create table fabric.seen(id int identity, script varchar(100), is_on bit)");
        CapturedLog.clear();
    }

    TestProject untagged(String name) {
        return script(name, seen(name));
    }

    TestProject tagged(String name) {
        return script(name, "-- requires: mirroring-off\n" + seen(name));
    }

    TestProject taggedAndFailing(String name) {
        return script(name, "-- requires: mirroring-off\n" + seen(name) + "select * from nowhere;\n");
    }

    TestProject script(String name, String text) {
        try {
            Files.writeString(scripts.resolve(name + ".sql"), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A statement that records what a migration sees. */
    static String seen(String name) {
        return "insert into fabric.seen(script, is_on) select '" + name + "', is_on from fabric.mirroring_state;\n";
    }

    /** A callback with what it needs to reach the stand-in; quick, so that tests are. */
    MirroringCallback.Builder callback() {
        return MirroringCallback.builder()
                .itemUrl(fabric.itemUrl())
                .apiEndpoint(fabric.apiEndpoint().toString())
                .stateQuery(WatchedDatabase.STATE_QUERY)
                .pollInterval(Duration.ofMillis(10))
                .credential(credential(fabric));
    }

    static TokenCredential credential(FabricStandIn fabric) {
        return request ->
                Mono.just(new AccessToken(fabric.token(), OffsetDateTime.now().plusHours(1)));
    }

    FluentConfiguration flyway() {
        return flyway(callback().build());
    }

    FluentConfiguration flyway(Callback... callbacks) {
        return flyway(TestProject.class.getClassLoader(), callbacks);
    }

    FluentConfiguration flyway(ClassLoader classLoader, Callback... callbacks) {
        return Flyway.configure(classLoader)
                .dataSource(url, "sa", "")
                .locations("filesystem:" + scripts)
                .loggers(CapturedLog.class.getName())
                .callbacks(callbacks);
    }

    /** The database, until it is gone: then it gives no more connections. */
    DataSource dataSource(AtomicBoolean gone) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        database.setUser("sa");
        return (DataSource) Proxy.newProxyInstance(
                TestProject.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (gone.get()) {
                        throw new IllegalStateException("the database is gone");
                    }
                    return method.invoke(database, arguments);
                });
    }

    /** What the scripts saw, in order: {@code V1__a on}, {@code V2__b off}. */
    List<String> seen() {
        return query("select script || case when is_on then ' on' else ' off' end from fabric.seen order by id");
    }

    List<String> query(String sql) {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        fabric.close();
    }
}
