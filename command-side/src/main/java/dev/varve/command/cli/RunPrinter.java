package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.cli.Table;
import dev.varve.command.run.Outcomes;
import dev.varve.command.run.RunKind;
import dev.varve.command.run.RunOutcome;
import dev.varve.command.run.RunRefused;
import dev.varve.command.run.StepTrail;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.observation.TableChange;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
            Json.print(surroundings.out(), document(outcome));
        } else {
            printText(outcome);
        }
        return MigrateCommand.exitCode(outcome);
    }

    ExitCode printRefusal(String target, RunKind kind, RunRefused refused) {
        if (options.json()) {
            Json.print(surroundings.out(), refusal(target, kind, refused));
        } else {
            var out = surroundings.out();
            out.println("REFUSED: " + kind.word() + " of " + Printable.text(target) + " (run " + refused.runId()
                    + "); nothing was touched");
            refused.violations().forEach(violation -> printFinding(out, violation));
        }
        return ExitCode.REFUSED;
    }

    static void printFinding(PrintStream out, Finding finding) {
        printFinding(out, finding, false);
    }

    /** @param brief leave out the evidence, because it is shown elsewhere */
    static void printFinding(PrintStream out, Finding finding, boolean brief) {
        out.println("  " + finding.severity() + " " + finding.code() + ": " + Printable.text(finding.message()));
        if (!brief) {
            finding.evidence().forEach((name, value) -> printEvidence(out, name, value));
        }
        if (finding.remedy() != null) {
            out.println("    do: " + Printable.text(finding.remedy()));
        }
    }

    /** A traceback is for {@code --json} and the record; a person reads the sentence and the remedy. */
    private static void printEvidence(PrintStream out, String name, Object value) {
        if (name.equals("traceback")) {
            return;
        }
        if (value instanceof List<?> list) {
            list.forEach(item -> out.println("    " + name + ": " + Printable.text(item)));
        } else {
            out.println("    " + name + ": " + Printable.text(value));
        }
    }

    private void printText(RunOutcome outcome) {
        var out = surroundings.out();
        out.println(outcome.outcome() + ": " + outcome.kind().word() + " of " + Printable.text(outcome.target())
                + " (run " + outcome.runId() + ")");
        if (!outcome.steps().isEmpty()) {
            var table = Table.of("STEP", "OUTCOME", "TIME", "STATEMENTS", "ROWS", "MESSAGE");
            outcome.steps()
                    .forEach(step -> table.row(
                            step.revision(),
                            step.outcome(),
                            step.durationMillis() == null ? null : ProgressPrinter.millis(step.durationMillis()),
                            step.statements(),
                            step.rowsAffected(),
                            step.message()));
            table.print(out, WIDTH);
        }
        outcome.steps().stream().filter(step -> step.error() != null).forEach(step -> printError(out, step));
        outcome.found().forEach(line -> out.println("  " + Printable.text(line)));
        printLosses(out, outcome.tables());
        if (outcome.why() != null) {
            out.println("why: " + Printable.text(outcome.why()));
        }
        if (outcome.backup() != null) {
            out.println("backup: " + outcome.backup().id() + ", proven, "
                    + Printable.text(outcome.backup().path()));
        }
        if (outcome.remedy() != null) {
            out.println("next: " + Printable.text(outcome.remedy()));
        }
    }

    private static void printError(PrintStream out, StepTrail.Step step) {
        var error = step.error();
        out.println("step " + Printable.text(step.revision()) + " failed: " + Printable.text(error.type()) + ": "
                + Printable.text(error.message()));
        if (error.statement() != null) {
            out.println("  statement " + error.statementOrdinal() + ": " + Printable.text(error.statement()));
        }
    }

    private static void printLosses(PrintStream out, List<TableChange> tables) {
        tables.stream()
                .filter(TableChange::isLoss)
                .forEach(table -> out.println("table " + Printable.text(table.name()) + ": " + table.rowsBefore()
                        + " rows before, "
                        + (table.rowsAfter() == null ? "gone" : table.rowsAfter())
                        + " after"
                        + (table.lostInRevision() == null
                                ? ""
                                : ", in step " + Printable.text(table.lostInRevision()))));
    }

    private static Map<String, Object> document(RunOutcome outcome) {
        var document = new LinkedHashMap<String, Object>();
        document.put("runId", outcome.runId());
        document.put("target", outcome.target());
        document.put("kind", outcome.kind().word());
        document.put("outcome", Outcomes.of(outcome.outcome()));
        document.put("strategy", "in-place");
        document.put("from", outcome.from());
        document.put("to", outcome.to());
        document.put("backup", outcome.backup() == null ? null : backup(outcome.backup()));
        document.put("rehearsal", null);
        document.put("steps", outcome.steps().stream().map(RunPrinter::step).toList());
        document.put("tables", outcome.tables().stream().map(RunPrinter::table).toList());
        document.put("startedAt", outcome.startedAt());
        document.put("endedAt", outcome.endedAt());
        document.put("why", outcome.why());
        document.put("remedy", outcome.remedy());
        return document;
    }

    private static Map<String, Object> refusal(String target, RunKind kind, RunRefused refused) {
        var document = new LinkedHashMap<String, Object>();
        document.put("runId", refused.runId());
        document.put("target", target);
        document.put("kind", kind.word());
        document.put("outcome", Outcomes.REFUSED);
        document.put("strategy", "in-place");
        document.put("from", List.of());
        document.put("to", List.of());
        document.put("backup", null);
        document.put("rehearsal", null);
        document.put("steps", List.of());
        document.put("tables", List.of());
        document.put("startedAt", null);
        document.put("endedAt", null);
        document.put("findings", refused.violations());
        document.put("why", refused.getMessage());
        document.put("remedy", refused.violations().getFirst().remedy());
        return document;
    }

    static Map<String, Object> backup(Backup backup) {
        var document = new LinkedHashMap<String, Object>();
        document.put("id", backup.id());
        document.put("path", backup.path());
        document.put("sizeBytes", backup.sizeBytes());
        document.put("sha256", backup.sha256());
        document.put("takenAt", backup.takenAt());
        document.put("provenAt", backup.provenAt());
        document.put("runId", backup.runId());
        return document;
    }

    private static Map<String, Object> step(StepTrail.Step step) {
        var document = new LinkedHashMap<String, Object>();
        document.put("revision", step.revision());
        document.put("message", step.message());
        document.put("outcome", step.outcome());
        document.put("durationMillis", step.durationMillis());
        document.put("statements", step.statements());
        document.put("rowsAffected", step.rowsAffected());
        document.put("fingerprintBefore", step.fingerprintBefore());
        document.put("fingerprintAfter", step.fingerprintAfter());
        document.put("error", step.error());
        return document;
    }

    private static Map<String, Object> table(TableChange table) {
        var document = new LinkedHashMap<String, Object>();
        document.put("name", table.name());
        document.put("rowsBefore", table.rowsBefore());
        document.put("rowsAfter", table.rowsAfter());
        document.put("contentBefore", table.contentBefore());
        document.put("contentAfter", table.contentAfter());
        document.put("lostInRevision", table.lostInRevision());
        return document;
    }

    /** Findings one under another, heaviest first. */
    static List<Finding> sorted(List<Finding> findings) {
        var sorted = new ArrayList<>(findings);
        sorted.sort((a, b) -> b.severity().compareTo(a.severity()));
        return sorted;
    }
}
