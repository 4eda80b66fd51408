package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.internal.fabric.CallFaults;
import io.github.fabricmirroring.internal.window.FaultRow;
import io.github.fabricmirroring.internal.window.FaultRow.At;
import io.github.fabricmirroring.internal.window.FaultRow.Mirrored;
import io.github.fabricmirroring.internal.window.FaultRow.NextRun;
import io.github.fabricmirroring.internal.window.FaultRow.Noted;
import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.Operation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows of {@link FaultTable} in which Flyway, https or the database matter, from end to end. The project has an
 * untagged migration and a tagged one.
 */
class FaultTableTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    /** For what fails however long it is tried. */
    private static final Duration SHORT = Duration.ofMillis(700);

    /** For what comes after a call that succeeds, on a busy machine, too; a lost start is waited for as long. */
    private static final Duration ENOUGH = Duration.ofSeconds(2);

    private static final Fault FORBIDDEN = Fault.status(403, "InsufficientPrivileges", "No.");

    private static final Path PAGE = Path.of("FAULTS.md");

    private TestProject project;

    private record EndToEnd(FaultRow row, Consumer<TroubledProject> trouble) {
        @Override
        public String toString() {
            return row.toString();
        }
    }

    private static Stream<EndToEnd> endToEnd() {
        return Stream.of(calls(), recoveries(), databases(), runs()).flatMap(rows -> rows);
    }

    private static Stream<EndToEnd> calls() {
        return Stream.of(
                call("429 with Retry-After, twice", STOP_MIRRORING),
                // What may have been stopped is waited for as long as a start may take.
                call("503 without end", STOP_MIRRORING, its -> its.stopTimeout(SHORT)
                        .startTimeout(SHORT)),
                call("503 without end", START_MIRRORING, its -> its.startTimeout(SHORT)),
                call("403", STOP_MIRRORING),
                call("403", START_MIRRORING),
                call("token not available any more after the stop", START_MIRRORING),
                call("certificate not trusted", STOP_MIRRORING),
                row("connection reset after the stop took effect, then 403 to all calls", At.STOP, its -> {
                    its.project.fabric.fault(STOP_MIRRORING, Fault.acceptedThenConnectionReset());
                    its.project.fabric.faultAlways(STOP_MIRRORING, FORBIDDEN);
                    its.project.fabric.faultAlways(START_MIRRORING, FORBIDDEN);
                }));
    }

    private static Stream<EndToEnd> recoveries() {
        return Stream.of(
                row(
                        "no credential can be made, in the run that recovers",
                        At.START,
                        its -> its.afterAFailedStart().withMorePending().calls.credentialCannotBeMade()),
                row("certificate not trusted, in the run that recovers", At.START, its -> its.afterAFailedStart()
                        .calls
                        .trustNobodyUnknown()));
    }

    private static Stream<EndToEnd> databases() {
        return Stream.of(
                row("200, but the database never says off", At.WAIT, its -> its.stopTimeout(SHORT)
                        .project
                        .fabric
                        .faultAlways(STOP_MIRRORING, Fault.acceptedButNothingHappens())),
                row("state query fails", At.WAIT, its -> its.stopTimeout(SHORT)
                        .startTimeout(SHORT)
                        .stateQueryFailsOnceStopped()),
                row(
                        "database refuses the note: no right to make its table",
                        At.STOP,
                        TroubledProject::asUserWithoutRightToCreate),
                row(
                        "database refuses the note: no right to write it",
                        At.STOP,
                        its -> its.asUserWithRightsOnNote("SELECT, UPDATE, DELETE")),
                row(
                        "database refuses the note: no right to change it",
                        At.STOP,
                        its -> its.asUserWithRightsOnNote("SELECT, INSERT, DELETE")),
                row(
                        "database refuses the note: no right to remove it",
                        At.START,
                        its -> its.asUserWithRightsOnNote("SELECT, INSERT, UPDATE")),
                row(
                        "the note's table is dropped meanwhile",
                        At.START,
                        its -> its.insideTheMigration("drop table " + TroubledProject.NOTES)));
    }

    private static Stream<EndToEnd> runs() {
        return Stream.of(
                row(
                        "403, before an untagged migration",
                        At.START,
                        its -> its.withMorePending().project.fabric.faultAlways(START_MIRRORING, FORBIDDEN)),
                row("403, after the tagged migration failed by itself", At.START, its -> its.project
                        .taggedAndFailing("V2__tagged")
                        .fabric
                        .faultAlways(START_MIRRORING, FORBIDDEN)));
    }

    private static EndToEnd call(String fault, Operation operation) {
        return call(fault, operation, its -> {});
    }

    private static EndToEnd call(String fault, Operation operation, Consumer<TroubledProject> timeouts) {
        return row(fault, operation == STOP_MIRRORING ? At.STOP : At.START, its -> {
            timeouts.accept(its);
            CallFaults.named(fault).trouble().with(its.calls, operation);
        });
    }

    private static EndToEnd row(String fault, At at, Consumer<TroubledProject> trouble) {
        return new EndToEnd(FaultTable.row(fault, at), trouble);
    }

    @BeforeEach
    void aProjectWithATaggedMigration(@TempDir Path scripts) {
        project = new TestProject(scripts).untagged("V1__untagged").tagged("V2__tagged");
    }

    @AfterEach
    void close() {
        project.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endToEnd")
    void thePromiseHolds(EndToEnd fault) {
        FaultRow row = fault.row();

        Optional<String> thrown = migrateWith(fault.trouble());

        row.assertSaid(thrown, CapturedLog.ours());
        row.assertNothingIsStartedForNothing(project.fabric.calls());
        Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(mirroring())
                .isEqualTo(row.mirroring()));
        assertThat(note()).isEqualTo(row.note());
        FaultRow.assertNeverOffUnnoticed(mirroring(), note(), thrown, CapturedLog.ours());
        assertThat(project.seen()).doesNotContain("V2__tagged on");

        assertTheNextRunMendsIt(row);
    }

    private Optional<String> migrateWith(Consumer<TroubledProject> trouble) {
        try (TroubledProject troubled = new TroubledProject(project)) {
            trouble.accept(troubled);
            project.fabric.clearJournal();
            CapturedLog.clear();
            troubled.migrate();
            return Optional.empty();
        } catch (FlywayException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void assertTheNextRunMendsIt(FaultRow row) {
        project.tagged("V2__tagged").fabric.clearFaults();
        project.fabric.clearJournal();

        Flyway healthy =
                project.flyway(project.callback().startTimeout(ENOUGH).build()).load();
        if (row.next() != NextRun.STARTS_WITH_NOTHING_PENDING) {
            project.untagged("V4__untagged");
        }
        if (row.next() == NextRun.TAKES_OVER_AFTER_REPAIR) {
            // H2 commits DDL by itself, so Flyway wants a failed migration to be looked at.
            healthy.repair();
        }
        healthy.migrate();

        assertThat(project.fabric.calls()).isEqualTo(row.next().calls());
        assertThat(mirroring()).isEqualTo(Mirrored.ON);
        assertThat(note()).isEqualTo(Noted.GONE);
        assertThat(project.seen()).doesNotHaveDuplicates().contains("V2__tagged off");
    }

    private Mirrored mirroring() {
        return project.fabric.mirroringOn() ? Mirrored.ON : Mirrored.OFF;
    }

    private Noted note() {
        boolean table = !project.query("select 1 from information_schema.tables where table_name = '"
                        + TroubledProject.NOTES.replace("\"", "") + "'")
                .isEmpty();
        return table && !project.query("select 1 from " + TroubledProject.NOTES).isEmpty() ? Noted.STAYS : Noted.GONE;
    }

    @Test
    void thePageHoldsTheTable() throws Exception {
        String page = FaultTable.page();
        if (Boolean.getBoolean(FaultTable.UPDATE)) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("run with -D" + FaultTable.UPDATE + "=true to write it anew")
                .usingCharset(StandardCharsets.UTF_8)
                .hasContent(page);
    }
}
