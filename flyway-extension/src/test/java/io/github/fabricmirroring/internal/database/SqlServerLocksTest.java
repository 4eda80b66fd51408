package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.internal.window.LocksContract;
import io.github.fabricmirroring.internal.window.Participant;
import org.junit.jupiter.api.AfterEach;

/** By SQL Server's procedures, as H2 emulates them. */
class SqlServerLocksTest extends LocksContract {

    private final TestedDatabase database = new TestedDatabase(TestedDatabase.Kind.SQL_SERVER);

    @Override
    protected Participant participant(String service) {
        return database.participant(service);
    }

    @AfterEach
    void close() {
        database.close();
    }
}
