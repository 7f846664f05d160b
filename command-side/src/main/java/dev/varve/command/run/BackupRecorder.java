package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.target.TargetCommand;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.BackupExpired;
import dev.varve.engine.observation.Observation.BackupExpiring;
import dev.varve.engine.observation.Observation.BackupProven;
import dev.varve.engine.observation.Observation.BackupRejected;
import dev.varve.engine.observation.Observation.BackupStarting;
import dev.varve.engine.observation.Observation.BackupTaken;
import dev.varve.engine.observation.Observation.OfBackup;
import dev.varve.engine.observation.Observation.ProofStarting;
import dev.varve.events.TargetEvent;
import java.util.function.Consumer;

/** Records what happens to a target's backups, outside of a run or within one. */
public final class BackupRecorder implements Consumer<Observation> {

    private final Recorder recorder;
    private final String target;
    private final String runId;

    /** For a backup that no run asked for. */
    public BackupRecorder(Recorder recorder, String target) {
        this(recorder, target, null);
    }

    /** For one that a run needs. */
    public BackupRecorder(Recorder recorder, String target, String runId) {
        this.recorder = recorder;
        this.target = target;
        this.runId = runId;
    }

    @Override
    public void accept(Observation observation) {
        if (observation instanceof OfBackup ofBackup) {
            record(ofBackup);
        }
    }

    private void record(OfBackup observation) {
        switch (observation) {
            case BackupStarting o -> record(new TargetEvent.BackupStarted(target, runId, o.backupId(), o.path()));
            case BackupTaken o ->
                record(new TargetEvent.BackupTaken(target, runId, o.backupId(), o.path(), o.sizeBytes(), o.sha256()));
            case ProofStarting o -> record(new TargetEvent.BackupProofStarted(target, runId, o.backupId()));
            case BackupProven o ->
                record(new TargetEvent.BackupProven(
                        target, runId, o.backupId(), o.sha256(), o.fingerprint(), o.rows()));
            case BackupRejected o ->
                record(new TargetEvent.BackupRejected(target, runId, o.backupId(), o.expected(), o.found()));
            case BackupExpiring o ->
                record(new TargetEvent.BackupExpiryStarted(target, o.backupId(), o.path(), o.why()));
            case BackupExpired o -> record(new TargetEvent.BackupExpired(target, o.backupId(), o.why()));
        }
    }

    private void record(TargetEvent fact) {
        recorder.send(new TargetCommand.RecordBackup(TargetCommand.aggregateId(target), target, fact));
    }
}
