package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.DatabaseIdentity;
import io.github.fabricmirroring.internal.database.NoteTableCheck;
import io.github.fabricmirroring.internal.database.StandingNotes;
import io.github.fabricmirroring.internal.database.StateQuestion;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.Locks;
import io.github.fabricmirroring.internal.window.MirroringState;
import io.github.fabricmirroring.internal.window.WindowNote;
import io.github.fabricmirroring.internal.window.WindowSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the database knows: what it is, its state, locks and notes. Nothing is created, and locks are given back. */
final class DatabaseChecks {

    private static final String DATABASE = "database";
    private static final String LOCKS = "locks";
    private static final String TABLE = "table of notes";
    private static final String NOTES = "notes";

    /**
     * @see <a href="https://learn.microsoft.com/sql/t-sql/functions/serverproperty-transact-sql">SERVERPROPERTY</a>
     */
    private static final Map<Integer, String> EDITIONS = Map.of(
            2, "SQL Server Standard",
            3, "SQL Server Enterprise or Developer",
            4, "SQL Server Express",
            5, "Azure SQL Database",
            8, "Azure SQL Managed Instance",
            12, "SQL database in Fabric");

    private final Database database;
    private final MirroringSettings settings;
    private final List<CheckResult> results = new ArrayList<>();

    private Optional<DatabaseIdentity> identity = Optional.empty();
    private MirroringState state = MirroringState.UNKNOWN;

    DatabaseChecks(Database database, MirroringSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** What it is, once it was asked; nothing if it does not speak like SQL Server. */
    Optional<DatabaseIdentity> identity() {
        return identity;
    }

    MirroringState state() {
        return state;
    }

    List<CheckResult> results() {
        try (Connection connection = database.open()) {
            add(DATABASE, () -> answer(connection));
            add("state", () -> state(connection));
            add(LOCKS, this::locks);
            add(TABLE, () -> table(connection));
            add(NOTES, () -> notes(connection));
        } catch (MirroringException | SQLException e) {
            results.add(CheckResult.failed(DATABASE, Reason.ofMessage(e)));
        }
        return results;
    }

    private void add(String about, Supplier<CheckResult> check) {
        try {
            results.add(check.get());
        } catch (MirroringException e) {
            results.add(CheckResult.failed(about, e.getMessage()));
        }
    }

    private CheckResult answer(Connection connection) {
        identity = DatabaseIdentity.of(connection);
        return CheckResult.ok(
                DATABASE,
                identity.map(found -> "\"" + found.name() + "\" answers: engine edition " + found.engineEdition() + ", "
                                + EDITIONS.getOrDefault(found.engineEdition(), "which is not known here") + ".")
                        .orElse(database.url() + " answers; it is not of SQL Server's kind."));
    }

    private CheckResult state(Connection connection) {
        state = new StateQuestion(settings).ask(connection);
        String query = settings.nameOf(Setting.STATE_QUERY);
        if (state == MirroringState.UNKNOWN) {
            return CheckResult.unknown(
                    "state",
                    "The database does not say whether mirroring is on.",
                    "Set " + query + ", or migrations run without waiting for off.");
        }
        return CheckResult.ok(
                "state",
                "Mirroring is " + state.name().toLowerCase(Locale.ROOT) + ", by "
                        + (settings.stateQuery().equalsIgnoreCase(MirroringSettings.STATE_QUERY_AUTO)
                                ? "sys.databases"
                                : query)
                        + ".");
    }

    private CheckResult locks() {
        if (identity.isEmpty()) {
            return CheckResult.unknown(
                    LOCKS,
                    "On this database locks are rows of a table that is made with the first window, so they were not"
                            + " tried.",
                    "The user needs to be allowed to make tables.");
        }
        try (WindowSession session = database.forWindows(settings).open()) {
            Locks locks = session.locks();
            if (!locks.takeGate(Duration.ZERO)) {
                return CheckResult.unknown(
                        LOCKS, "Another process is switching mirroring just now.", "Check again when it is done.");
            }
            locks.keep();
            boolean others = locks.othersKeep();
            locks.stopKeeping();
            locks.leaveGate();
            return CheckResult.ok(
                    LOCKS,
                    "Both can be taken, and were given back"
                            + (others ? "; another process keeps mirroring off." : "; nobody keeps mirroring off."));
        }
    }

    private CheckResult table(Connection connection) {
        Optional<NoteTableCheck> check = NoteTableCheck.of(connection, database.schema());
        if (check.isEmpty()) {
            return CheckResult.unknown(
                    TABLE, "This database cannot be asked what the user may do.", "The user needs to make tables.");
        }
        NoteTableCheck found = check.get();
        String is = found.table() + (found.there() ? " is there" : " is not there yet");
        return found.missing().isEmpty()
                ? CheckResult.ok(TABLE, is + (found.there() ? ", and may be used." : ", and may be made."))
                : CheckResult.failed(
                        TABLE, is + ", and the user lacks " + String.join(", ", found.missing()) + ". Grant it.");
    }

    private CheckResult notes(Connection connection) {
        List<WindowNote> notes = StandingNotes.standing(connection);
        return notes.isEmpty()
                ? CheckResult.ok(NOTES, "None stands.")
                : CheckResult.unknown(
                        NOTES,
                        String.join(
                                " ", notes.stream().map(StatusCommand::sentence).toList()),
                        "If that process is gone, the next run ends its window, or run `fabric-mirroring start`.");
    }
}
