package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Surroundings;
import dev.varve.command.run.RunKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "upgrade",
        description = "The guarded upgrade: look, preflight, backup, proof, steps one by one, verification.",
        footer = {
            "",
            "Example: varve upgrade shop --to head --check-url http://localhost:3000/health",
            "Refuses (exit 4): another run, the application still has the database open (on PostgreSQL it",
            "may stay: --online), a partial step or a wrong stamp, drift that was not accepted, no space for",
            "the backup, a revision that drops a table with rows.",
            "Exit 5: failed and exactly as before. Exit 6: needs recovery."
        })
final class UpgradeCommand implements Callable<ExitCode> {

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Mixin
    private UpgradeGoal goal;

    @Mixin
    private RunOptions runOptions;

    @Mixin
    private PresenceOptions presenceOptions;

    @Mixin
    private GivenRunId runId;

    UpgradeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        return new MigrateCommand(surroundings, options, runOptions, presenceOptions, runId)
                .run(RunKind.UPGRADE, goal.target(), goal.destination());
    }
}
