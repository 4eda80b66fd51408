package io.github.fabricmirroring.example.sqlserver;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.example.sqlserver.Server.Names;
import io.github.fabricmirroring.standin.Fault;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The note in the database: its table, its names, and its changes. */
class NoteTest extends ServerTest {

    @Test
    void itIsThereDuringTheStopAndGoneAfterwards() {
        begin();
        tagged("V2__a");
        fabric.hold(STOP_MIRRORING);

        CompletableFuture<?> run = migrate(flyway());
        fabric.awaitCall(STOP_MIRRORING, LONG);

        assertThat(notes()).containsExactly("V2__a.sql");
        fabric.release(STOP_MIRRORING);
        run.join();
        assertThat(notes()).isEmpty();
    }

    @Test
    void itsSchemaAndTableMayHaveNamesThatNeedQuoting() {
        String odd = database.schema("Team [A] of \"" + schema + "\"");
        script("V1__a.sql", "-- requires: mirroring-off\nSELECT 1;\n");
        startFails();

        assertThatThrownBy(() ->
                        flyway().schemas(odd).table("The \"history\"").load().migrate())
                .hasMessageContaining("MIRRORING IS OFF");

        String table = "[" + odd.replace("]", "]]") + "].[fabric_mirroring]";
        assertThat(database.query("SELECT purpose FROM " + table)).containsExactly("V1__a.sql");
        fabric.clearFaults();
        flyway().schemas(odd).table("The \"history\"").load().migrate();
        assertThat(database.query("SELECT purpose FROM " + table)).isEmpty();
        assertThat(fabric.mirroringOn()).isTrue();
    }

    @Test
    void inTheConnectionsOwnSchemaItIsFoundAgain() {
        script("V1__a.sql", "-- requires: mirroring-off\nSELECT 1;\nGO\n");
        startFails();

        assertThatThrownBy(() -> inDefaultSchema().migrate()).hasMessageContaining("MIRRORING IS OFF");
        fabric.clearFaults();
        inDefaultSchema().migrate();

        assertThat(fabric.mirroringOn()).isTrue();
        assertThat(database.query("SELECT purpose FROM fabric_mirroring")).isEmpty();
        database.execute("DROP TABLE fabric_mirroring");
        database.execute("DROP TABLE " + schema);
    }

    /** With a table that nobody else has, where the schema is everybody's. */
    private Flyway inDefaultSchema() {
        return Flyway.configure()
                .dataSource(database.dataSource())
                .table(schema)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .locations("filesystem:" + scripts)
                .callbacks(mirroring().build())
                .load();
    }

    @Test
    void whereCaseMattersTwoHistoriesOfASchemaShareItsNotes() {
        use(server.newDatabase(Names.CASE_SENSITIVE));
        script("V1__a.sql", "-- requires: mirroring-off\nSELECT 1;\nGO\n");
        startFails();
        assertThatThrownBy(() -> flyway().table("History").load().migrate()).hasMessageContaining("MIRRORING IS OFF");
        assertThat(notes()).containsExactly("V1__a.sql");
        fabric.clearFaults();

        flyway().table("history").load().migrate();

        assertThat(notes()).isEmpty();
        assertThat(fabric.mirroringOn()).isTrue();
    }

    /** As a pool hands them out after a script that has set so. */
    @Test
    void aSessionThatDoesNotCountRowsAndTakesDoubleQuotesForTextKeepsItAsWell() {
        begin();
        tagged("V2__a");
        tagged("V3__b");
        untagged("V4__c");

        flyway().dataSource(database.dataSource("SET NOCOUNT ON", "SET QUOTED_IDENTIFIER OFF"))
                .load()
                .migrate();

        assertThat(seen()).containsExactly("V2__a off", "V3__b off", "V4__c");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(notes()).isEmpty();
    }

    @Test
    void ofTwoRunsAtOnceOneWritesIt() {
        begin();
        tagged("V2__a");
        tagged("V3__b");
        untagged("V4__c");

        List<CompletableFuture<?>> runs = List.of(migrate(flyway()), migrate(flyway()), migrate(flyway()));
        runs.forEach(CompletableFuture::join);

        assertThat(seen()).containsExactly("V2__a off", "V3__b off", "V4__c");
        assertThat(notes()).isEmpty();
        assertThat(fabric.mirroringOn()).isTrue();
    }

    private void startFails() {
        fabric.faultAlways(START_MIRRORING, Fault.status(403, "Forbidden", "No."));
    }
}
