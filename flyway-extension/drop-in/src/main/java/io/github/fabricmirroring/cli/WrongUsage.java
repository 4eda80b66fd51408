package io.github.fabricmirroring.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be meant so, with a message that holds nothing of it that may be a secret. */
final class WrongUsage extends ParameterException {

    private static final long serialVersionUID = 1L;

    /** What people try that is no option of any command here. */
    private static final List<String> TRIED = List.of("--password", "--driver", "--schemas");

    WrongUsage(CommandLine command, String message) {
        super(command, message);
    }

    /** A sentence about it; picocli's own messages show what was typed. */
    static String sentence(ParameterException e, String[] arguments) {
        if (e instanceof WrongUsage) {
            return e.getMessage();
        }
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, List.of(arguments));
        }
        if (e instanceof MissingParameterException missing) {
            return missing(missing.getMissing());
        }
        if (e instanceof OverwrittenOptionException twice && twice.getOverwritten() instanceof OptionSpec option) {
            return option.longestName() + " is given twice.";
        }
        if (e.getArgSpec() instanceof OptionSpec option) {
            return option.longestName() + (option.arity().max() == 0 ? " takes no value." : " has an invalid value.");
        }
        return noSuchCommand(e.getCommandLine(), Optional.empty());
    }

    private static String unmatched(UnmatchedArgumentException e, List<String> arguments) {
        CommandLine command = e.getCommandLine();
        String typed = e.getUnmatched().get(0);
        String position = "argument " + (arguments.lastIndexOf(typed) + 1);
        if (typed.startsWith("-")) {
            return Optional.of(typed)
                    .filter(name -> name.startsWith("--"))
                    .flatMap(name -> Harmless.word(name, optionNames(command)))
                    .map(name -> "there is no option " + name + " here.")
                    .orElse(position + " is no option of `" + nameOf(command) + "`.");
        }
        if (new JdbcUrl(typed).isJdbc() || typed.contains("://")) {
            return position + " looks like a URL: pass a database's as --url, and the portal's as --item-url.";
        }
        if (isRoot(command)) {
            return noSuchCommand(command, Harmless.word(typed, commandNames(command)));
        }
        return position + " is not expected: `" + nameOf(command) + "` takes options only.";
    }

    private static String noSuchCommand(CommandLine command, Optional<String> shown) {
        return "there is no such command" + shown.map(name -> " as " + name).orElse("") + "; there are "
                + commandNames(command).stream().sorted().collect(Collectors.joining(", ")) + ".";
    }

    private static String missing(List<ArgSpec> missing) {
        return missing.stream()
                        .map(argument -> argument instanceof OptionSpec option
                                ? option.longestName() + " needs a value"
                                : argument.paramLabel() + " is missing")
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static boolean isRoot(CommandLine command) {
        return command.getParent() == null;
    }

    private static String nameOf(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }

    private static List<String> commandNames(CommandLine command) {
        return List.copyOf(command.getCommandSpec().root().subcommands().keySet());
    }

    private static List<String> optionNames(CommandLine command) {
        CommandSpec root = command.getCommandSpec().root();
        Stream<CommandSpec> all = Stream.concat(
                Stream.of(root), root.subcommands().values().stream().map(CommandLine::getCommandSpec));
        List<String> names = new ArrayList<>(TRIED);
        all.flatMap(spec -> spec.options().stream())
                .flatMap(option -> Stream.of(option.names()))
                .filter(name -> name.startsWith("--"))
                .forEach(names::add);
        return names;
    }
}
