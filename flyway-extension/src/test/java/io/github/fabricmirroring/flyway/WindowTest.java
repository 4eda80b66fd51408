package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowTest {

    @Test
    void smoke(@TempDir Path dir) throws Exception {
        FabricStandIn.trustInThisJvm();
        String url = "jdbc:h2:mem:w1;MODE=MSSQLServer;DB_CLOSE_DELAY=-1";
        try (FabricStandIn fabric =
                FabricStandIn.builder().database(url, "sa", "").start()) {
            Files.writeString(dir.resolve("V1__a.sql"), "create table a(id int);");
            Files.writeString(
                    dir.resolve("V2__b.sql"),
                    "-- requires: mirroring-off\ncall create_clustered_columnstore_index('c1','a');");
            Files.writeString(dir.resolve("V3__c.sql"), "-- requires: mirroring-off\ncreate table c(id int);");
            Files.writeString(dir.resolve("V4__d.sql"), "create table d(id int);");
            Flyway.configure()
                    .dataSource(url, "sa", "")
                    .locations("filesystem:" + dir)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .callbacks(MirroringCallback.builder()
                            .itemUrl(fabric.itemUrl())
                            .apiEndpoint(fabric.apiEndpoint().toString())
                            .stateQuery(WatchedDatabase.STATE_QUERY)
                            .pollInterval(Duration.ofMillis(50))
                            .credential(request ->
                                    reactor.core.publisher.Mono.just(new com.azure.core.credential.AccessToken(
                                            fabric.token(),
                                            java.time.OffsetDateTime.now().plusHours(1))))
                            .build())
                    .load()
                    .migrate();
            assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        }
    }
}
