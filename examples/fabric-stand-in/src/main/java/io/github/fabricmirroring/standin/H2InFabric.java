package io.github.fabricmirroring.standin;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * H2 as a SQL database in Fabric: its connections say that they are SQL Server's and lead to that database's address.
 * It is there until it is closed.
 */
public final class H2InFabric implements AutoCloseable {

    private static final String USER = "sa";

    private final SqlDatabaseInFabric item;
    private final String h2Url;
    private final Connection keptOpen;

    private H2InFabric(SqlDatabaseInFabric item, String h2Url, Connection keptOpen) {
        this.item = item;
        this.h2Url = h2Url;
        this.keptOpen = keptOpen;
    }

    /** Its name is that of the item's database. */
    public static H2InFabric start(SqlDatabaseInFabric item, EngineEdition edition) throws SQLException {
        String h2Url = H2AsSqlServer.url(item.databaseName(), false);
        Connection keptOpen = DriverManager.getConnection(h2Url, USER, "");
        H2AsSqlServer.furnish(keptOpen, edition);
        return new H2InFabric(item, h2Url, keptOpen);
    }

    /** H2's own URL, for {@link FabricStandIn.Builder#database}; the user is sa, without a password. */
    public String h2Url() {
        return h2Url;
    }

    /** Once a {@link FabricStandIn} mirrors it: {@code sys.databases} has what a SQL database in Fabric has there. */
    public void showMirroring() throws SQLException {
        H2AsSqlServer.catalogWith(keptOpen, "is_data_lake_replication_enabled", "is_change_feed_enabled");
    }

    /** A connection that leads to the item's address. */
    public Connection connect() throws SQLException {
        return connect(h2Url, item.jdbcUrl());
    }

    /**
     * For this process or another one.
     *
     * @param h2Url as {@link #h2Url()} has it
     * @param url to which the connections lead, as far as whoever has one can see
     */
    public static DataSource dataSource(String h2Url, String url) {
        return (DataSource) Proxy.newProxyInstance(
                H2InFabric.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new SQLFeatureNotSupportedException(method.getName());
                    }
                    return connect(h2Url, url);
                });
    }

    private static Connection connect(String h2Url, String url) throws SQLException {
        return H2AsSqlServer.asSqlServer(DriverManager.getConnection(h2Url, USER, ""), url);
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
}
