package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.cli.Table;
import dev.varve.command.run.RunKind;
import dev.varve.command.run.RunOutcome;
import dev.varve.command.run.RunRefused;
import dev.varve.command.run.StepTrail;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.observation.TableChange;
import dev.varve.engine.run.RunReport;
import java.io.PrintStream;
import java.util.List;

/** Prints how a run ended, for a person or as the contract's document. */
final class RunPrinter {

    private static final int WIDTH = 110;

    private final Surroundings surroundings;
    private final GlobalOptions options;

    RunPrinter(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    ExitCode print(RunOutcome outcome) {
        if (options.json()) {
            Json.print(surroundings.out(), RunDocument.of(outcome));
        } else {
            printText(outcome);
        }
        return MigrateCommand.exitCode(outcome);
    }

    ExitCode printRefusal(String target, RunKind kind, RunRefused refused) {
        if (options.json()) {
            Json.print(surroundings.out(), RunDocument.ofRefusal(target, kind, refused));
        } else {
            var out = surroundings.out();
            out.println("REFUSED: " + kind.word() + " of " + Printable.text(target) + " (run " + refused.runId()
                    + "); nothing was touched");
            refused.violations().forEach(violation -> FindingText.print(out, violation));
        }
        return exitCode(refused);
    }

    /** A database that is not there is told alike by every command; one that somebody keeps locked is there. */
    static ExitCode exitCode(RunRefused refused) {
        return has(refused, FindingCode.DATABASE_UNREACHABLE) && !has(refused, FindingCode.DATABASE_IN_USE)
                ? ExitCode.USAGE
                : ExitCode.REFUSED;
    }

    private static boolean has(RunRefused refused, FindingCode code) {
        return refused.violations().stream().anyMatch(why -> why.code() == code);
    }

    private void printText(RunOutcome outcome) {
        var out = surroundings.out();
        out.println(outcome.outcome() + ": " + outcome.kind().word() + " of " + Printable.text(outcome.target())
                + " (run " + outcome.runId() + ")" + (isIdle(outcome) ? "; there was nothing to do" : ""));
        printSteps(out, outcome.steps());
        var failed = FailedSteps.of(outcome);
        failed.print(out);
        outcome.steps().forEach(step -> VerdictLines.print(out, step.verdicts()));
        outcome.found().forEach(line -> out.println("  " + Printable.text(line)));
        printLosses(out, outcome);
        if (outcome.why() != null && !failed.say(outcome.why())) {
            out.println("why: " + Printable.text(outcome.why()));
        }
        if (outcome.backup() != null) {
            out.println("backup: " + outcome.backup().id() + ", proven, "
                    + Printable.text(outcome.backup().path()));
        }
        if (outcome.kept() != null) {
            out.println("the former database is kept: " + Printable.text(outcome.kept()));
        }
        if (outcome.remedy() != null) {
            out.println("next: " + Printable.text(outcome.remedy()));
        }
    }

    private static boolean isIdle(RunOutcome outcome) {
        return outcome.outcome() == RunReport.Outcome.SUCCEEDED
                && outcome.steps().isEmpty()
                && outcome.kind() == RunKind.UPGRADE;
    }

    private static void printSteps(PrintStream out, List<StepTrail.Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        var table = Table.of("STEP", "OUTCOME", "TIME", "STATEMENTS", "ROWS", "MESSAGE");
        steps.forEach(step -> table.row(
                step.revision(),
                step.outcome(),
                step.durationMillis() == null ? null : ProgressPrinter.millis(step.durationMillis()),
                step.statements(),
                step.rowsAffected(),
                step.message()));
        table.print(out, WIDTH);
    }

    private static void printLosses(PrintStream out, RunOutcome outcome) {
        outcome.tables().stream()
                .filter(TableChange::isLoss)
                .forEach(table -> out.println("table " + Printable.text(table.name()) + ": " + table.rowsBefore()
                        + " rows before, "
                        + (table.rowsAfter() == null ? "gone" : table.rowsAfter())
                        + " after"
                        + (table.lostInRevision() == null ? "" : ", in step " + Printable.text(table.lostInRevision()))
                        + (outcome.online() && !table.isEmptied() ? "; the application went on meanwhile" : "")));
    }
}
