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
        name = "downgrade",
        description = "The guarded downgrade: names what would go, and goes only with --accept-data-loss.",
        footer = {
            "",
            "Example: varve downgrade shop --to=-1 --accept-data-loss session",
            "Refuses (exit 4): what upgrade refuses, and any table with rows that would lose rows or",
            "columns and was not accepted by name."
        })
final class DowngradeCommand implements Callable<ExitCode> {

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Mixin
    private RunOptions runOptions;

    @Mixin
    private PresenceOptions presenceOptions;

    @Parameters(paramLabel = "NAME", description = "The watched database.")
    private String target;

    @Option(
            names = "--to",
            paramLabel = "REV",
            required = true,
            description = "A revision, -N for N steps back, or base. Write --to=-1.")
    private String to;

    @Mixin
    private GivenRunId runId;

    DowngradeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        return new MigrateCommand(surroundings, options, runOptions, presenceOptions, runId)
                .run(RunKind.DOWNGRADE, target, Destination.down(to));
    }
}
