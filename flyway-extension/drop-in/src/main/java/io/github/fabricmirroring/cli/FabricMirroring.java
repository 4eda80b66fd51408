package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.dropin.StandardError;
import java.io.PrintWriter;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The jar's main class. */
@Command(
        name = "fabric-mirroring",
        description = {
            "Stops and starts the mirroring of a SQL database in Microsoft Fabric.",
            "",
            "Sign in first, for example with `az login`. Then, with the address of the SQL database in the Fabric portal:",
            "",
            "  java -jar flyway-fabric-mirroring-<version>-all.jar stop --item-url '<address>'"
        },
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; for status: mirroring is on",
            "1:failed; the last line says why and what to do",
            "2:wrong usage: nothing was done",
            "3:status: mirroring is off",
            "4:status: not known, because no database was asked or it does not say",
            "126:run: the command cannot be run",
            "127:run: there is no such command; otherwise run's is the command's own"
        },
        footer = {
            "",
            "Settings may also be in the environment (FLYWAY_FABRIC_MIRRORING_ITEM_URL, FLYWAY_URL, …) or in Flyway's"
                    + " configuration file (--config). An option goes before the environment, and that before the file."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            StopCommand.class,
            StartCommand.class,
            StatusCommand.class,
            RunCommand.class,
            HelpCommand.class,
            GenerateCompletion.class
        })
public final class FabricMirroring implements Runnable {

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new FabricMirroring())
                .setParameterExceptionHandler(FabricMirroring::wrongUsage)
                .setExecutionExceptionHandler(FabricMirroring::failed);
        // What follows the command that is to be run are that command's own options, and @ in them is its own, too.
        commandLine.setExpandAtFiles(false);
        commandLine.getSubcommands().get("run").setStopAtPositional(true);
        return commandLine;
    }

    @Option(
            names = {"-X", "--debug"},
            scope = ScopeType.INHERIT,
            description = "Also print the detail, on standard error.")
    void debug(boolean debug) {
        System.setProperty(StandardError.DEBUG_PROPERTY, Boolean.toString(debug));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: stop, start, status or run.");
    }

    private static int wrongUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        new TerminalMessages(command).error(withoutValue(e));
        PrintWriter err = command.getErr();
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See `" + command.getCommandSpec().qualifiedName() + " --help`.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Of an option that is not there: somebody may have tried --password. */
    private static String withoutValue(ParameterException e) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            return "Unknown option: '" + unmatched.getUnmatched().get(0).replaceFirst("=.*", "") + "'";
        }
        return e.getMessage();
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        String message = e instanceof MirroringException
                ? e.getMessage()
                : "Internal error: " + e + ". This is a bug; please report it with the output of -X.";
        new TerminalMessages(command).failed(e, message);
        if (command.getCommand() instanceof Results results) {
            results.failed(message);
        }
        if (Boolean.getBoolean(StandardError.DEBUG_PROPERTY)) {
            e.printStackTrace(command.getErr());
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
