package com.example.shop;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * An H2 database and a stand-in for Fabric that mirrors it. While mirroring is on, the database refuses the indexes
 * that the tagged migrations make, so that those succeed only if it is off while they run.
 */
final class MirroredDatabase implements AutoCloseable {

    static {
        FabricStandIn.trustInThisJvm();
    }

    final String name = "mem:" + UUID.randomUUID();
    final String url = "jdbc:h2:" + name + ";MODE=MSSQLServer";
    final FabricStandIn fabric = FabricStandIn.builder()
            .delay(Duration.ofMillis(20))
            .database(url, "sa", "")
            .start();

    /** All that an application needs to migrate this database. */
    String[] properties() {
        return new String[] {
            "spring.datasource.url=" + url,
            "spring.datasource.username=sa",
            "fabric.mirroring.item-url=" + fabric.itemUrl(),
            "fabric.mirroring.api-endpoint=" + fabric.apiEndpoint(),
            "fabric.mirroring.state-query=" + WatchedDatabase.STATE_QUERY,
            "fabric.mirroring.poll-interval=10ms"
        };
    }

    TokenCredential credential() {
        return request ->
                Mono.just(new AccessToken(fabric.token(), OffsetDateTime.now().plusHours(1)));
    }

    @Override
    public void close() {
        fabric.close();
    }
}
