package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.command.run.Repairs;
import dev.varve.command.run.RunKind;
import dev.varve.command.run.RunRefused;
import dev.varve.command.target.TargetAccess;
import dev.varve.events.Outcomes;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "repair",
        description = "Flyway's repair of its history, behind the same interlock as stamp.",
        footer = {
            "",
            "Example: varve repair orders",
            "Refuses (exit 4): a schema that is not what the last applied version produces. Exit 2: no Flyway target."
        })
final class RepairCommand implements Callable<ExitCode> {

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Parameters(paramLabel = "NAME", description = "The watched database.")
    private String target;

    RepairCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        try (var workplace = new Workplace(surroundings, options)) {
            var watch = workplace.watch(target);
            var tool = watch.access().flyway().orElseThrow(() -> notFlyways(watch.access()));
            var ending = workplace.repairs().repair(tool, watch.access(), workplace.actor());
            return workplace.afterOutage(print(ending));
        } catch (RunRefused refused) {
            return new RunPrinter(surroundings, options).printRefusal(target, RunKind.REPAIR, refused);
        }
    }

    private CommandFailure notFlyways(TargetAccess access) {
        return new CommandFailure(
                ExitCode.USAGE,
                "NO_FLYWAY_TARGET",
                "a target that Flyway manages",
                target + ", which " + access.settings().tool() + " manages",
                "varve diagnose " + target);
    }

    private ExitCode print(Repairs.Ending ending) {
        var refused = ending.refusedBecause() != null;
        if (options.json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("runId", ending.runId());
            document.put("target", target);
            document.put("kind", "repair");
            document.put("outcome", refused ? Outcomes.REFUSED : Outcomes.SUCCEEDED);
            document.put("rows", ending.rows());
            document.put("difference", ending.difference());
            document.put("why", ending.refusedBecause());
            document.put("remedy", ending.remedy());
            Json.print(surroundings.out(), document);
        } else {
            surroundings
                    .out()
                    .println(
                            refused
                                    ? "REFUSED: " + Printable.text(ending.refusedBecause()) + "; nothing was touched"
                                    : ending.rows().isEmpty()
                                            ? "repaired; nothing had to be changed"
                                            : "repaired; what was changed, kept in the record:");
            ending.rows().forEach(row -> surroundings.out().println("  " + Printable.text(row)));
            ending.difference().forEach(line -> surroundings.out().println("  " + Printable.text(line)));
            if (refused) {
                surroundings.out().println("next: " + ending.remedy());
            }
        }
        return refused ? ExitCode.REFUSED : ExitCode.DONE;
    }
}
