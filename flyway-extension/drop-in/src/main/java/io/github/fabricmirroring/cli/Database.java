package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.JdbcWindowDatabase;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.WindowDatabase;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The database behind the item, by whatever JDBC driver is on the class path. */
final class Database {

    private final Driver driver;
    private final JdbcUrl url;
    private final Login login;
    private final Optional<String> schema;

    /**
     * @throws MirroringException if no driver on the class path takes the URL
     */
    Database(JdbcUrl url, Login login, Optional<String> schema) {
        this.driver = Drivers.onClassPath().taking(url);
        this.url = login.url(url);
        this.login = login;
        this.schema = schema;
    }

    JdbcUrl url() {
        return url;
    }

    /** Where notes are left; nothing for the user's own. */
    Optional<String> schema() {
        return schema;
    }

    /** As a window sees it: its locks, its notes, its state. */
    WindowDatabase forWindows(MirroringSettings settings) {
        return new JdbcWindowDatabase(this::open, schema.orElse(null), settings);
    }

    /** The same, but no table is made in it: neither one for notes nor, where locks need one, that. */
    WindowDatabase forWindowsWithoutTables(MirroringSettings settings) {
        WindowDatabase withoutNote = ForwardingSession.withoutOwnNote(forWindows(settings));
        // SQL Server has locks that are no rows.
        return url.isForSqlServer() ? withoutNote : ForwardingSession.withoutLocks(withoutNote);
    }

    /**
     * Whether there is no table at all in the schema in which a note would be left.
     *
     * @throws MirroringException if the database does not answer
     */
    boolean schemaIsEmpty() {
        try (Connection connection = open();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ?")) {
            query.setString(1, schema.isPresent() ? schema.get() : connection.getSchema());
            try (ResultSet count = query.executeQuery()) {
                return count.next() && count.getLong(1) == 0;
            }
        } catch (SQLException e) {
            throw new MirroringException(
                    "the database " + url + " could not be asked for its tables: " + Reason.of(e), e);
        }
    }

    /**
     * A connection for each caller.
     *
     * @throws MirroringException if the database does not answer, or nobody is signed in
     */
    Connection open() {
        try {
            Connection connection = driver.connect(url.text(), login.forConnection());
            if (connection == null) {
                throw new SQLException("the driver does not take the URL");
            }
            return connection;
        } catch (SQLException e) {
            throw new MirroringException("the database " + url + " does not answer: " + e.getMessage(), e);
        }
    }
}
