package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.standin.WatchedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BooleanSupplier;

/** The database's answer to the question for its state; H2 calls it by name. */
public final class AskedState {

    static final String QUERY = "select fabric.state()";

    private static volatile BooleanSupplier fails = () -> false;

    private AskedState() {}

    static void addTo(TestProject project) {
        project.execute("create alias fabric.state for '" + AskedState.class.getName() + ".get'");
    }

    static void failsWhen(BooleanSupplier when) {
        fails = when;
    }

    public static boolean get(Connection connection) throws SQLException {
        if (fails.getAsBoolean()) {
            throw new SQLException("The state is a secret.");
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WatchedDatabase.STATE_QUERY)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
