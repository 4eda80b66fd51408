package io.github.fabricmirroring.example;

import static io.github.fabricmirroring.example.Timeline.Kind.BEGIN;
import static io.github.fabricmirroring.example.Timeline.Kind.END;
import static io.github.fabricmirroring.example.Timeline.Kind.FAILURE;
import static io.github.fabricmirroring.example.Timeline.Kind.RUN;
import static io.github.fabricmirroring.example.Timeline.Kind.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final String STOPPING =
            "Fabric mirroring: stopping mirroring of SQL database 1 in workspace 2 for %s.";
    private static final String OFF = "Fabric mirroring: off after 2.0 s.";
    private static final String STARTED = "Fabric mirroring: started again, after 3.0 s off for 1 migration.";

    private long millis;
    private final Timeline timeline = new Timeline(() -> millis * 1_000_000);

    @Test
    void textShowsMigrationsAndMirroringOnOneAxis() {
        twoRuns();

        assertThat(timeline.toText())
                .isEqualTo(
                        """
                        seconds                                  0        1        2        3        4        5         6
                                                                 |        |        |        |        |        |         |
                        Without the tag
                          V1__t.sql                              #########
                          V2__index.sql                                   x
                        With the tag
                          V2__index.sql *                                          ..................#########
                          V3__v.sql                                                                            #
                        Fabric mirroring                         ==================~~~~~~~~~~~~~~~~~~__________=========

                          # runs   x refused   . waits until mirroring is off   * tagged
                          = mirroring is on   ~ stopping   _ off
                        """);
    }

    @Test
    void textStaysWithinHundredColumns() {
        add(0, RUN, "a title that is longer than what a reader would like to see in this place");
        add(0, BEGIN, "V20261122193000__a_description_that_goes_on_and_on.sql");
        add(3_599_000, SUCCESS, "V20261122193000__a_description_that_goes_on_and_on.sql");
        add(3_599_000, END, "");

        assertThat(timeline.toText().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void aPhaseTooShortForAColumnIsShown() {
        add(0, RUN, "run");
        read(100, STOPPING.formatted("V1__t.sql"));
        read(101, OFF);
        read(102, STARTED);
        add(100_000, END, "");

        assertThat(timeline.toText()).contains("=~_=");
    }

    @Test
    void otherLinesOfTheLogTellNothingOfMirroring() {
        read(0, "Fabric mirroring: V1__t.sql requires mirroring to be off; it just runs.");
        read(0, "Migrating schema \"dbo\" to version \"1 - off\"");

        assertThat(timeline.events()).isEmpty();
    }

    @Test
    void svgTellsTheMigrations() throws Exception {
        twoRuns();

        assertThat(Xml.text(TimelineSvg.draw(timeline)))
                .contains(
                        "V1__t.sql runs 1.0 s",
                        "V2__index.sql refused after 10 ms",
                        "V2__index.sql, tagged, waits 2.0 s, runs 1.0 s",
                        "on 2.0 s, stopping 2.0 s, off 1.1 s, started again");
    }

    @Test
    void svgEscapesWhatItIsGiven() throws Exception {
        add(0, RUN, "<a> & b");
        add(1, END, "");

        assertThat(Xml.text(TimelineSvg.draw(timeline))).contains("<a> & b");
    }

    @Test
    void thePictureInTheReadmeIsOfTheseMigrations() throws Exception {
        assertThat(Xml.text(Files.readString(Path.of("timeline.svg"))))
                .contains(
                        "V1__create_sales.sql",
                        "V2__load_sales.sql",
                        "V3__columnstore_index_on_sales.sql, tagged, waits ",
                        "V4__create_revenue.sql");
    }

    private void twoRuns() {
        add(0, RUN, "Without the tag");
        add(0, BEGIN, "V1__t.sql");
        add(1000, SUCCESS, "V1__t.sql");
        add(1000, BEGIN, "V2__index.sql");
        add(1010, FAILURE, "V2__index.sql");
        add(1990, RUN, "With the tag");
        read(2000, STOPPING.formatted("V2__index.sql"));
        read(4000, OFF);
        add(4000, BEGIN, "V2__index.sql");
        add(5000, SUCCESS, "V2__index.sql");
        read(5100, STARTED);
        add(5110, BEGIN, "V3__v.sql");
        add(5120, SUCCESS, "V3__v.sql");
        add(5200, END, "");
    }

    private void add(long at, Timeline.Kind kind, String about) {
        millis = at;
        timeline.add(kind, about);
    }

    private void read(long at, String logLine) {
        millis = at;
        timeline.read(logLine);
    }
}
