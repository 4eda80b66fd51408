package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import io.github.fabricmirroring.internal.window.ManualSwitch;
import io.github.fabricmirroring.internal.window.MirroringState;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "stop",
        description = {"Stops mirroring, and leaves it off.", "", "With --url it waits until the database says off."},
        sortOptions = false,
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true)
final class StopCommand extends Results implements Callable<Integer> {

    @Mixin
    private WindowTarget target;

    @Override
    public Integer call() {
        target.read();
        target.requireItem();
        SqlDatabaseItem item = target.settings().item().orElseThrow();
        TerminalMessages messages = new TerminalMessages(spec.commandLine());
        MirroringState said = new ManualSwitch(target.setup(messages, target.windowDatabase())).stop();
        messages.clearProgress();
        with(said).with(item);
        if (said == MirroringState.OFF) {
            print("Mirroring of " + item + " is off.");
        } else {
            print("Fabric has accepted the stop of mirroring of " + item + ". "
                    + (target.database().isPresent()
                            ? "The database does not say whether it is off by now; see --state-query."
                            : "Only the database knows when it is off: with --url, this command waits for that."));
        }
        return 0;
    }
}
