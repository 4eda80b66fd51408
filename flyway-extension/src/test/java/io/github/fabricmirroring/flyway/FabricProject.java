package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.standin.EngineEdition;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.H2InFabric;
import io.github.fabricmirroring.standin.SqlDatabaseInFabric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * A team's project on a SQL database in Fabric: Flyway's own support for SQL Server, with H2 behind it at the database's
 * address, and a stand-in for Fabric that mirrors it. The scripts leave behind whether mirroring was on while they ran.
 */
final class FabricProject implements AutoCloseable {

    static {
        FabricStandIn.trustInThisJvm();
    }

    final SqlDatabaseInFabric item;
    final FabricStandIn fabric;

    private final Path scripts;
    private final H2InFabric database;

    /** The first Flyway that knows edition 12 is 11.9.2; an older one is shown the address alone. */
    static EngineEdition edition() {
        return hasClass("org.flywaydb.database.sqlserver.fabricDataWarehouse.FabricDataWarehouseDatabaseType")
                ? EngineEdition.SQL_DATABASE_IN_FABRIC
                : EngineEdition.AZURE_SQL_DATABASE;
    }

    FabricProject(Path scripts) {
        this(scripts, SqlDatabaseInFabric.named("Sales"), edition(), stand -> stand);
    }

    FabricProject(
            Path scripts,
            SqlDatabaseInFabric item,
            EngineEdition edition,
            UnaryOperator<FabricStandIn.Builder> options) {
        this.scripts = scripts;
        this.item = item;
        try {
            database = H2InFabric.start(item, edition);
            fabric = options.apply(FabricStandIn.builder()
                            .item(item)
                            .delay(Duration.ofMillis(20))
                            .database(database.h2Url(), "sa", ""))
                    .start();
            database.showMirroring();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        execute("create table fabric.seen(id int identity, script varchar(100), is_on bit)");
        CapturedLog.clear();
    }

    private static boolean hasClass(String name) {
        try {
            Class.forName(name, false, FabricProject.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    FabricProject untagged(String name) {
        return script(name + ".sql", TestProject.seen(name));
    }

    FabricProject tagged(String name) {
        return script(name + ".sql", "-- requires: mirroring-off\n" + TestProject.seen(name));
    }

    FabricProject misspelled(String name) {
        return script(name + ".sql", "-- requires: mirroring-of\n" + TestProject.seen(name));
    }

    FabricProject script(String name, String text) {
        try {
            Files.writeString(scripts.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without any item: only what leads to the stand-in instead of Fabric, and haste. */
    MirroringCallback.Builder callback() {
        return MirroringCallback.builder()
                .apiEndpoint(fabric.apiEndpoint().toString())
                .pollInterval(Duration.ofMillis(10))
                .credential(TestProject.credential(fabric));
    }

    FluentConfiguration flyway() {
        return flyway(callback().build());
    }

    FluentConfiguration flyway(Callback... callbacks) {
        return Flyway.configure()
                .dataSource(dataSource(new AtomicInteger()))
                .locations("filesystem:" + scripts)
                .loggers(CapturedLog.class.getName())
                .callbacks(callbacks);
    }

    /** At the item's own address. */
    DataSource dataSource(AtomicInteger opened) {
        return dataSource(item.jdbcUrl(), opened);
    }

    DataSource dataSource(String url, AtomicInteger opened) {
        DataSource connections = H2InFabric.dataSource(database.h2Url(), url);
        return (DataSource) Proxy.newProxyInstance(
                FabricProject.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    opened.incrementAndGet();
                    return connections.getConnection();
                });
    }

    /** What the scripts saw, in order: {@code V1__a on}, {@code V2__b off}. */
    List<String> seen() {
        return query("select script || case when is_on then ' on' else ' off' end from fabric.seen order by id");
    }

    /** All calls of the API, sign-in not among them. */
    List<String> calls() {
        return fabric.journal().stream().map(call -> call.name()).toList();
    }

    List<String> query(String sql) {
        try (Connection connection = database.connect();
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
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        fabric.close();
        database.close();
    }
}
