package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.command.run.MigrationRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that upgrade and downgrade share. */
final class RunOptions {

    @Mixin
    private AcceptOptions accepted;

    @Mixin
    private LockOptions locks;

    @Option(
            names = "--strategy",
            paramLabel = "in-place|swap",
            description = {
                "swap: a copy is migrated and takes the database's place by one rename.",
                "in-place: rehearsed on a copy, then run on the database itself.",
                "Default: swap where the application is seen to be stopped and a copy can take the",
                "database's place; else in-place. The run says which, and why."
            })
    private String strategy;

    @Option(names = "--no-rehearsal", description = "Run in place without having run on a copy first.")
    private boolean noRehearsal;

    @Option(names = "--check-url", paramLabel = "URL", description = "A page of the application that must answer 2xx.")
    private List<String> checkUrls = new ArrayList<>();

    @Option(names = "--check-command", paramLabel = "CMD", description = "A shell command that must exit 0 afterwards.")
    private List<String> checkCommands = new ArrayList<>();

    /** Those of a rehearsal, which has no strategy to choose and no application to check. */
    static RunOptions ofRehearsal(AcceptOptions accepted) {
        var options = new RunOptions();
        options.accepted = accepted;
        options.locks = new LockOptions();
        return options;
    }

    LockOptions locks() {
        return locks;
    }

    AcceptOptions accepted() {
        return accepted;
    }

    /** @throws CommandFailure if the options contradict each other, or name a strategy that does not exist */
    MigrationRequest.Way way() {
        if (locks.online()) {
            return online();
        }
        if (strategy == null) {
            return noRehearsal ? MigrationRequest.Way.IN_PLACE_UNREHEARSED : MigrationRequest.Way.SAFEST;
        }
        return switch (strategy) {
            case "in-place" -> noRehearsal ? MigrationRequest.Way.IN_PLACE_UNREHEARSED : MigrationRequest.Way.IN_PLACE;
            case "swap" -> swap();
            default ->
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "STRATEGY_NOT_SUPPORTED",
                        "--strategy in-place or swap",
                        strategy,
                        "leave --strategy out: the safest that is possible is chosen, and told");
        };
    }

    /** A copy would lack what the application writes meanwhile, and what was not tried on one is not tried on the application. */
    private MigrationRequest.Way online() {
        if (noRehearsal || (strategy != null && !strategy.equals("in-place"))) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "USAGE",
                    "--online to migrate in place, rehearsed on a copy first",
                    noRehearsal ? "--no-rehearsal with it" : "--strategy " + strategy + " with it",
                    noRehearsal ? "leave --no-rehearsal out" : "leave --strategy out");
        }
        return MigrationRequest.Way.IN_PLACE;
    }

    private MigrationRequest.Way swap() {
        if (noRehearsal) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "USAGE",
                    "--strategy swap by itself",
                    "--no-rehearsal with it: what is swapped in is the copy that was rehearsed on",
                    "leave --no-rehearsal out");
        }
        return MigrationRequest.Way.SWAP;
    }

    List<String> checkUrls() {
        return checkUrls;
    }

    List<String> checkCommands() {
        return checkCommands;
    }
}
