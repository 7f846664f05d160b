package dev.varve.query.timeline;

import dev.varve.events.Intents;
import dev.varve.events.Outcomes;
import dev.varve.events.RecordedTable;
import dev.varve.events.RunEvent;
import dev.varve.events.RunEvent.BaselineApplied;
import dev.varve.events.RunEvent.BaselineRefused;
import dev.varve.events.RunEvent.CheckEnded;
import dev.varve.events.RunEvent.PartialRunDetected;
import dev.varve.events.RunEvent.PreflightPassed;
import dev.varve.events.RunEvent.PreflightRefused;
import dev.varve.events.RunEvent.RepairApplied;
import dev.varve.events.RunEvent.RepairRefused;
import dev.varve.events.RunEvent.RestoreFailed;
import dev.varve.events.RunEvent.RestoreStarted;
import dev.varve.events.RunEvent.RestoreSucceeded;
import dev.varve.events.RunEvent.RunFailed;
import dev.varve.events.RunEvent.RunInterrupted;
import dev.varve.events.RunEvent.RunPlanned;
import dev.varve.events.RunEvent.RunRequested;
import dev.varve.events.RunEvent.RunSucceeded;
import dev.varve.events.RunEvent.StampApplied;
import dev.varve.events.RunEvent.StampRefused;
import dev.varve.events.RunEvent.StampRequested;
import dev.varve.events.RunEvent.StepFailed;
import dev.varve.events.RunEvent.StepOutcomeUnknown;
import dev.varve.events.RunEvent.StepStarted;
import dev.varve.events.RunEvent.StepSucceeded;
import dev.varve.events.RunEvent.TablesCompared;
import dev.varve.events.RunEvent.ToolStarted;
import dev.varve.events.RunEvent.VerificationStarted;
import dev.varve.query.projection.ViewRows;
import dev.varve.query.words.Words;

/** What happened in a run, in words. Outcomes are told with what the step's intent said of it. */
record RunSentences(ViewRows<StepKey, StartedStep> steps) {

    String of(RunEvent event) {
        return switch (event) {
            case RunRequested e ->
                e.kind() + " asked for" + (e.destination() == null ? "" : ", to " + e.destination())
                        + Words.because(e.because()) + ", as run " + e.runId();
            case PreflightPassed e ->
                "nothing forbids the run" + (e.warnings().isEmpty() ? "" : "; warnings: " + Words.codes(e.warnings()));
            case PreflightRefused e -> "refused before anything was touched: " + Words.findings(e.violations());
            case RunPlanned e ->
                Words.count(e.steps().size(), "step", "steps") + " planned, from " + Words.revisions(e.from()) + " to "
                        + Words.revisions(e.to());
            case ToolStarted e ->
                "the migration tool runs" + (e.pid() == null ? " inside Varve" : ", process " + e.pid());
            case StepStarted e -> step(e.runId(), e.ordinal(), e.revision()) + ", begins";
            case StepSucceeded e -> succeeded(e);
            case StepFailed e -> step(e.runId(), e.ordinal(), e.revision()) + ", failed: " + Words.failure(e.failure());
            case StepOutcomeUnknown e ->
                step(e.runId(), e.ordinal(), e.revision()) + ", outcome unknown" + Words.because(e.why());
            case RunEvent.StatementsJudged e -> VerdictSentences.of(e);
            case PartialRunDetected e ->
                "revision " + e.revision() + " ran in part: " + Words.some(e.difference(), "; ");
            case VerificationStarted ignored -> "verification begins: schema and contents against the backup";
            case TablesCompared e -> compared(e);
            case CheckEnded e ->
                "check " + e.check() + (e.passed() ? " passed" : " failed")
                        + Words.because(Words.firstLine(e.detail()));
            case RunSucceeded e ->
                "succeeded in " + Words.time(e.durationMillis())
                        + (e.to().isEmpty() ? "" : ": at " + Words.revisions(e.to()));
            case RunFailed e ->
                "failed, " + outcome(e.outcome()) + Words.because(e.why())
                        + (e.remedy() == null ? "" : "; next: " + e.remedy());
            case RunInterrupted e -> "interrupted" + Words.because(e.why()) + "; last intent: " + e.lastIntent();
            case StampRequested e -> Intents.of(e) + " asked for" + Words.because(e.because());
            case StampRefused e -> "stamp of " + e.revision() + " refused" + Words.because(e.why());
            case StampApplied e -> "stamped " + e.revision() + ", the schema proves it";
            case BaselineRefused e -> "baseline " + e.revision() + " refused" + Words.because(e.why());
            case BaselineApplied e -> "baseline " + e.revision() + " set, the schema proves it";
            case RepairRefused e -> "repair of the history refused" + Words.because(e.why());
            case RepairApplied e ->
                "history repaired, " + Words.count(e.removedRows().size(), "row", "rows") + " changed, each kept here";
            case RestoreStarted e -> "backup " + e.backupId() + " is about to take the database's place";
            case RestoreSucceeded e -> "the database equals backup " + e.backupId() + ", proven";
            case RestoreFailed e ->
                "restore of backup " + e.backupId() + " failed, "
                        + (e.databaseUntouched() ? "database untouched" : "DATABASE CHANGED") + ": expected "
                        + e.expected() + ", found " + e.found();
            case RunEvent.OfCopy e -> CopySentences.of(e);
            case RunEvent.OfRecovery e -> RecoverySentences.of(e);
            case RunEvent.OfLocks e -> LockSentences.of(e);
        };
    }

    private String step(String runId, int ordinal, String revision) {
        var started = steps.get(new StepKey(runId, ordinal));
        if (started == null) {
            return "step " + ordinal + ", " + revision;
        }
        var message = started.message() == null || started.message().isBlank() ? "" : " '" + started.message() + "'";
        return "step " + ordinal + " of " + started.total() + ", " + revision + message;
    }

    private String succeeded(StepSucceeded e) {
        return step(e.runId(), e.ordinal(), e.revision()) + ", ran: "
                + Words.count(e.statements(), "statement", "statements") + ", "
                + Words.count(e.rowsAffected(), "row", "rows") + ", " + Words.time(e.durationMillis());
    }

    private static String compared(TablesCompared e) {
        var lost = e.tables().stream()
                .filter(RecordedTable::showsLoss)
                .map(RunSentences::loss)
                .toList();
        if (lost.isEmpty()) {
            return "no rows lost in " + Words.count(e.tables().size(), "table", "tables");
        }
        return "rows lost: " + Words.some(lost, ", ")
                + (e.acceptedLosses().isEmpty() ? "" : "; accepted by name: " + String.join(", ", e.acceptedLosses()));
    }

    private static String loss(RecordedTable table) {
        return table.name() + " " + table.rowsBefore() + " → "
                + (table.rowsAfter() == null ? "gone" : table.rowsAfter());
    }

    private static String outcome(String outcome) {
        return switch (outcome) {
            case Outcomes.FAILED_UNCHANGED -> "the database is as it was before";
            case Outcomes.FAILED_NEEDS_RECOVERY -> "the database needs recovery";
            default -> outcome;
        };
    }
}
