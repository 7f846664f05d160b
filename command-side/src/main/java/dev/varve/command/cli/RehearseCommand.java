package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Surroundings;
import dev.varve.command.run.RunKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    private UpgradeGoal goal;

    @Mixin
    private AcceptOptions accepted;

    @Mixin
    private GivenRunId runId;

    RehearseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        return new MigrateCommand(surroundings, options, RunOptions.ofRehearsal(accepted), new PresenceOptions(), runId)
                .run(RunKind.REHEARSE, goal.target(), goal.destination());
    }
}
