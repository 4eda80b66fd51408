package io.github.fabricmirroring.example.sqlserver;

import io.github.fabricmirroring.example.sqlserver.Server.Address;
import io.github.fabricmirroring.example.sqlserver.Server.Names;
import io.github.fabricmirroring.standin.H2AsSqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * H2 with connections that say that they are SQL Server's: Flyway then uses flyway-sqlserver, with its parser ({@code
 * GO}), its application lock and its only connection for history and migrations, and the extension what it has for SQL
 * Server.
 */
public final class SqlServerOnH2 extends TestDatabase {

    private final Connection keptOpen;

    private SqlServerOnH2(Address address) throws SQLException {
        super(address, address, null);
        keptOpen = DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    static SqlServerOnH2 newDatabase(Names names) {
        String url = H2AsSqlServer.newUrl(names == Names.CASE_SENSITIVE);
        try {
            SqlServerOnH2 database = new SqlServerOnH2(new Address(url, "sa", ""));
            H2AsSqlServer.furnish(database.keptOpen);
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that another process has made. */
    static SqlServerOnH2 at(Address address) throws SQLException {
        return new SqlServerOnH2(address);
    }

    /** {@code sys.databases} has these columns, and all say whether the stand-in for Fabric has mirroring on. */
    void catalogWith(String... columns) {
        try {
            H2AsSqlServer.catalogWith(keptOpen, columns);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    boolean isSqlServer() {
        return false;
    }

    @Override
    Connection connect() throws SQLException {
        return H2AsSqlServer.asSqlServer(super.connect());
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
