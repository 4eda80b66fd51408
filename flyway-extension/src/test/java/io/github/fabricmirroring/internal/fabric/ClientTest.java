package io.github.fabricmirroring.internal.fabric;

import io.github.fabricmirroring.standin.FabricStandIn;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A test of clients, each with a stand-in for Fabric of its own. */
abstract class ClientTest {

    static final Duration WITHIN = Duration.ofMinutes(1);

    FabricStandIn fabric;
    TestClient client;

    @BeforeAll
    static void trust() {
        FabricStandIn.trustInThisJvm();
    }

    @BeforeEach
    final void start() {
        fabric = FabricStandIn.builder().start();
        client = new TestClient(fabric);
    }

    @AfterEach
    final void stop() {
        fabric.close();
    }
}
