package io.github.fabricmirroring.example;

import static io.github.fabricmirroring.example.Timeline.Kind.BEGIN;
import static io.github.fabricmirroring.example.Timeline.Kind.END;
import static io.github.fabricmirroring.example.Timeline.Kind.FAILURE;
import static io.github.fabricmirroring.example.Timeline.Kind.OFF;
import static io.github.fabricmirroring.example.Timeline.Kind.RUN;
import static io.github.fabricmirroring.example.Timeline.Kind.STARTED;
import static io.github.fabricmirroring.example.Timeline.Kind.STOPPING;
import static io.github.fabricmirroring.example.Timeline.Kind.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.fabricmirroring.standin.FabricStandIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class ColumnstoreIndexExampleTest {

    private static final String V1 = "V1__create_sales.sql";
    private static final String V2 = "V2__load_sales.sql";
    private static final String V3 = "V3__columnstore_index_on_sales.sql";
    private static final String V4 = "V4__create_revenue.sql";

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private String url;
    private FabricStandIn standIn;

    @TempDir
    private Path directory;

    @BeforeAll
    static void trust() {
        FabricStandIn.trustInThisJvm();
    }

    @BeforeEach
    void start(TestInfo test) {
        url = "jdbc:h2:mem:" + test.getTestMethod().orElseThrow().getName() + ColumnstoreIndexExample.H2_AS_SQL_SERVER;
        standIn = FabricStandIn.builder()
                .database(url, "sa", "")
                .delay(Duration.ofMillis(20))
                .start();
    }

    @AfterEach
    void close() {
        standIn.close();
    }

    @Test
    void theUntaggedMigrationIsRefusedAndTheTaggedOneGoesThroughWhileMirroringIsOff() throws IOException {
        ColumnstoreIndexExample example = example();

        assertThat(example.run(svg())).isTrue();

        assertThat(standIn.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(example.timeline().events())
                .extracting(Timeline.Event::kind, Timeline.Event::about)
                .containsExactly(
                        tuple(RUN, "1. Without the tag"),
                        tuple(BEGIN, V1),
                        tuple(SUCCESS, V1),
                        tuple(BEGIN, V2),
                        tuple(SUCCESS, V2),
                        tuple(BEGIN, V3),
                        tuple(FAILURE, V3),
                        tuple(RUN, "2. With the tag"),
                        tuple(STOPPING, V3),
                        tuple(OFF, ""),
                        tuple(BEGIN, V3),
                        tuple(SUCCESS, V3),
                        tuple(STARTED, ""),
                        tuple(BEGIN, V4),
                        tuple(SUCCESS, V4),
                        tuple(END, ""));
    }

    @Test
    void theReaderIsToldWhatTheDatabaseAndFlywaySay() throws IOException {
        example().run(svg());

        assertThat(output())
                .containsSubsequence(
                        "1. Without the tag",
                        "| Migrating schema \"columnstore_example\" to version \"3 - columnstore index on sales\"",
                        "Refused: Clustered columnstore index 'cci_sales' cannot be created",
                        "2. With the tag",
                        "-- requires: mirroring-off",
                        "| Fabric mirroring: stopping mirroring of SQL database " + standIn.sqlDatabaseId(),
                        "| Fabric mirroring: off after ",
                        "| Migrating schema \"columnstore_example\" to version \"3 - columnstore index on sales\"",
                        "| Fabric mirroring: started again, after ",
                        "| Migrating schema \"columnstore_example\" to version \"4 - create revenue\"",
                        "It went through.",
                        "seconds  ")
                .doesNotContain("SLF4J");
    }

    @Test
    void thePictureTellsTheMigrations() throws Exception {
        example().run(svg());

        assertThat(Xml.text(Files.readString(svg()))).contains(V1, V2, V3, V4, "requires: mirroring-off");
    }

    @Test
    void nothingIsClaimedIfMirroringIsNotOn() throws IOException {
        standIn.switchMirroring(false);

        assertThat(example().run(svg())).isFalse();

        assertThat(output()).contains("It was not refused. Is mirroring of this database on?");
        assertThat(standIn.calls()).isEmpty();
    }

    @Test
    void aSecondRunOnTheSameDatabaseChangesNothing() throws IOException {
        example().run(svg());
        standIn.clearJournal();

        assertThat(example().run(svg())).isFalse();

        assertThat(output()).contains("Drop the schema columnstore_example");
        assertThat(standIn.calls()).isEmpty();
    }

    private ColumnstoreIndexExample example() {
        return ColumnstoreIndexExample.onStandIn(
                standIn, url, Duration.ofMillis(10), new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    private Path svg() {
        return directory.resolve("timeline.svg");
    }

    private String output() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
