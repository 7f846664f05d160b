package dev.varve.query.report;

import dev.varve.events.RecordedFailure;
import dev.varve.query.report.Report.BackupLine;
import dev.varve.query.report.Report.Failure;
import dev.varve.query.runs.RunView;
import dev.varve.query.runs.StepView;
import dev.varve.query.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What the report's page says in a cell. */
public final class ReportWords {

    private static final String UNKNOWN = "not recorded";

    private ReportWords() {}

    /** In UTC, to the second. */
    public static String time(Instant moment) {
        return moment == null ? UNKNOWN : Words.moment(moment);
    }

    public static String period(Report report) {
        return (report.since() == null ? "the log's beginning" : time(report.since())) + " to "
                + (report.until() == null ? "its end" : time(report.until()));
    }

    public static String text(Object value) {
        return value == null || value.toString().isBlank() ? UNKNOWN : value.toString();
    }

    public static String orNothing(Object value) {
        return value == null ? "" : value.toString();
    }

    public static String outcome(RunView run) {
        return run.outcome() == null ? "no end recorded" : run.outcome();
    }

    public static String revisions(List<String> revisions) {
        return revisions.isEmpty() ? "–" : String.join(", ", revisions);
    }

    /** Where the run led, as read back, or else as planned. */
    public static String reached(RunView run) {
        return run.reached().isEmpty() ? revisions(run.to()) : revisions(run.reached());
    }

    public static String took(RunView run) {
        return run.endedAt() == null
                ? ""
                : Words.time(Duration.between(run.startedAt(), run.endedAt()).toMillis());
    }

    public static String millis(Long millis) {
        return millis == null ? "" : Words.time(millis);
    }

    public static String size(Long bytes) {
        return bytes == null ? UNKNOWN : Words.size(bytes);
    }

    public static String proof(BackupLine backup) {
        if (backup.provenAt() == null) {
            return "never proven" + Words.because(backup.detail());
        }
        return "proven " + time(backup.provenAt()) + ", " + Words.count(backup.rows(), "row", "rows") + " equal";
    }

    public static String tool(RunView run) {
        return run.toolVersions().isEmpty()
                ? UNKNOWN
                : run.toolVersions().entrySet().stream()
                        .map(version -> version.getKey() + " " + version.getValue())
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    public static String outcome(StepView step) {
        if (step.outcome() != null) {
            return step.outcome();
        }
        return step.startedAt() == null ? "did not begin" : "no end recorded";
    }

    /** Why the step did not end well, and what became of its statements. */
    public static String trouble(StepView step) {
        var failure = step.failure() == null ? Words.firstLine(step.why()) : Words.failure(step.failure());
        var verdicts = step.verdicts();
        return verdicts == null || verdicts.notJudged() != null
                ? failure
                : failure + " (statements: " + verdicts.kept() + " kept, " + verdicts.rolledBack() + " rolled back, "
                        + verdicts.unknown() + " unknown)";
    }

    public static String strategy(RunView.Strategy strategy) {
        if (strategy.name() == null) {
            return "only a rehearsal";
        }
        return strategy.name() + (strategy.rehearsed() ? ", rehearsed" : ", not rehearsed");
    }

    /** What the migration tool said, and of which statement. */
    public static String cause(RecordedFailure failure) {
        return failure.statement() == null
                ? Words.failure(failure)
                : Words.failure(failure) + ", in statement " + failure.statementOrdinal() + ": " + failure.statement();
    }

    public static String recovery(Failure failure) {
        if (!failure.neededRecovery()) {
            return "not needed: the database was as before";
        }
        return failure.recoveredBy() == null
                ? "open: nothing recorded since says that the database is well"
                : (failure.toRecoveryMillis() == null ? "" : "after " + millis(failure.toRecoveryMillis()) + ", ")
                        + "by run " + failure.recoveredBy();
    }
}
