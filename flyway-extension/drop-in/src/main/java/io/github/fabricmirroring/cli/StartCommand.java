package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import io.github.fabricmirroring.internal.window.ManualSwitch;
import io.github.fabricmirroring.internal.window.MirroringState;
import io.github.fabricmirroring.internal.window.WindowDatabase;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "start",
        description = {
            "Starts mirroring, whoever has stopped it.",
            "",
            "With --url it also removes the notes that earlier runs have left in the database, and waits until the"
                    + " database says on."
        },
        sortOptions = false,
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true)
final class StartCommand extends Results implements Callable<Integer> {

    @Mixin
    private WindowTarget target;

    @Option(names = "--no-wait", description = "With --url: do not wait until the database says on.")
    private boolean noWait;

    @Override
    public Integer call() {
        target.read();
        target.requireItem();
        TerminalMessages messages = new TerminalMessages(spec.commandLine());
        boolean toBeSeen = !noWait && target.database().isPresent();
        Optional<WindowDatabase> database = databaseThatAnswers(messages);
        MirroringState said = start(database.orElseGet(WithoutDatabase::new), toBeSeen, messages);
        messages.clearProgress();
        SqlDatabaseItem item = target.settings().item().orElseThrow();
        with(said).with(item);
        if (said == MirroringState.OFF || (toBeSeen && database.isEmpty())) {
            failed("Fabric has accepted the start, but the database does not say on.");
            return 1;
        }
        print(
                said == MirroringState.ON
                        ? "Mirroring of " + item + " is on."
                        : "Fabric has accepted the start of mirroring of " + item + "."
                                + (toBeSeen
                                        ? " The database does not say whether it is on by now; see --state-query."
                                        : ""));
        return 0;
    }

    private MirroringState start(WindowDatabase database, boolean toBeSeen, TerminalMessages messages) {
        WindowDatabase asked = toBeSeen ? database : ForwardingSession.withoutLook(database);
        return new ManualSwitch(target.setup(messages, asked)).start();
    }

    /** Mirroring is not left off for want of an answer. */
    private Optional<WindowDatabase> databaseThatAnswers(TerminalMessages messages) {
        try {
            return Optional.of(target.windowDatabase());
        } catch (MirroringException e) {
            messages.warn("starting mirroring without knowing who has stopped it: " + e.getMessage());
            return Optional.empty();
        }
    }
}
