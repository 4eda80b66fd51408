package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.util.Configuration;
import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.Operation;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/**
 * The table of FAULTS.md: each cell is a fault at one phase of a window, and what becomes of the run, of mirroring and
 * of the note. The project has an untagged migration and a tagged one.
 */
class FaultTableTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    /** For what fails however long it is tried. */
    private static final Duration SHORT = Duration.ofMillis(700);

    /** For what comes after a call that succeeds, on a busy machine, too. */
    private static final Duration ENOUGH = Duration.ofSeconds(2);

    private static final String HISTORY = "\"flyway_schema_history\"";
    private static final String NOTES = "\"fabric_mirroring\"";
    private static final Path PAGE = Path.of("FAULTS.md");
    private static final String UPDATE_PAGE = "updateDocumentation";

    /** What azure-identity takes from the environment. */
    private static final String TOKEN_CREDENTIALS = "AZURE_TOKEN_CREDENTIALS";

    private static final String TABLE_MISSING = "Table \"NOWHERE\" not found";

    /** In a sentence of a cell: anything. */
    private static final String ELLIPSIS = " … ";

    private static final String NOT_RUN_BECAUSE = "beforeEachMigrate callback: Fabric mirroring: ";
    private static final String OFF =
            "the migrations are committed, but MIRRORING IS OFF and could not be started again: ";
    private static final String NOT_RECOVERED =
            "the migrations are committed, but Mirroring has been off since … and that process is gone. It could not be"
                    + " started: ";
    private static final String BY_HAND =
            " … Run `flyway migrate` again, which starts it, or start mirroring of … by hand, in the"
                    + " portal or with: az rest --method post --resource … /startMirroring";
    private static final String STARTED_AGAIN = "INFO started again, after … off";
    private static final String SIGN_IN =
            ". Sign in with `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET."
                    + " azure-identity says: Nobody is signed in.";
    private static final String CHECK_NETWORK =
            " … Check the network, the proxy, the certificates that Java trusts and flyway.fabricMirroring.apiEndpoint.";
    private static final String NOTE_FAILED = "Could not write the note about mirroring to table … fabric_mirroring: ";

    private enum Phase {
        STOP,
        WAIT,
        START;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private enum Run {
        SUCCEEDS,
        FAILS
    }

    private enum Mirroring {
        ON,
        OFF
    }

    private enum Note {
        GONE,
        STAYS
    }

    /** What the next {@code migrate} does, with the fault gone. */
    private enum Next {
        NOTHING("makes no call"),
        RUNS("stops mirroring, runs the tagged migration, starts mirroring", "stopMirroring", "startMirroring"),
        STARTS("starts mirroring, removes the note", "startMirroring"),
        STARTS_WITH_NOTHING_PENDING("with nothing pending: starts mirroring, removes the note", "startMirroring"),
        TAKES_OVER(
                "finds mirroring off, runs the tagged migration, starts mirroring, removes the note", "startMirroring"),
        TAKES_OVER_AND_STOPS(
                "finds mirroring on, stops it, runs the tagged migration, starts mirroring, removes the note",
                "stopMirroring",
                "startMirroring"),
        TIDIES_UP("finds mirroring on, removes the note");

        private final String words;
        private final List<String> calls;

        Next(String words, String... calls) {
            this.words = words;
            this.calls = List.of(calls);
        }
    }

    /**
     * @param says the sentences of the exception and, beginning with their level, of the log
     */
    private record Cell(
            String fault,
            Phase phase,
            Consumer<Trouble> trouble,
            Run run,
            List<String> says,
            Mirroring mirroring,
            Note note,
            Next next) {

        /** H2 commits DDL by itself, so Flyway wants a failed migration to be looked at, and {@code repair}. */
        boolean failedMigration() {
            return says.contains(TABLE_MISSING);
        }

        @Override
        public String toString() {
            return fault + " at " + phase;
        }
    }

    private static Stream<Cell> cells() {
        Fault twoManyRequests = Fault.tooManyRequests(1);
        Fault internalError = Fault.status(500, "InternalError", "Something broke.");
        Fault unavailable = Fault.status(503, "ServiceUnavailable", "Come back later.");
        return Stream.of(
                        passes("429 with Retry-After, twice", twoManyRequests, twoManyRequests),
                        passes("500, twice", internalError, internalError),
                        passes(
                                "connection reset after the call took effect, once",
                                Fault.acceptedThenConnectionReset()),
                        lasts(
                                "503 without end",
                                unavailable,
                                "Fabric answered 503 ServiceUnavailable to ",
                                " … The trouble is on Fabric's side: run again later"),
                        lasts(
                                "connection reset without end",
                                Fault.connectionReset(),
                                "No answer from ",
                                CHECK_NETWORK),
                        lasts("no answer", Fault.noAnswer(), "No answer from ", CHECK_NETWORK),
                        refusal(
                                "401",
                                Fault.status(401, "Unauthorized", "Who are you?"),
                                "Fabric answered 401 Unauthorized to ",
                                " … The credential is missing, expired or for another tenant: sign in with `az login`"),
                        refusal(
                                "403",
                                Fault.status(403, "InsufficientPrivileges", "No."),
                                "Fabric answered 403 InsufficientPrivileges to ",
                                " … The signed-in identity needs read and write permission on this item"),
                        refusal(
                                "404 ItemNotFound",
                                Fault.status(404, "ItemNotFound", "No such item."),
                                "Fabric answered 404 ItemNotFound to ",
                                " … Check the SQL database id"),
                        refusal(
                                "400 with an HTML body",
                                Fault.html(400, "<html><body>Bad Request</body></html>"),
                                "Fabric answered 400 to ",
                                " … The answer is not one of Fabric's own; a proxy may have given it. Fabric does not take"
                                        + " this request for this item."),
                        noToken(),
                        noTrust(),
                        nothingHappens(),
                        noState(),
                        noteRefused(),
                        combined())
                .flatMap(List::stream);
    }

    /** Faults that pass while the call is tried again. */
    private static List<Cell> passes(String fault, Fault... faults) {
        return Stream.of(STOP_MIRRORING, START_MIRRORING)
                .map(operation -> new Cell(
                        fault,
                        phase(operation),
                        trouble -> trouble.project.fabric.fault(operation, faults),
                        Run.SUCCEEDS,
                        List.of(STARTED_AGAIN),
                        Mirroring.ON,
                        Note.GONE,
                        Next.NOTHING))
                .toList();
    }

    /** A fault that does not pass, and leaves open whether the call took effect. */
    private static List<Cell> lasts(String fault, Fault each, String problem, String advice) {
        return List.of(
                new Cell(
                        fault,
                        Phase.STOP,
                        trouble -> trouble.stopTimeout(SHORT).project.fabric.faultAlways(STOP_MIRRORING, each),
                        Run.FAILS,
                        List.of(NOT_RUN_BECAUSE + problem + ELLIPSIS + "stopMirroring of" + advice, STARTED_AGAIN),
                        Mirroring.ON,
                        Note.GONE,
                        Next.RUNS),
                new Cell(
                        fault,
                        Phase.START,
                        trouble -> trouble.startTimeout(SHORT).project.fabric.faultAlways(START_MIRRORING, each),
                        Run.FAILS,
                        List.of(OFF + problem + ELLIPSIS + "startMirroring of" + advice + BY_HAND),
                        Mirroring.OFF,
                        Note.STAYS,
                        Next.STARTS));
    }

    /**
     * A fault that does not pass, but tells that the call had no effect: after such a stop, nothing has to be started.
     */
    private static List<Cell> refusal(String fault, Fault each, String problem, String advice) {
        return List.of(
                new Cell(
                        fault,
                        Phase.STOP,
                        trouble -> trouble.project.fabric.faultAlways(STOP_MIRRORING, each),
                        Run.FAILS,
                        List.of(NOT_RUN_BECAUSE + problem + "stopMirroring of" + advice),
                        Mirroring.ON,
                        Note.GONE,
                        Next.RUNS),
                new Cell(
                        fault,
                        Phase.START,
                        trouble -> trouble.project.fabric.faultAlways(START_MIRRORING, each),
                        Run.FAILS,
                        List.of(OFF + problem + "startMirroring of" + advice + BY_HAND),
                        Mirroring.OFF,
                        Note.STAYS,
                        Next.STARTS));
    }

    private static List<Cell> noToken() {
        String noToken = "No token for … /.default to stop and start mirroring of … ";
        return List.of(
                new Cell(
                        "token not available",
                        Phase.STOP,
                        trouble -> trouble.tokenFails(calls -> true, Integer.MAX_VALUE),
                        Run.FAILS,
                        List.of(NOT_RUN_BECAUSE + noToken + SIGN_IN),
                        Mirroring.ON,
                        Note.GONE,
                        Next.RUNS),
                new Cell(
                        "token not available, in the run that recovers",
                        Phase.START,
                        trouble -> trouble.afterAFailedStart()
                                .withMorePending()
                                .tokenFails(calls -> true, Integer.MAX_VALUE),
                        Run.FAILS,
                        List.of(NOT_RECOVERED + noToken + SIGN_IN),
                        Mirroring.OFF,
                        Note.STAYS,
                        Next.STARTS),
                new Cell(
                        "token not available any more after the stop",
                        Phase.START,
                        trouble -> trouble.tokenFails(calls -> calls.contains("stopMirroring"), Integer.MAX_VALUE),
                        Run.SUCCEEDS,
                        List.of(STARTED_AGAIN),
                        Mirroring.ON,
                        Note.GONE,
                        Next.NOTHING),
                new Cell(
                        "no credential can be made",
                        Phase.STOP,
                        Trouble::credentialCannotBeMade,
                        Run.FAILS,
                        List.of(NOT_RUN_BECAUSE + "azure-identity cannot make a credential: "),
                        Mirroring.ON,
                        Note.GONE,
                        Next.RUNS),
                new Cell(
                        "no credential can be made, in the run that recovers",
                        Phase.START,
                        trouble -> trouble.afterAFailedStart().withMorePending().credentialCannotBeMade(),
                        Run.FAILS,
                        List.of(NOT_RECOVERED + "azure-identity cannot make a credential: "),
                        Mirroring.OFF,
                        Note.STAYS,
                        Next.STARTS));
    }

    private static List<Cell> noTrust() {
        String notTrusted =
                " after 1 try: … unable to find valid certification path to requested target." + CHECK_NETWORK;
        return List.of(
                new Cell(
                        "certificate not trusted",
                        Phase.STOP,
                        Trouble::trustNobodyUnknown,
                        Run.FAILS,
                        List.of(NOT_RUN_BECAUSE + "No answer from … to stopMirroring of …" + notTrusted),
                        Mirroring.ON,
                        Note.GONE,
                        Next.RUNS),
                new Cell(
                        "certificate not trusted, in the run that recovers",
                        Phase.START,
                        trouble -> trouble.afterAFailedStart().trustNobodyUnknown(),
                        Run.FAILS,
                        List.of(OFF + "No answer from … to startMirroring of …" + notTrusted + BY_HAND),
                        Mirroring.OFF,
                        Note.STAYS,
                        Next.STARTS_WITH_NOTHING_PENDING));
    }

    private static List<Cell> nothingHappens() {
        return List.of(
                new Cell(
                        "200, but the database never says off",
                        Phase.WAIT,
                        trouble -> trouble.stopTimeout(ENOUGH)
                                .project
                                .fabric
                                .faultAlways(STOP_MIRRORING, Fault.acceptedButNothingHappens()),
                        Run.FAILS,
                        List.of(
                                NOT_RUN_BECAUSE + "mirroring of … was not off … after the stop (the database says on),"
                                        + " so V2__tagged.sql was not run. If it only takes longer, raise"
                                        + " flyway.fabricMirroring.stopTimeout (seconds); if it is off in the portal, check"
                                        + " flyway.fabricMirroring.stateQuery.",
                                STARTED_AGAIN),
                        Mirroring.ON,
                        Note.GONE,
                        Next.RUNS),
                new Cell(
                        "200, but the database never says on",
                        Phase.START,
                        trouble -> trouble.startTimeout(ENOUGH)
                                .project
                                .fabric
                                .faultAlways(START_MIRRORING, Fault.acceptedButNothingHappens()),
                        Run.SUCCEEDS,
                        List.of(
                                "ERROR Fabric has accepted the start, but mirroring is not on … later (the database says off). Check"
                                        + " mirroring of … in the portal, or run `flyway migrate` again: it finishes the restart."),
                        Mirroring.OFF,
                        Note.STAYS,
                        Next.STARTS));
    }

    private static List<Cell> noState() {
        String failed = "Could not ask the database whether mirroring is on (flyway.fabricMirroring.stateQuery is … ): "
                + "… The state is a secret.";
        return List.of(
                new Cell(
                        "state query fails, in the run that recovers",
                        Phase.START,
                        trouble -> trouble.afterAFailedStart()
                                .withMorePending()
                                .stateQueryFails(calls -> true, Integer.MAX_VALUE),
                        Run.FAILS,
                        List.of(NOT_RECOVERED + failed),
                        Mirroring.OFF,
                        Note.STAYS,
                        Next.STARTS),
                new Cell(
                        "state query fails",
                        Phase.STOP,
                        trouble -> trouble.stateQueryFails(calls -> true, Integer.MAX_VALUE),
                        Run.FAILS,
                        List.of(NOT_RUN_BECAUSE + failed),
                        Mirroring.ON,
                        Note.GONE,
                        Next.RUNS),
                new Cell(
                        "state query fails, twice",
                        Phase.WAIT,
                        trouble -> trouble.stateQueryFails(calls -> calls.contains("stopMirroring"), 2),
                        Run.SUCCEEDS,
                        List.of(STARTED_AGAIN),
                        Mirroring.ON,
                        Note.GONE,
                        Next.NOTHING),
                new Cell(
                        "state query fails",
                        Phase.WAIT,
                        trouble -> trouble.stopTimeout(ENOUGH)
                                .startTimeout(ENOUGH)
                                .stateQueryFails(calls -> calls.contains("stopMirroring"), Integer.MAX_VALUE),
                        Run.FAILS,
                        List.of(
                                NOT_RUN_BECAUSE + "mirroring of … was not off … after the stop (" + failed
                                        + " … ), so V2__tagged.sql was not run.",
                                STARTED_AGAIN,
                                "ERROR Fabric has accepted the start, but mirroring is not on … later (" + failed),
                        Mirroring.ON,
                        Note.STAYS,
                        Next.TAKES_OVER_AND_STOPS),
                new Cell(
                        "state query fails, twice",
                        Phase.START,
                        trouble -> trouble.stateQueryFails(calls -> calls.contains("startMirroring"), 2),
                        Run.SUCCEEDS,
                        List.of(STARTED_AGAIN),
                        Mirroring.ON,
                        Note.GONE,
                        Next.NOTHING),
                new Cell(
                        "state query fails",
                        Phase.START,
                        trouble -> trouble.startTimeout(ENOUGH)
                                .stateQueryFails(calls -> calls.contains("startMirroring"), Integer.MAX_VALUE),
                        Run.SUCCEEDS,
                        List.of(
                                STARTED_AGAIN,
                                "ERROR Fabric has accepted the start, but mirroring is not on … later (" + failed),
                        Mirroring.ON,
                        Note.STAYS,
                        Next.TIDIES_UP));
    }

    private static List<Cell> noteRefused() {
        return List.of(
                new Cell(
                        "database refuses the note: no right to make its table",
                        Phase.STOP,
                        Trouble::asUserWithoutRightToCreate,
                        Run.FAILS,
                        List.of(NOT_RUN_BECAUSE
                                + "Could not take the lock for switching mirroring: … Not enough rights …"
                                + " The database user needs CREATE TABLE"),
                        Mirroring.ON,
                        Note.GONE,
                        Next.RUNS),
                new Cell(
                        "database refuses the note: no right to write it",
                        Phase.STOP,
                        trouble -> trouble.asUserWithRightsOnNote("SELECT, UPDATE, DELETE"),
                        Run.FAILS,
                        List.of(NOT_RUN_BECAUSE + NOTE_FAILED + " … Not enough rights … The database user needs "),
                        Mirroring.ON,
                        Note.GONE,
                        Next.RUNS),
                new Cell(
                        "database refuses the note: no right to change it",
                        Phase.STOP,
                        trouble -> trouble.asUserWithRightsOnNote("SELECT, INSERT, DELETE"),
                        Run.FAILS,
                        List.of(NOT_RUN_BECAUSE + NOTE_FAILED + " … Not enough rights … The database user needs "),
                        Mirroring.ON,
                        Note.GONE,
                        Next.RUNS),
                new Cell(
                        "database refuses the note: no right to remove it",
                        Phase.START,
                        trouble -> trouble.asUserWithRightsOnNote("SELECT, INSERT, UPDATE"),
                        Run.SUCCEEDS,
                        List.of(
                                STARTED_AGAIN,
                                "WARN mirroring is on again, but its note could not be removed: Could not remove a note about"
                                        + " mirroring: "
                                        + " … Not enough rights … The database user needs "),
                        Mirroring.ON,
                        Note.STAYS,
                        Next.TIDIES_UP),
                new Cell(
                        "the note's table is dropped meanwhile",
                        Phase.START,
                        trouble -> trouble.insideTheMigration(project -> project.execute("drop table " + NOTES)),
                        Run.SUCCEEDS,
                        List.of(STARTED_AGAIN),
                        Mirroring.ON,
                        Note.GONE,
                        Next.NOTHING));
    }

    /** More than one thing at a time. */
    private static List<Cell> combined() {
        Fault unavailable = Fault.status(503, "ServiceUnavailable", "Come back later.");
        Fault forbidden = Fault.status(403, "InsufficientPrivileges", "No.");
        String error = "ERROR MIRRORING IS OFF and could not be started again: Fabric answered ";
        return List.of(
                new Cell(
                        "connection reset after the stop took effect, then 403 to all calls",
                        Phase.STOP,
                        trouble -> {
                            trouble.project.fabric.fault(STOP_MIRRORING, Fault.acceptedThenConnectionReset());
                            trouble.project.fabric.faultAlways(STOP_MIRRORING, forbidden);
                            trouble.project.fabric.faultAlways(START_MIRRORING, forbidden);
                        },
                        Run.FAILS,
                        List.of(
                                NOT_RUN_BECAUSE + "Fabric answered 403 InsufficientPrivileges to stopMirroring of",
                                error + "403 InsufficientPrivileges to startMirroring of" + BY_HAND),
                        Mirroring.OFF,
                        Note.STAYS,
                        Next.TAKES_OVER),
                new Cell(
                        "200, but the database never says off; then 503 without end",
                        Phase.WAIT,
                        trouble -> {
                            trouble.stopTimeout(ENOUGH)
                                    .startTimeout(SHORT)
                                    .project
                                    .fabric
                                    .faultAlways(STOP_MIRRORING, Fault.acceptedButNothingHappens());
                            trouble.project.fabric.faultAlways(START_MIRRORING, unavailable);
                        },
                        Run.FAILS,
                        List.of(
                                NOT_RUN_BECAUSE + "mirroring of … was not off",
                                "INFO mirroring is on, although the start was not accepted: Fabric answered 503"),
                        Mirroring.ON,
                        Note.GONE,
                        Next.RUNS),
                new Cell(
                        "403, before an untagged migration",
                        Phase.START,
                        trouble ->
                                trouble.project.untagged("V3__untagged").fabric.faultAlways(START_MIRRORING, forbidden),
                        Run.FAILS,
                        List.of(
                                "the migrations before V3__untagged.sql are committed, but MIRRORING IS OFF and could not be"
                                        + " started again: Fabric answered 403" + BY_HAND),
                        Mirroring.OFF,
                        Note.STAYS,
                        Next.STARTS),
                new Cell(
                        "403, after the tagged migration failed by itself",
                        Phase.START,
                        trouble -> {
                            trouble.project.taggedAndFailing("V2__tagged");
                            trouble.project.fabric.faultAlways(START_MIRRORING, forbidden);
                        },
                        Run.FAILS,
                        List.of(TABLE_MISSING, error + "403 InsufficientPrivileges to startMirroring of" + BY_HAND),
                        Mirroring.OFF,
                        Note.STAYS,
                        Next.TAKES_OVER));
    }

    private static Phase phase(Operation operation) {
        return operation == STOP_MIRRORING ? Phase.STOP : Phase.START;
    }

    private TestProject project;

    @BeforeEach
    void aProjectWithATaggedMigration(@TempDir Path scripts) {
        project = new TestProject(scripts).untagged("V1__untagged").tagged("V2__tagged");
        project.execute("create alias fabric.state for '" + AskedState.class.getName() + ".get'");
    }

    @AfterEach
    void close() {
        project.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void thePromiseHolds(Cell cell) {
        FlywayException thrown = null;
        try (Trouble trouble = new Trouble(project)) {
            cell.trouble().accept(trouble);
            project.fabric.clearJournal();
            CapturedLog.clear();
            try {
                trouble.migrate();
            } catch (FlywayException e) {
                thrown = e;
            }
        }

        assertThat(thrown == null ? Run.SUCCEEDS : Run.FAILS).isEqualTo(cell.run());
        for (String sentence : cell.says()) {
            if (sentence.matches("(INFO|WARN|ERROR) .*")) {
                assertThat(CapturedLog.ours()).anyMatch(line -> says(line, sentence));
            } else {
                assertThat(thrown.getMessage()).matches(message -> says(message, sentence), sentence);
            }
        }
        Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(mirroring())
                .isEqualTo(cell.mirroring()));
        assertThat(note()).isEqualTo(cell.note());
        assertNeverOffUnnoticed(thrown);
        assertThat(project.seen()).doesNotContain("V2__tagged on");
        assertThat(CapturedLog.ours()).noneMatch(line -> line.contains("\tat "));

        assertTheNextRunMendsIt(cell);
    }

    private void assertNeverOffUnnoticed(FlywayException thrown) {
        if (mirroring() == Mirroring.OFF) {
            assertThat(note()).isEqualTo(Note.STAYS);
            assertThat(thrown != null || CapturedLog.ours().stream().anyMatch(line -> line.startsWith("ERROR ")))
                    .as("an error tells")
                    .isTrue();
        }
    }

    private void assertTheNextRunMendsIt(Cell cell) {
        project.tagged("V2__tagged").fabric.clearFaults();
        project.fabric.clearJournal();

        Flyway healthy = project.flyway(
                        project.callback().startTimeout(ENOUGH.multipliedBy(2)).build())
                .load();
        if (cell.next() != Next.STARTS_WITH_NOTHING_PENDING) {
            // With nothing pending, a run waits before it takes the owner for dead.
            project.untagged("V4__untagged");
        }
        if (cell.failedMigration()) {
            healthy.repair();
        }
        healthy.migrate();

        assertThat(project.fabric.calls()).isEqualTo(cell.next().calls);
        assertThat(mirroring()).isEqualTo(Mirroring.ON);
        assertThat(note()).isEqualTo(Note.GONE);
        assertThat(project.seen()).doesNotHaveDuplicates().contains("V2__tagged off");
    }

    private Mirroring mirroring() {
        return project.fabric.mirroringOn() ? Mirroring.ON : Mirroring.OFF;
    }

    private Note note() {
        boolean table = !project.query(
                        "select 1 from information_schema.tables where table_name = '" + NOTES.replace("\"", "") + "'")
                .isEmpty();
        return table && !project.query("select 1 from " + NOTES).isEmpty() ? Note.STAYS : Note.GONE;
    }

    private static boolean says(String text, String sentence) {
        int from = 0;
        for (String part : sentence.split("…")) {
            int found = text.indexOf(part.strip(), from);
            if (found < 0) {
                return false;
            }
            from = found + part.strip().length();
        }
        return true;
    }

    @Test
    void thePageHoldsTheTable() throws Exception {
        String page = page();
        if (Boolean.getBoolean(UPDATE_PAGE)) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("run with -D" + UPDATE_PAGE + "=true to write it anew")
                .usingCharset(StandardCharsets.UTF_8)
                .hasContent(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder(
                """
                # What happens when something goes wrong

                A fault while mirroring is stopped, waited for or started, and what becomes of the run, of mirroring and of the note
                in the database. In no case is mirroring off without a note and an error. Messages are cut short at "…".
                `FaultTableTest` tests each row and writes this page: `mvn test -pl flyway-extension -am -Dtest=FaultTableTest -Dsurefire.failIfNoSpecifiedTests=false -DupdateDocumentation=true`.

                | fault | phase | the run | what it says | mirroring | note | the next healthy `migrate` |
                |---|---|---|---|---|---|---|
                """);
        cells().forEach(cell -> page.append(Stream.of(
                        cell.fault(),
                        cell.phase().toString(),
                        word(cell.run()),
                        cell.says().stream().map(FaultTableTest::shown).collect(Collectors.joining("<br>")),
                        cell.mirroring() == Mirroring.OFF ? "**off**" : "on",
                        word(cell.note()),
                        (cell.failedMigration() ? "after `flyway repair`: " : "") + cell.next().words)
                .collect(Collectors.joining(" | ", "| ", " |\n"))));
        return page.toString();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String shown(String sentence) {
        String end = sentence.endsWith(".") || sentence.endsWith("/startMirroring") ? "" : "…";
        return (sentence + end)
                .replaceFirst("^" + NOT_RUN_BECAUSE, "")
                .replaceAll("\\s*…(\\s*…)*\\s*", " … ")
                .strip();
    }

    /** The database's answer to the question for its state; H2 calls it by name. */
    public static final class AskedState {

        private static volatile BooleanSupplier fails = () -> false;

        private AskedState() {}

        public static boolean get(Connection connection) throws SQLException {
            if (fails.getAsBoolean()) {
                throw new SQLException("The state is a secret.");
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(WatchedDatabase.STATE_QUERY)) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** A run of the project, with what is wrong with it. */
    private static final class Trouble implements AutoCloseable {

        private final TestProject project;
        private MirroringCallback.Builder callback;
        private final SSLContext trusting = defaultContext();
        private Consumer<TestProject> inside = none -> {};
        private String user = "sa";

        Trouble(TestProject project) {
            this.project = project;
            this.callback = project.callback().stopTimeout(LONG).startTimeout(LONG);
        }

        void migrate() {
            project.flyway(callback.build(), new Inside(project, inside))
                    .dataSource(project.url, user, "")
                    .load()
                    .migrate();
        }

        Trouble stopTimeout(Duration stopTimeout) {
            callback.stopTimeout(stopTimeout);
            return this;
        }

        Trouble startTimeout(Duration startTimeout) {
            callback.startTimeout(startTimeout);
            return this;
        }

        /** An earlier run has left mirroring off, and a note. */
        Trouble afterAFailedStart() {
            project.fabric.faultAlways(START_MIRRORING, Fault.status(403, "InsufficientPrivileges", "No."));
            assertThatCode(this::migrate).hasMessageContaining("MIRRORING IS OFF");
            project.fabric.clearFaults();
            return this;
        }

        Trouble withMorePending() {
            project.untagged("V3__untagged");
            return this;
        }

        /** Some of the tokens, depending on the calls so far. */
        void tokenFails(Predicate<List<String>> after, int times) {
            TokenCredential works = TestProject.credential(project.fabric);
            AtomicInteger left = new AtomicInteger(times);
            callback.credential(request -> after.test(project.fabric.calls()) && left.getAndDecrement() > 0
                    ? Mono.error(new ClientAuthenticationException("Nobody is signed in.", null))
                    : works.getToken(request));
        }

        // azure-core has no other way but the environment of the process.
        @SuppressWarnings("deprecation")
        void credentialCannotBeMade() {
            callback = MirroringCallback.builder()
                    .itemUrl(project.fabric.itemUrl())
                    .apiEndpoint(project.fabric.apiEndpoint().toString())
                    .stateQuery(WatchedDatabase.STATE_QUERY);
            Configuration.getGlobalConfiguration().put(TOKEN_CREDENTIALS, "Nonsense");
        }

        /** This JVM as it is without the stand-in's certificate: it trusts those that Java comes with. */
        void trustNobodyUnknown() {
            try {
                KeyStore comesWithJava = KeyStore.getInstance(
                        Path.of(System.getProperty("java.home"), "lib", "security", "cacerts")
                                .toFile(),
                        "changeit".toCharArray());
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(comesWithJava);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, trust.getTrustManagers(), null);
                SSLContext.setDefault(context);
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Some of the queries, depending on the calls so far. */
        void stateQueryFails(Predicate<List<String>> after, int times) {
            AtomicInteger left = new AtomicInteger(times);
            AskedState.fails = () -> after.test(project.fabric.calls()) && left.getAndDecrement() > 0;
            callback.stateQuery("select fabric.state()");
        }

        void insideTheMigration(Consumer<TestProject> action) {
            inside = action;
        }

        void asUserWithoutRightToCreate() {
            project.flyway().target("1").load().migrate();
            actAsApp();
        }

        Trouble asUserWithRightsOnNote(String rights) {
            project.tagged("V1_1__tagged").flyway().target("1.1").load().migrate();
            actAsApp();
            project.execute("grant " + rights + " on " + NOTES + " to app");
            project.execute("grant select, insert, update, delete on \"fabric_mirroring_lock\" to app");
            return this;
        }

        private void actAsApp() {
            project.execute("create user app password ''");
            project.execute("grant select, insert, update, delete on " + HISTORY + " to app");
            project.execute("grant select, insert on schema fabric to app");
            user = "app";
        }

        private static SSLContext defaultContext() {
            try {
                return SSLContext.getDefault();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        @SuppressWarnings("deprecation")
        public void close() {
            AskedState.fails = () -> false;
            SSLContext.setDefault(trusting);
            Configuration.getGlobalConfiguration().remove(TOKEN_CREDENTIALS);
        }
    }

    /** Does something while the tagged migration runs. */
    private static final class Inside extends BaseCallback {

        private final TestProject project;
        private final Consumer<TestProject> action;

        Inside(TestProject project, Consumer<TestProject> action) {
            this.project = project;
            this.action = action;
        }

        @Override
        public void handle(Event event, Context context) {
            if (event == Event.AFTER_EACH_MIGRATE
                    && context.getMigrationInfo().getScript().equals("V2__tagged.sql")) {
                action.accept(project);
            }
        }
    }
}
