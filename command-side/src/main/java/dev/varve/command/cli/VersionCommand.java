package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Surroundings;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "version",
        description = "Prints the versions of Varve and of the Java that runs it.",
        footer = {"", "Example: varve version --json"})
final class VersionCommand implements Callable<ExitCode> {

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        var java = Runtime.version().toString();
        if (options.json()) {
            var document = new LinkedHashMap<String, String>();
            document.put("version", surroundings.version());
            document.put("java", java);
            Json.print(surroundings.out(), document);
        } else {
            surroundings.out().println("varve " + surroundings.version() + " on Java " + java);
        }
        return ExitCode.DONE;
    }
}
