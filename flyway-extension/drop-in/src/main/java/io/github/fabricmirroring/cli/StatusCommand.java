package io.github.fabricmirroring.cli;

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
                    + " that there is such an item, and what it is called."
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
        List<String> sentences = new ArrayList<>();
        MirroringState state = MirroringState.UNKNOWN;
        if (database.isPresent()) {
            state = look(database.get(), sentences);
        } else {
            with(state);
            sentences.add("Only the database knows whether mirroring is on: pass its --url.");
        }
        item.ifPresent(found -> {
            String name =
                    target.api(new TerminalMessages(spec.commandLine())).item().displayName();
            with(found).with("displayName", name);
            sentences.add("\"" + name + "\" is " + found + ".");
        });
        print(sentences.toArray(String[]::new));
        return switch (state) {
            case ON -> 0;
            case OFF -> 3;
            case UNKNOWN -> 4;
        };
    }

    private MirroringState look(Database database, List<String> sentences) {
        try (WindowSession session = database.forWindows(target.settings()).open()) {
            MirroringState state = session.state();
            List<WindowNote> notes = session.notes().read();
            with(state).with("notes", notes.stream().map(StatusCommand::values).toList());
            sentences.add("Mirroring is " + state.name().toLowerCase(Locale.ROOT) + ".");
            notes.forEach(note -> sentences.add(sentence(note)));
            return state;
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

    private static String sentence(WindowNote note) {
        String sentence = "A note says that mirroring was stopped at " + note.since() + " (" + note.purpose()
                + ", process " + note.process() + ", " + note.user() + "@" + note.host() + ")"
                + switch (note.phase()) {
                    case STOPPING -> ", and not seen off yet.";
                    case OFF -> ".";
                    case STARTING -> ", and is being started again.";
                };
        // Anybody may have written it.
        return sentence.replaceAll("\\p{Cntrl}", "?");
    }
}
