package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Home;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.PrivateFiles;
import dev.varve.cli.StoreFailures;
import dev.varve.cli.Surroundings;
import dev.varve.command.run.RunIdTaken;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.tool.ToolException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A command that could not go on: what was expected, what was found, what to do; as text, or as the contract's document. */
final class FailurePrinter implements IExecutionExceptionHandler {

    private final Surroundings surroundings;

    FailurePrinter(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        var failure = asFailure(thrown, command);
        if (parsed.hasMatchedOption("--json") || jsonWanted(parsed)) {
            Json.print(surroundings.out(), failure.asDocument());
        } else {
            surroundings.err().println("varve: " + Printable.text(failure.getMessage()));
            if (failure.remedy() != null) {
                surroundings.err().println("  do: " + Printable.text(failure.remedy()));
            }
        }
        return failure.exitCode().code();
    }

    private static boolean jsonWanted(ParseResult parsed) {
        return parsed.hasSubcommand()
                && (parsed.subcommand().hasMatchedOption("--json") || jsonWanted(parsed.subcommand()));
    }

    private CommandFailure asFailure(Exception thrown, CommandLine command) {
        return switch (thrown) {
            case CommandFailure failure -> failure;
            case ToolException tool -> ofFinding(tool.finding(), tool);
            case RunIdTaken taken ->
                new CommandFailure(
                        ExitCode.USAGE,
                        RunIdTaken.CODE,
                        "the id of a run that nobody asked for yet",
                        taken.runId() + ", which is on record",
                        "look how that run ended: varve history --all --run " + taken.runId(),
                        Map.of(),
                        taken);
            case DatabaseUnreadable unreadable ->
                new CommandFailure(
                        ExitCode.USAGE,
                        "DATABASE_UNREACHABLE",
                        "a readable database at " + unreadable.location(),
                        unreadable.found(),
                        "check the path that it was registered with: varve target list",
                        Map.of(),
                        unreadable);
            default -> StoreFailures.among(thrown).orElseGet(() -> fault(thrown, command));
        };
    }

    private static CommandFailure ofFinding(Finding finding, Exception cause) {
        return new CommandFailure(
                ExitCode.USAGE,
                finding.code().name(),
                "to ask the migration tool",
                finding.message(),
                finding.remedy(),
                finding.evidence(),
                cause);
    }

    private CommandFailure fault(Exception thrown, CommandLine command) {
        return new CommandFailure(
                ExitCode.FAULT,
                "FAULT",
                command.getCommandSpec().qualifiedName() + " to end as it should",
                thrown.toString(),
                "this is a fault of Varve; report it with " + keepDetail(thrown, command),
                Map.of(),
                thrown);
    }

    private String keepDetail(Exception thrown, CommandLine command) {
        var trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        try {
            var options = new GlobalOptions();
            var mixin = command.getCommandSpec().mixins().get("options");
            if (mixin != null && mixin.userObject() instanceof GlobalOptions given) {
                options = given;
            }
            var file = Home.of(options, surroundings.environment())
                    .directory()
                    .resolve("faults")
                    .resolve(surroundings.clock().instant().toString().replace(':', '-') + ".log");
            PrivateFiles.write(file, trace.toString());
            return file.toString();
        } catch (IOException unwritable) {
            surroundings.err().println(trace);
            return "the lines above";
        }
    }
}
