package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.internal.window.NotesContract;
import io.github.fabricmirroring.internal.window.Participant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** By SQL Server itself, where there is one. */
@EnabledIfSystemProperty(named = RealServer.URL, matches = "jdbc:sqlserver:.+")
class RealServerNotesTest extends NotesContract {

    private final RealServer server = new RealServer();

    @Override
    protected Participant participant(String service) {
        return server.participant(service);
    }

    @Override
    protected void dropNotesOf(String service) {
        server.dropNotesOf(service);
    }

    @AfterEach
    void close() {
        server.close();
    }
}
