package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.dropin.StandardError;
import java.io.PrintWriter;
import java.io.StringWriter;
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
            "  fabric-mirroring stop --item-url \\",
            "    'https://app.fabric.microsoft.com/groups/…/sqldatabases/…'"
        },
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; for status: mirroring is on; for check: all well",
            "1:failed; the last line says why and what to do; for check: something would fail",
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
            CheckCommand.class,
            RunCommand.class,
            HelpCommand.class,
            GenerateCompletion.class
        })
public final class FabricMirroring implements Runnable {

    private final Services services;
    private final Secrets secrets = new Secrets();

    @Spec
    private CommandSpec spec;

    FabricMirroring(Services services) {
        this.services = services;
    }

    public static void main(String[] arguments) {
        CommandLine commandLine = commandLine(Services.REAL);
        int exitCode = execute(commandLine, arguments);
        System.exit(System.out.checkError() ? notWritten(commandLine) : exitCode);
    }

    static CommandLine commandLine(Services services) {
        CommandLine commandLine = new CommandLine(new FabricMirroring(services))
                .setParameterExceptionHandler(FabricMirroring::wrongUsage)
                .setExecutionExceptionHandler(FabricMirroring::failed);
        // What follows the command that is to be run are that command's own options, and @ in them is its own, too.
        commandLine.setExpandAtFiles(false);
        commandLine.getSubcommands().get("run").setStopAtPositional(true);
        return commandLine;
    }

    static int execute(CommandLine commandLine, String... arguments) {
        int exitCode = commandLine.execute(arguments);
        return commandLine.getOut().checkError() ? notWritten(commandLine) : exitCode;
    }

    /** Such as on a full disk: whoever reads the result must not take nothing for an answer. */
    private static int notWritten(CommandLine commandLine) {
        report(commandLine, "the result could not be written to standard output.");
        return commandLine.getCommandSpec().exitCodeOnExecutionException();
    }

    static Services services(CommandSpec command) {
        return root(command).services;
    }

    static Secrets secrets(CommandSpec command) {
        return root(command).secrets;
    }

    private static FabricMirroring root(CommandSpec command) {
        return (FabricMirroring) command.root().userObject();
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
        throw new WrongUsage(spec.commandLine(), "a command is missing: stop, start, status, check or run.");
    }

    private static int wrongUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        report(command, WrongUsage.sentence(e, arguments));
        PrintWriter err = command.getErr();
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See `" + command.getCommandSpec().qualifiedName() + " --help`.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
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
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            command.getErr().println(secrets(command.getCommandSpec()).removedFromLines(trace.toString()));
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static void report(CommandLine command, String message) {
        new TerminalMessages(command).error(message);
    }
}
