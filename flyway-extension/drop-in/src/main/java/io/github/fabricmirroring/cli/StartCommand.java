package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import io.github.fabricmirroring.internal.window.MirroringState;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "start",
        description = {
            "Starts mirroring, whoever has stopped it.",
            "",
            "With --url it also removes the note that an earlier run has left in the database, and waits until the database"
                    + " says on."
        },
        sortOptions = false,
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true)
final class StartCommand extends Results implements Callable<Integer> {

    @Mixin
    private Target target;

    @Option(names = "--no-wait", description = "With --url: do not wait until the database says on.")
    private boolean noWait;

    @Override
    public Integer call() {
        target.read();
        target.requireItem();
        boolean seeItOn = !noWait && target.database().isPresent();
        SqlDatabaseItem item = target.settings().item().orElseThrow();
        TerminalMessages messages = new TerminalMessages(spec.commandLine());
        MirroringState said = target.window(messages).start(seeItOn);
        messages.clearProgress();
        with(said).with(item);
        switch (said) {
            case ON -> print("Mirroring of " + item + " is on.");
            case UNKNOWN ->
                print("Fabric has accepted the start of mirroring of " + item + "."
                        + (seeItOn ? " The database does not tell whether it is on by now; see --state-query." : ""));
            case OFF -> failed("Fabric has accepted the start, but the database does not say on.");
        }
        return said == MirroringState.OFF ? 1 : 0;
    }
}
