package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.internal.window.NotesContract;
import io.github.fabricmirroring.internal.window.Participant;
import org.junit.jupiter.api.AfterEach;

/** On H2. */
class H2NotesTest extends NotesContract {

    private final TestedDatabase database = new TestedDatabase(TestedDatabase.Kind.H2);

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
