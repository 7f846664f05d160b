package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.append.Redaction;
import dev.varve.engine.observation.Observation.CopySwappedIn;
import dev.varve.engine.observation.Observation.OfCopy;
import dev.varve.engine.observation.Observation.RehearsalFailed;
import dev.varve.engine.observation.Observation.RehearsalStarting;
import dev.varve.engine.observation.Observation.RehearsalSucceeded;
import dev.varve.engine.observation.Observation.StepDeviated;
import dev.varve.engine.observation.Observation.StrategyChosen;
import dev.varve.engine.observation.Observation.SwapFailed;
import dev.varve.engine.observation.Observation.SwapStarting;
import dev.varve.events.RehearsedStep;
import dev.varve.events.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Records what the engine observes of a copy: the rehearsal in one piece, with the schema after each step, and the swap. */
final class CopyRecorder implements Consumer<OfCopy> {

    private final Recorder recorder;
    private final Redaction redaction;
    private final RunFiles files;
    private final String runId;
    private final String target;

    CopyRecorder(Recorder recorder, Redaction redaction, RunFiles files, String runId, String target) {
        this.recorder = recorder;
        this.redaction = redaction;
        this.files = files;
        this.runId = runId;
        this.target = target;
    }

    @Override
    public void accept(OfCopy observation) {
        switch (observation) {
            case StrategyChosen o ->
                record(new RunEvent.StrategyChosen(runId, target, o.strategy(), o.rehearsed(), o.why()));
            case RehearsalStarting o -> record(new RunEvent.RehearsalStarted(runId, target, o.backupId(), o.copy()));
            case RehearsalSucceeded o -> succeeded(o);
            case RehearsalFailed o -> failed(o);
            case StepDeviated o ->
                record(new RunEvent.StepDeviated(
                        runId,
                        target,
                        o.ordinal(),
                        o.revision(),
                        o.expectedFingerprint(),
                        o.foundFingerprint(),
                        o.difference()));
            case SwapStarting o ->
                record(new RunEvent.SwapStarted(
                        runId, target, o.copy(), o.copyIdentity(), o.databaseIdentity(), o.fingerprint(), o.kept()));
            case CopySwappedIn o ->
                record(new RunEvent.CopySwappedIn(runId, target, o.fingerprint(), o.identity(), o.kept()));
            case SwapFailed o ->
                record(new RunEvent.SwapFailed(runId, target, o.expected(), o.found(), o.databaseUntouched()));
        }
    }

    private void succeeded(RehearsalSucceeded o) {
        var blobs = new ArrayList<byte[]>();
        var steps = o.steps().stream().map(step -> step(step, blobs)).toList();
        recorder.send(
                RunCommand.observe(new RunEvent.RehearsalSucceeded(
                        runId, target, o.backupId(), steps, o.fingerprint(), o.peakBytes(), o.durationMillis())),
                blobs);
    }

    private RehearsedStep step(dev.varve.engine.observation.RehearsedStep step, List<byte[]> blobs) {
        var schema = step.schema() == null ? new byte[0] : SchemaBlob.of(step.schema());
        return new RehearsedStep(
                step.revision(),
                step.durationMillis(),
                step.statements(),
                step.rowsAffected(),
                step.fingerprint(),
                RunRecorder.blob(schema, blobs),
                RunRecorder.blob(files.ledgerOf(files.rehearsalLedger(), step.revision(), redaction), blobs));
    }

    private void failed(RehearsalFailed o) {
        var blobs = new ArrayList<byte[]>();
        var failure = o.failure();
        var ledger =
                o.revision() == null ? new byte[0] : files.ledgerOf(files.rehearsalLedger(), o.revision(), redaction);
        var output = failure == null ? new byte[0] : files.output(failure.detail(), redaction);
        recorder.send(
                RunCommand.observe(new RunEvent.RehearsalFailed(
                        runId,
                        target,
                        o.backupId(),
                        o.revision(),
                        failure == null ? null : RunRecorder.failure(failure, redaction),
                        redaction.of(o.why()),
                        RunRecorder.blob(ledger, blobs),
                        RunRecorder.blob(output, blobs),
                        o.durationMillis())),
                blobs);
    }

    private void record(RunEvent fact) {
        recorder.send(RunCommand.observe(fact));
    }
}
