package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.command.run.RunKind;
import dev.varve.command.run.RunRefused;
import dev.varve.command.run.StampReason;
import dev.varve.command.run.Stamps;
import dev.varve.events.Outcomes;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "stamp",
        description = "Sets the recorded revision without running a script, behind the interlock. Never a fix.",
        footer = {
            "",
            "Example: varve stamp shop head --because fresh-database",
            "Refuses (exit 4): a schema that is not what the revision's scripts produce. What to do then is",
            "to restore a backup, or to upgrade."
        })
final class StampCommand implements Callable<ExitCode> {

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Parameters(index = "0", paramLabel = "NAME", description = "The watched database.")
    private String target;

    @Parameters(index = "1", paramLabel = "REV", description = "A revision of the scripts, head or base.")
    private String revision;

    @Option(
            names = "--because",
            required = true,
            paramLabel = "REASON",
            converter = StampReasonWord.class,
            description = "created-by-application, fresh-database, imported-backup or applied-by-hand.")
    private StampReason because;

    StampCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        try (var workplace = new Workplace(surroundings, options)) {
            var watch = workplace.watch(target);
            var ending = workplace.stamps().stamp(revision, because, watch.access(), workplace.actor());
            return workplace.afterOutage(print(ending));
        } catch (RunRefused refused) {
            return new RunPrinter(surroundings, options).printRefusal(target, RunKind.STAMP, refused);
        }
    }

    private ExitCode print(Stamps.Ending ending) {
        if (options.json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("runId", ending.runId());
            document.put("target", target);
            document.put("kind", "stamp");
            document.put("outcome", ending.isRefused() ? Outcomes.REFUSED : Outcomes.SUCCEEDED);
            document.put("revision", ending.revision());
            document.put("from", ending.from());
            document.put("fingerprint", ending.fingerprint());
            document.put("difference", ending.difference());
            document.put("why", ending.refusedBecause());
            document.put("remedy", ending.remedy());
            Json.print(surroundings.out(), document);
        } else if (ending.isRefused()) {
            surroundings.out().println("REFUSED: " + Printable.text(ending.refusedBecause()) + "; nothing was touched");
            ending.difference().forEach(line -> surroundings.out().println("  " + Printable.text(line)));
            surroundings.out().println("next: " + Printable.text(ending.remedy()));
        } else {
            surroundings
                    .out()
                    .println("stamped: " + target + " is recorded at " + ending.revision() + ", as its schema shows");
        }
        return ending.isRefused() ? ExitCode.REFUSED : ExitCode.DONE;
    }
}
