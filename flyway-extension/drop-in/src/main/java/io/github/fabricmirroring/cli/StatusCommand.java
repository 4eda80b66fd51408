package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import io.github.fabricmirroring.internal.window.MirroringState;
import io.github.fabricmirroring.internal.window.WindowNote;
import io.github.fabricmirroring.internal.window.WindowSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description = {
            "Shows whether mirroring is on. Changes nothing.",
            "",
            "With --url: on, off or unknown, and each note about who has stopped it. With the item's address or ids:"
                    + " that there is such an item, and what it is called. Whatever else cannot be read, the state is"
                    + " shown, with a warning."
        },
        sortOptions = false,
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:on", "1:it could not be found out", "2:wrong usage", "3:off", "4:unknown"})
final class StatusCommand extends Results implements Callable<Integer> {

    @Mixin
    private Target target;

    @Override
    public Integer call() {
        target.read();
        Optional<SqlDatabaseItem> item = target.settings().item();
        Optional<Database> database = target.database();
        if (item.isEmpty() && database.isEmpty()) {
            throw target.wrong("Nothing to check: pass --url, --item-url, or both.");
        }
        TerminalMessages messages = new TerminalMessages(spec.commandLine());
        List<String> sentences = new ArrayList<>();
        MirroringState state =
                database.map(found -> look(found, sentences, messages)).orElseGet(() -> notAsked(sentences));
        with(state);
        item.ifPresent(found -> name(found, database.isPresent(), sentences, messages));
        print(sentences.toArray(String[]::new));
        return switch (state) {
            case ON -> 0;
            case OFF -> 3;
            case UNKNOWN -> 4;
        };
    }

    private static MirroringState notAsked(List<String> sentences) {
        sentences.add("Only the database knows whether mirroring is on: pass its --url.");
        return MirroringState.UNKNOWN;
    }

    private MirroringState look(Database database, List<String> sentences, TerminalMessages messages) {
        try (WindowSession session = database.forWindows(target.settings()).open()) {
            MirroringState state = session.state();
            sentences.add("Mirroring is " + state.name().toLowerCase(Locale.ROOT) + ".");
            with(state);
            readNotes(session, sentences, messages);
            return state;
        }
    }

    private void readNotes(WindowSession session, List<String> sentences, TerminalMessages messages) {
        try {
            List<WindowNote> notes = session.notes().read();
            with("notes", notes.stream().map(StatusCommand::values).toList());
            notes.forEach(note -> sentences.add(sentence(note)));
        } catch (MirroringException e) {
            messages.warn(e.getMessage());
        }
    }

    /** Without a database there is nothing else to be shown, so there it fails. */
    private void name(SqlDatabaseItem item, boolean stateIsShown, List<String> sentences, TerminalMessages messages) {
        with(item);
        try {
            String name = target.api(messages).item().displayName();
            with("displayName", name);
            sentences.add("\"" + name + "\" is " + item + ".");
        } catch (MirroringException e) {
            if (!stateIsShown) {
                throw e;
            }
            messages.warn(e.getMessage());
        }
    }

    private static Map<String, String> values(WindowNote note) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("phase", note.phase().name().toLowerCase(Locale.ROOT));
        values.put("since", note.since());
        values.put("for", note.purpose());
        values.put("process", note.process());
        values.put("user", note.user());
        values.put("host", note.host());
        return values;
    }

    static String sentence(WindowNote note) {
        return "A note says that mirroring was stopped at " + note.since() + " (" + note.purpose()
                + ", process " + note.process() + ", " + note.user() + "@" + note.host() + ")"
                + switch (note.phase()) {
                    case STOPPING -> ", and not seen off yet.";
                    case OFF -> ".";
                    case STARTING -> ", and is being started again.";
                };
    }
}
