package dev.varve.command.cli;

import dev.varve.engine.tool.Destination;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which database is to come how far. */
final class UpgradeGoal {

    @Parameters(paramLabel = "NAME", description = "The watched database.")
    private String target;

    @Option(
            names = "--to",
            paramLabel = "REV",
            description = "A revision, head or heads (default: ${DEFAULT-VALUE}).",
            defaultValue = "head")
    private String to;

    String target() {
        return target;
    }

    Destination destination() {
        return Destination.up(to);
    }
}
