package io.github.fabricmirroring.example.sqlserver;

import com.azure.core.credential.AccessToken;
import io.github.fabricmirroring.flyway.MirroringCallback;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import reactor.core.publisher.Mono;

/**
 * Migrates the schema {@value #SCHEMA} of a database: two tables, a clustered columnstore index on one of them, a
 * rebuild of the other's indexes, a view. The two in the middle are tagged, and share one stop of mirroring.
 *
 * <p>{@code sqlserver.url} is the database's JDBC URL, {@code sqlserver.user} and the environment variable
 * {@code SQLSERVER_PASSWORD} what it needs besides. With {@code sqlserver.itemUrl}, the portal's address, it is a SQL
 * database in Fabric, whose mirroring is really stopped and started: one for trying things out. Without, it is any SQL
 * Server, and a stand-in plays Fabric.
 *
 * <p>To run it again, drop the schema {@value #SCHEMA} with all that is in it.
 */
public final class SqlServerExample {

    static final String SCHEMA = "shop";

    private SqlServerExample() {}

    public static void main(String[] args) {
        String url = System.getProperty("sqlserver.url", "");
        if (url.isEmpty()) {
            System.err.println("Which database? Say -Dsqlserver.url=jdbc:sqlserver://… -Dsqlserver.user=…"
                    + " -Dsqlserver.password=… and, for a SQL database in Fabric, -Dsqlserver.itemUrl=https://…");
            System.exit(2);
        }
        String user = emptyToNull(System.getProperty("sqlserver.user"));
        String password = emptyToNull(System.getenv("SQLSERVER_PASSWORD"));
        FluentConfiguration database = Flyway.configure().dataSource(url, user, password);
        String itemUrl = emptyToNull(System.getProperty("sqlserver.itemUrl"));
        if (itemUrl != null) {
            migrate(database, MirroringCallback.builder().itemUrl(itemUrl).build());
        } else {
            FabricStandIn.trustInThisJvm();
            try (FabricStandIn standIn = FabricStandIn.builder()
                    .database(url, user, password)
                    .delay(Duration.ofSeconds(1))
                    .start()) {
                migrate(database, onStandIn(standIn).build());
            }
        }
    }

    /** As a project of yours would have it. */
    static void migrate(FluentConfiguration database, Callback mirroring) {
        database.schemas(SCHEMA)
                .locations("classpath:db/migration")
                .callbacks(mirroring)
                .load()
                .migrate();
    }

    /** What the stand-in has elsewhere than Fabric: the API, the tokens for it, and the state of mirroring. */
    static MirroringCallback.Builder onStandIn(FabricStandIn standIn) {
        return MirroringCallback.builder()
                .itemUrl(standIn.itemUrl())
                .apiEndpoint(standIn.apiEndpoint().toString())
                .credential(request -> Mono.just(
                        new AccessToken(standIn.token(), OffsetDateTime.now().plusHours(1))))
                .stateQuery(WatchedDatabase.STATE_QUERY)
                .pollInterval(Duration.ofMillis(50));
    }

    private static String emptyToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
