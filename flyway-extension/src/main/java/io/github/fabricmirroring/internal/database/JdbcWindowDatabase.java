package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.WindowDatabase;
import io.github.fabricmirroring.internal.window.WindowSession;

/**
 * A database by JDBC. On SQL Server a session has one connection, with autocommit and no transaction; elsewhere it has
 * one more for each lock that it has taken, so up to three (see {@link RowLocks}). A connection is given back with the
 * autocommit that it had.
 */
public final class JdbcWindowDatabase implements WindowDatabase {

    private final ConnectionSource connections;
    private final String schema;
    private final MirroringSettings settings;

    /**
     * @param schema where the tables go; {@code null} for the connection's own
     */
    public JdbcWindowDatabase(ConnectionSource connections, String schema, MirroringSettings settings) {
        this.connections = connections;
        this.schema = schema;
        this.settings = settings;
    }

    @Override
    public WindowSession open() {
        SessionConnection connection = SessionConnection.open(connections, true);
        try {
            SessionLocks locks = connection.ask("Could not ask the database what it is", SqlServer::isBehind)
                    ? new SqlServerLocks(connection)
                    : new RowLocks(connection, connections, schema);
            return new JdbcSession(connection, locks, new JdbcNotes(connection, schema), new StateQuestion(settings));
        } catch (MirroringException e) {
            connection.close(jdbc -> null);
            throw e;
        }
    }
}
