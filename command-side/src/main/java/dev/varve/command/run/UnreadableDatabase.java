package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.append.Redaction;
import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.diagnosis.Diagnosis;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.events.RunEvent;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Refuses what sets a record by the schema where the schema cannot be read, before anything acts. */
final class UnreadableDatabase {

    private static final Set<FindingCode> WHY =
            EnumSet.of(FindingCode.DATABASE_UNREACHABLE, FindingCode.DATABASE_IN_USE, FindingCode.INTEGRITY_FAILED);

    private final Recorder recorder;

    UnreadableDatabase(Recorder recorder) {
        this.recorder = recorder;
    }

    /** @throws RunRefused if it could not be read; recorded */
    void refuse(String runId, String target, Diagnosis diagnosis) {
        if (diagnosis.state() != DatabaseState.UNREACHABLE && diagnosis.state() != DatabaseState.CORRUPT) {
            return;
        }
        var reasons = reasons(target, diagnosis);
        recorder.send(RunCommand.observe(
                new RunEvent.PreflightRefused(runId, target, RecordedFindings.of(reasons, Redaction.NONE))));
        throw new RunRefused(runId, reasons);
    }

    private static List<Finding> reasons(String target, Diagnosis diagnosis) {
        var told = diagnosis.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR && WHY.contains(finding.code()))
                .toList();
        return told.isEmpty()
                ? List.of(Finding.of(
                        FindingCode.DATABASE_UNREACHABLE,
                        Severity.ERROR,
                        "expected to read the schema of " + target + ", found that it cannot be read",
                        "varve diagnose " + target))
                : told;
    }
}
