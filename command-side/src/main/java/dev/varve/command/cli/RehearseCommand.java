package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Surroundings;
import dev.varve.command.run.RunKind;
import dev.varve.engine.tool.Destination;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rehearse",
        description =
                "The whole upgrade on a copy of a proven backup. The database stays as it is; the application may run on.",
        footer = {
            "",
            "Example: varve rehearse shop --to head",
            "Refuses (exit 4) what upgrade refuses, no room for a copy beside the database, a project that",
            "cannot be pointed at a copy, and loss of rows that was not accepted.",
            "Exit 5: the steps do not run on the copy."
        })
final class RehearseCommand implements Callable<ExitCode> {

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Mixin
    private RunOptions runOptions;

    @Parameters(paramLabel = "NAME", description = "The watched database.")
    private String target;

    @Option(
            names = "--to",
            paramLabel = "REV",
            description = "A revision, head or heads (default: ${DEFAULT-VALUE}).",
            defaultValue = "head")
    private String to;

    RehearseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        return new MigrateCommand(surroundings, options, runOptions, new PresenceOptions())
                .run(RunKind.REHEARSE, target, Destination.up(to));
    }
}
