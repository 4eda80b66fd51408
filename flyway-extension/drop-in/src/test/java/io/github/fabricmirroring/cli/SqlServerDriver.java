package io.github.fabricmirroring.cli;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Tells, in place of a connection, what Microsoft's driver would have been given; or leads to what stands for it. */
public final class SqlServerDriver implements Driver {

    private static final Map<String, DataSource> DATABASES = new ConcurrentHashMap<>();

    static {
        try {
            DriverManager.registerDriver(new SqlServerDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** From now on, whoever connects to that URL, with whatever properties besides, gets its connections. */
    static void leads(String url, DataSource database) {
        DATABASES.put(url, database);
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        if (DATABASES.containsKey(url)) {
            return DATABASES.get(url).getConnection();
        }
        throw new SQLException("asked for " + url + " with " + properties.stringPropertyNames());
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith("jdbc:sqlserver:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
