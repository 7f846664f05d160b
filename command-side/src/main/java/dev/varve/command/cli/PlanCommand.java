package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.cli.Table;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.PlannedStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "plan",
        description = "Shows the steps that an upgrade would run, without running any.",
        footer = {
            "",
            "Example: varve plan shop --sql",
            "Exit 0: nothing to do. 3: steps pending. 2: the destination is unknown, or the tool cannot run.",
            "--sql: revisions that look at the database cannot be previewed; the tool's own words say which.",
            "On PostgreSQL the statements that lock an application out, rewrite a table or lose data are named."
        })
final class PlanCommand implements Callable<ExitCode> {

    private static final int WIDTH = 110;

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Parameters(paramLabel = "NAME", description = "The watched database.")
    private String target;

    @Option(names = "--to", paramLabel = "REV", defaultValue = "head", description = "Default: ${DEFAULT-VALUE}.")
    private String to;

    @Option(names = "--sql", description = "Preview the SQL.")
    private boolean sql;

    PlanCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        try (var workplace = new Workplace(surroundings, options);
                var pulse = LookPulse.of(surroundings, options)) {
            var access = workplace.watch(target).access();
            var destination = Destination.up(to);
            var steps = access.tool().plan(destination);
            var preview = sql && !steps.isEmpty() ? access.tool().previewSql(destination) : null;
            var hazards = steps.isEmpty() ? PlannedHazards.NONE : PlannedHazards.of(access, destination, preview);
            pulse.close();
            print(steps, preview, hazards);
            return steps.isEmpty() ? ExitCode.DONE : ExitCode.PENDING;
        }
    }

    private void print(List<PlannedStep> steps, String preview, PlannedHazards hazards) {
        if (options.json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("target", target);
            document.put("to", to);
            document.put("steps", steps);
            document.put("sql", preview);
            document.put("hazards", hazards.found());
            Json.print(surroundings.out(), document);
            return;
        }
        if (preview != null) {
            surroundings.out().println(Printable.lines(preview));
            hazards.print(surroundings.err());
            return;
        }
        if (steps.isEmpty()) {
            surroundings.out().println("nothing to do: " + target + " is at " + to);
            return;
        }
        var table = Table.of("STEP", "REVISION", "FROM", "MESSAGE");
        steps.forEach(
                step -> table.row(step.ordinal(), step.revision(), String.join(", ", step.from()), step.message()));
        table.print(surroundings.out(), WIDTH);
        hazards.print(surroundings.out());
    }
}
