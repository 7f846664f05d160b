package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Printable;
import dev.varve.command.run.RunIds;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The id that a server gave to the run when it showed the page that asks for it: the same order twice is one run. */
final class GivenRunId {

    @Option(names = "--run-id", paramLabel = "ID", hidden = true, description = "The id that the run gets.")
    private String id;

    /** @throws CommandFailure if it is none */
    Optional<String> id() {
        if (id != null && !RunIds.isOne(id)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "USAGE",
                    "--run-id with an id such as 20261122-101500-7f3a9c",
                    Printable.quoted(id),
                    "leave --run-id out");
        }
        return Optional.ofNullable(id);
    }
}
