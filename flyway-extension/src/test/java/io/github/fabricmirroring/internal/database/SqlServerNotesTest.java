package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.internal.window.NotesContract;
import io.github.fabricmirroring.internal.window.Participant;
import org.junit.jupiter.api.AfterEach;

/** In SQL Server's words, as H2 understands them. */
class SqlServerNotesTest extends NotesContract {

    private final TestedDatabase database = new TestedDatabase(TestedDatabase.Kind.SQL_SERVER);

    @Override
    protected Participant participant(String service) {
        return database.participant(service);
    }

    @Override
    protected void dropNotesOf(String service) {
        database.execute("drop table \"" + service + "\".\"fabric_mirroring\"");
    }

    @AfterEach
    void close() {
        database.close();
    }
}
