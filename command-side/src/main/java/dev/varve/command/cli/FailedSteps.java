package dev.varve.command.cli;

import dev.varve.cli.Printable;
import dev.varve.command.run.RunOutcome;
import dev.varve.command.run.StepTrail;
import java.io.PrintStream;
import java.util.List;

/** The steps of a run that failed, each with its error and the statement that it came from. */
record FailedSteps(List<StepTrail.Step> steps) {

    static FailedSteps of(RunOutcome outcome) {
        return new FailedSteps(
                outcome.steps().stream().filter(step -> step.error() != null).toList());
    }

    void print(PrintStream out) {
        for (var step : steps) {
            var error = step.error();
            out.println(said(step) + ": " + Printable.text(error.type()) + ": " + Printable.text(error.message()));
            if (error.statement() != null) {
                var statement = error.statement().strip().replaceAll("\\s+", " ");
                out.println("  statement " + error.statementOrdinal() + ": " + Printable.text(statement));
            }
        }
    }

    /** Whether what was printed of a step says this already. */
    boolean say(String why) {
        return steps.stream().map(FailedSteps::said).anyMatch(Printable.text(why)::equals);
    }

    private static String said(StepTrail.Step step) {
        return "step " + Printable.text(step.revision()) + " failed";
    }
}
