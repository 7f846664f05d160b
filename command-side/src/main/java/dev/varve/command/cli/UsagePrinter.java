package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** A line that cannot be understood: said in one sentence below the command's synopsis, exit 2. */
final class UsagePrinter implements IParameterExceptionHandler {

    private final Surroundings surroundings;

    UsagePrinter(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int handleParseException(ParameterException bad, String[] arguments) {
        var command = bad.getCommandLine();
        if (Arrays.asList(arguments).contains("--json")) {
            var failure = new CommandFailure(
                    ExitCode.USAGE,
                    "USAGE",
                    "a line that " + command.getCommandSpec().qualifiedName() + " understands",
                    bad.getMessage(),
                    command.getCommandSpec().qualifiedName() + " --help");
            Json.print(surroundings.out(), failure.asDocument());
        } else if (arguments.length == 0) {
            command.usage(surroundings.err());
        } else {
            printText(bad, command);
        }
        return ExitCode.USAGE.code();
    }

    /** What is wrong stands last on the screen, not above a page of help. */
    private void printText(ParameterException bad, CommandLine command) {
        surroundings
                .err()
                .print(command.getHelp().synopsisHeading() + command.getHelp().synopsis("Usage: ".length()));
        surroundings.err().println("varve: " + Printable.text(bad.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(bad, command.getErr());
        surroundings.err().println("  do: " + command.getCommandSpec().qualifiedName() + " --help");
    }
}
