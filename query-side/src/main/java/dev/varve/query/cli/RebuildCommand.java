package dev.varve.query.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Surroundings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Throws the views away and makes them anew from the events. */
@Command(
        name = "rebuild",
        description = "Throws the views away and makes them anew from the events. Nothing can be lost by it.",
        footer = {"", "Example: varve rebuild", "Refuses a home without a store (exit 2)."})
final class RebuildCommand implements Callable<ExitCode> {

    @Mixin
    private GlobalOptions options;

    private final Surroundings surroundings;

    RebuildCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        var start = System.nanoTime();
        long sequence = new ReadModel(surroundings, options).rebuild();
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        if (options.json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("sequence", sequence);
            document.put("durationMillis", millis);
            Json.print(surroundings.out(), document);
        } else {
            surroundings
                    .out()
                    .println("The views were rebuilt from " + sequence + (sequence == 1 ? " event" : " events") + " in "
                            + millis + " ms.");
        }
        return ExitCode.DONE;
    }
}
