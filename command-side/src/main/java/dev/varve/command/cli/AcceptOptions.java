package dev.varve.command.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What the operator accepts beforehand, so that it does not refuse the run. */
final class AcceptOptions {

    @Option(
            names = "--accept-data-loss",
            paramLabel = "TABLE",
            split = ",",
            description = "A table whose rows may go; without it, loss is refused or told loudly.")
    private List<String> losses = new ArrayList<>();

    @Option(
            names = "--accept-drift",
            description =
                    "The schema's differences from the scripts are known and meant; without it, drift is refused.")
    private boolean drift;

    Set<String> losses() {
        return new HashSet<>(losses);
    }

    boolean drift() {
        return drift;
    }
}
