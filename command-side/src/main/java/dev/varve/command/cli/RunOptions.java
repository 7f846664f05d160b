package dev.varve.command.cli;

import dev.varve.command.run.MigrationRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that upgrade and downgrade share. */
final class RunOptions {

    @Option(
            names = "--accept-data-loss",
            paramLabel = "TABLE",
            split = ",",
            description = "A table whose rows may go; without it, loss is refused or told loudly.")
    private List<String> acceptedLosses = new ArrayList<>();

    @Option(
            names = "--accept-drift",
            description =
                    "The schema's differences from the scripts are known and meant; without it, drift is refused.")
    private boolean acceptsDrift;

    @Option(
            names = "--strategy",
            paramLabel = MigrationRequest.IN_PLACE,
            description = "How the database is migrated; this release knows " + MigrationRequest.IN_PLACE + " only.")
    private String strategy = MigrationRequest.IN_PLACE;

    @Option(names = "--no-rehearsal", description = "Do not rehearse on a copy first (this release never does).")
    @SuppressWarnings("unused") // accepted, so that scripts may say it already; there is no rehearsal yet to decline
    private boolean noRehearsal;

    @Option(names = "--check-url", paramLabel = "URL", description = "A page of the application that must answer 2xx.")
    private List<String> checkUrls = new ArrayList<>();

    @Option(names = "--check-command", paramLabel = "CMD", description = "A shell command that must exit 0 afterwards.")
    private List<String> checkCommands = new ArrayList<>();

    Set<String> acceptedLosses() {
        return new HashSet<>(acceptedLosses);
    }

    boolean acceptsDrift() {
        return acceptsDrift;
    }

    String strategy() {
        return strategy;
    }

    List<String> checkUrls() {
        return checkUrls;
    }

    List<String> checkCommands() {
        return checkCommands;
    }
}
