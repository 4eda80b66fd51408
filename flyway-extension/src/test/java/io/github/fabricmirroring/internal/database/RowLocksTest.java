package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.internal.window.LocksContract;
import io.github.fabricmirroring.internal.window.Participant;
import org.junit.jupiter.api.AfterEach;

/** By locked rows, on H2. */
class RowLocksTest extends LocksContract {

    private final TestedDatabase database = new TestedDatabase(TestedDatabase.Kind.H2);

    @Override
    protected Participant participant(String service) {
        return database.participant(service);
    }

    @AfterEach
    void close() {
        database.close();
    }
}
