package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.internal.window.LocksContract;
import io.github.fabricmirroring.internal.window.Participant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** By SQL Server itself, where there is one. */
@EnabledIfSystemProperty(named = RealServer.URL, matches = "jdbc:sqlserver:.+")
class RealServerLocksTest extends LocksContract {

    private final RealServer server = new RealServer();

    @Override
    protected Participant participant(String service) {
        return server.participant(service);
    }

    @AfterEach
    void close() {
        server.close();
    }
}
