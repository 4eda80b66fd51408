package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.internal.fabric.CallFaults;
import io.github.fabricmirroring.internal.window.FaultRow;
import io.github.fabricmirroring.internal.window.FaultRow.At;
import io.github.fabricmirroring.internal.window.FaultRow.Mirrored;
import io.github.fabricmirroring.internal.window.FaultRow.NextRun;
import io.github.fabricmirroring.internal.window.FaultRow.Noted;
import io.github.fabricmirroring.internal.window.FaultRow.Run;
import io.github.fabricmirroring.internal.window.WindowFaults;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** FAULTS.md: the tables of faults of calls, of windows, and of runs of Flyway, in one. */
final class FaultTable {

    static final String UPDATE = "updateDocumentation";

    private static final String NOT_RUN_BECAUSE = "beforeEachMigrate callback: Fabric mirroring: ";
    private static final String COMMITTED = "the migrations are committed, but ";
    private static final String FORBIDDEN = "Fabric answered 403";

    private static final String HEAD =
            """
            # What happens when something goes wrong

            A fault while mirroring is stopped, waited for or started, and what becomes of the run, of mirroring and of the note
            in the database. In no case is mirroring off without a note and an error. Messages are cut short at "…".
            `CallFaultsTest` tests what each fault makes of a call, `WindowFaultsTest` what becomes of the window and of the next one, and
            `FaultTableTest` a choice of the rows through Flyway, a database and https. It also writes this page:
            `mvn test -pl flyway-extension -am -Dtest=FaultTableTest -Dsurefire.failIfNoSpecifiedTests=false -D%s=true`.

            | fault | phase | the run | what it says | mirroring | note | the next healthy `migrate` |
            |---|---|---|---|---|---|---|
            """
                    .formatted(UPDATE);

    private FaultTable() {}

    static List<FaultRow> rows() {
        return Stream.concat(
                        Stream.concat(CallFaults.rows(), WindowFaults.rows().stream())
                                .map(FaultTable::inARun),
                        onlyInARun())
                .toList();
    }

    static FaultRow row(String fault, At at) {
        return rows().stream()
                .filter(row -> row.fault().equals(fault) && row.at() == at)
                .findAny()
                .orElseThrow();
    }

    /** Flyway says why it calls off the migration; we, what is committed. */
    private static FaultRow inARun(FaultRow row) {
        String prefix = row.at() == At.START ? COMMITTED : NOT_RUN_BECAUSE;
        List<String> says = row.says().stream()
                .map(sentence -> FaultRow.isOfLog(sentence) ? sentence : prefix + sentence)
                .toList();
        return new FaultRow(row.fault(), row.at(), row.run(), says, row.mirroring(), row.note(), row.next());
    }

    private static Stream<FaultRow> onlyInARun() {
        return Stream.of(
                leftOff(
                        "403, before an untagged migration",
                        NextRun.STARTS,
                        "the migrations before V3__untagged.sql are committed, but "
                                + WindowFaults.offAfter(FORBIDDEN)),
                leftOff(
                        "403, after the tagged migration failed by itself",
                        NextRun.TAKES_OVER_AFTER_REPAIR,
                        "Table \"NOWHERE\" not found",
                        "ERROR " + WindowFaults.offAfter(FORBIDDEN + " InsufficientPrivileges to startMirroring of")));
    }

    private static FaultRow leftOff(String fault, NextRun next, String... says) {
        return new FaultRow(fault, At.START, Run.FAILS, List.of(says), Mirrored.OFF, Noted.STAYS, next);
    }

    static String page() {
        return rows().stream().map(FaultTable::line).collect(Collectors.joining("", HEAD, ""));
    }

    private static String line(FaultRow row) {
        return Stream.of(
                        row.fault(),
                        row.at().toString(),
                        word(row.run()),
                        row.says().stream().map(FaultTable::shown).collect(Collectors.joining("<br>")),
                        row.mirroring() == Mirrored.OFF ? "**off**" : "on",
                        word(row.note()),
                        row.next().words())
                .collect(Collectors.joining(" | ", "| ", " |\n"));
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
}
