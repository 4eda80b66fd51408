package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.window.MirroringState;
import io.github.fabricmirroring.internal.window.MirroringWindow;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = {
            "Runs a command while mirroring is off: stops it, waits, runs the command, starts it again whatever the command did.",
            "",
            "Give --url, too: then the command is not run before the database says off, and mirroring stays off until"
                    + " everybody who needs it off has ended. Without --url two of these at once do not know of each other:"
                    + " the first to end starts mirroring while the other's command is at work.",
            "",
            "Signals go to the command; mirroring is started again when that has ended. A command that goes on in the"
                    + " background after it has returned is not waited for: run it in the foreground."
        },
        sortOptions = false,
        customSynopsis = "fabric-mirroring run [OPTIONS] -- COMMAND [ARG...]",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the command's own, whatever it is",
            "1:mirroring could not be stopped, so the command was not run; or it could not be started"
                    + " again, or the database does not say on",
            "2:wrong usage: nothing was done",
            "126:the command cannot be run",
            "127:there is no such command"
        })
final class RunCommand implements Callable<Integer> {

    private static final int NOT_RUN = 126;
    private static final int NOT_FOUND = 127;

    @Spec
    private CommandSpec spec;

    @Mixin
    private WindowTarget target;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "1..*",
            description = "The command and its arguments. It is not run by a shell.")
    private List<String> command;

    @Override
    public Integer call() {
        target.read();
        target.requireItem();
        requireLocaleThatHolds(command);
        TerminalMessages messages = new TerminalMessages(spec.commandLine());
        Child child = new Child(command);
        if (!child.isFound()) {
            messages.error("there is no command " + child.typed() + "; nothing was stopped.");
            return NOT_FOUND;
        }
        if (!child.isExecutable()) {
            messages.error(child.typed() + " is not executable; nothing was stopped.");
            return NOT_RUN;
        }
        MirroringWindow window = new MirroringWindow(target.setupWithNote(messages));
        child.takeSignals();
        window.requireOff(child.name());
        int exitCode;
        try {
            exitCode = run(child, messages);
        } catch (RuntimeException | Error e) {
            leave(window, messages);
            throw e;
        }
        boolean left = leave(window, messages);
        return exitCode == 0 && !left ? spec.exitCodeOnExecutionException() : exitCode;
    }

    /** Java takes in what its locale cannot hold as this character, and the command would get it so. */
    private void requireLocaleThatHolds(List<String> arguments) {
        if (arguments.stream().anyMatch(argument -> argument.indexOf('\uFFFD') >= 0)) {
            throw target.wrong(
                    "an argument of the command has characters that this locale does not have, so the command"
                            + " would get others. Set LC_ALL to one that has them, such as C.UTF-8.");
        }
    }

    private static int run(Child child, TerminalMessages messages) {
        try {
            return child.run();
        } catch (IOException e) {
            messages.error(child.typed() + " cannot be run: " + e.getMessage());
            return NOT_RUN;
        }
    }

    /** The command's own exit code is what people have to see, so no exception is thrown from here. */
    private static boolean leave(MirroringWindow window, TerminalMessages messages) {
        try {
            return window.leave() != MirroringState.OFF;
        } catch (MirroringException e) {
            messages.failed(e, e.getMessage());
            return false;
        } finally {
            messages.clearProgress();
        }
    }
}
