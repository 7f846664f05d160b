package dev.varve.command.run;

import dev.varve.command.append.HostLock;
import dev.varve.command.append.Recorder;
import dev.varve.command.append.Redaction;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.*;
import dev.varve.engine.observation.StepFailure;
import dev.varve.engine.observation.TableChange;
import dev.varve.events.BlobRef;
import dev.varve.events.RecordedFailure;
import dev.varve.events.RecordedStep;
import dev.varve.events.RecordedTable;
import dev.varve.events.RunEvent;
import dev.varve.store.PendingBlobs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns what the engine observes into recorded facts, each durable before this returns. Throwing from here stops the engine:
 * what cannot be recorded is not done.
 */
final class RunRecorder implements Consumer<Observation> {

    private final Recorder recorder;
    private final BackupRecorder backups;
    private final CopyRecorder copies;
    private final LockRecorder locks;
    private final Redaction redaction;
    private final HostLock lock;
    private final RunFiles files;
    private final String runId;
    private final String target;

    public RunRecorder(
            Recorder recorder, Redaction redaction, HostLock lock, RunFiles files, String runId, String target) {
        this.recorder = recorder;
        this.backups = new BackupRecorder(recorder, target, runId);
        this.copies = new CopyRecorder(recorder, redaction, files, runId, target);
        this.locks = new LockRecorder(recorder, redaction, runId, target);
        this.redaction = redaction;
        this.lock = lock;
        this.files = files;
        this.runId = runId;
        this.target = target;
    }

    @Override
    public void accept(Observation observation) {
        switch (observation) {
            case PreflightPassed o ->
                record(new RunEvent.PreflightPassed(runId, target, RecordedFindings.of(o.warnings(), redaction)));
            case PreflightRefused o ->
                record(new RunEvent.PreflightRefused(runId, target, RecordedFindings.of(o.violations(), redaction)));
            case RunPlanned o -> record(new RunEvent.RunPlanned(runId, target, o.from(), o.to(), steps(o)));
            case OfBackup o -> backups.accept(o);
            case ToolStarting o -> toolStarting(o);
            case StepStarting o ->
                record(new RunEvent.StepStarted(
                        runId, target, o.ordinal(), o.total(), o.revision(), o.message(), o.from(), o.fingerprint()));
            case StepSucceeded o -> stepSucceeded(o);
            case StepFailed o -> stepFailed(o);
            case StepOutcomeUnknown o -> stepUnknown(o);
            case VerificationStarting o -> record(new RunEvent.VerificationStarted(runId, target));
            case TablesCompared o ->
                record(new RunEvent.TablesCompared(runId, target, tables(o.tables()), o.acceptedLosses()));
            case CheckEnded o ->
                record(new RunEvent.CheckEnded(
                        runId, target, redaction.of(o.check()), o.passed(), redaction.of(o.detail())));
            case Observation.StatementsJudged o -> record(VerdictFacts.fact(runId, target, o.verdicts()));
            case PartialRunSeen o ->
                record(new RunEvent.PartialRunDetected(
                        runId, target, o.revision(), o.expectedBefore(), o.expectedAfter(), o.found(), o.difference()));
            case OfCopy o -> copies.accept(o);
            case Observation.OfLocks o -> locks.accept(o);
            case Rehearsing o -> rehearsing(o.observed());
            case RestoreStarting o -> {}
            case RestoreSucceeded o -> {}
            case Progress o -> {}
            case ToolConnected o -> {}
            case StatementStarting o -> {}
            case StatementFinished o -> {}
            case TransactionChanged o -> {}
            case StepApplied o -> {}
            case ToolSaid o -> {}
        }
    }

    /** Of the tool at work on a copy, that it lives is recorded: what it does there is told in one piece. */
    private void rehearsing(Observation observed) {
        if (observed instanceof ToolStarting starting) {
            toolStarting(starting);
        }
    }

    private void toolStarting(ToolStarting o) {
        lock.toolStarted(o.pid(), o.processStart());
        record(new RunEvent.ToolStarted(runId, target, o.pid(), o.processStart(), o.versions()));
    }

    private void stepSucceeded(StepSucceeded o) {
        var blobs = new ArrayList<byte[]>();
        var ledger = blob(files.ledgerOf(o.revision(), redaction), blobs);
        record(
                new RunEvent.StepSucceeded(
                        runId,
                        target,
                        o.ordinal(),
                        o.revision(),
                        o.durationMillis(),
                        o.statements(),
                        o.rowsAffected(),
                        o.fingerprint(),
                        ledger),
                blobs);
    }

    private void stepFailed(StepFailed o) {
        var blobs = new ArrayList<byte[]>();
        var ledger = blob(files.ledgerOf(o.revision(), redaction), blobs);
        var output = blob(files.output(o.failure().detail(), redaction), blobs);
        record(
                new RunEvent.StepFailed(
                        runId,
                        target,
                        o.ordinal(),
                        o.revision(),
                        o.durationMillis(),
                        failure(o.failure()),
                        o.fingerprint(),
                        ledger,
                        output),
                blobs);
    }

    private void stepUnknown(StepOutcomeUnknown o) {
        var blobs = new ArrayList<byte[]>();
        var ledger = blob(files.ledgerOf(o.revision(), redaction), blobs);
        record(
                new RunEvent.StepOutcomeUnknown(
                        runId, target, o.ordinal(), o.revision(), redaction.of(o.why()), o.fingerprint(), ledger),
                blobs);
    }

    static BlobRef blob(byte[] content, List<byte[]> blobs) {
        if (content.length == 0) {
            return null;
        }
        blobs.add(content);
        return PendingBlobs.reference(content);
    }

    private RecordedFailure failure(StepFailure failure) {
        return failure(failure, redaction);
    }

    static RecordedFailure failure(StepFailure failure, Redaction redaction) {
        return new RecordedFailure(
                failure.type(),
                redaction.of(failure.message()),
                redaction.of(failure.statement()),
                failure.statementOrdinal(),
                failure.inTransaction());
    }

    private static List<RecordedStep> steps(RunPlanned planned) {
        return planned.steps().stream()
                .map(step -> new RecordedStep(step.revision(), step.message(), step.file(), step.sha256()))
                .toList();
    }

    private static List<RecordedTable> tables(List<TableChange> tables) {
        return tables.stream()
                .map(table -> new RecordedTable(
                        table.name(),
                        table.rowsBefore(),
                        table.rowsAfter(),
                        table.contentBefore(),
                        table.contentAfter(),
                        table.lostInRevision()))
                .toList();
    }

    private void record(RunEvent fact) {
        record(fact, List.of());
    }

    private void record(RunEvent fact, List<byte[]> blobs) {
        recorder.send(RunCommand.observe(fact), blobs);
    }
}
