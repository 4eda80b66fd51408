package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import io.github.fabricmirroring.internal.window.MirroringState;
import io.github.fabricmirroring.internal.window.WindowNote;
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
            "Tells whether mirroring is on. Changes nothing.",
            "",
            "With --url: on, off or unknown, and who keeps it off if somebody has left a note. With the item's address or ids:"
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
            throw target.wrong(
                    "of what? Give --url of the database, --item-url of the SQL database in Fabric, or both.");
        }
        List<String> sentences = new ArrayList<>();
        MirroringState state = MirroringState.UNKNOWN;
        if (database.isPresent()) {
            database.get().requireAnswer();
            state = database.get().state(target.settings().stateQuery()).ask();
            with(state);
            sentences.add("Mirroring is " + state.name().toLowerCase(Locale.ROOT) + ".");
            database.get().notes().read().ifPresent(note -> sentences.add(tell(note)));
        } else {
            with(state);
            sentences.add("Whether mirroring is on only the database knows: give its --url.");
        }
        item.ifPresent(found -> {
            String name = target.api().displayName();
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

    private String tell(WindowNote note) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("since", note.since());
        values.put("for", note.script());
        values.put("process", note.process());
        values.put("user", note.user());
        values.put("host", note.host());
        with("note", values);
        return "A note says that it is kept off " + note.toWords() + ".";
    }
}
