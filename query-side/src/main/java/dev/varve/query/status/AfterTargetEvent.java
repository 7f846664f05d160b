package dev.varve.query.status;

import dev.varve.events.Intents;
import dev.varve.events.TargetEvent;
import java.time.Instant;

/** What is believed after an event about the target as such. */
record AfterTargetEvent(Belief before, Instant at) {

    Belief believe(TargetEvent event) {
        return switch (event) {
            case TargetEvent.TargetRegistered e -> before.registered(e.tool(), e.database());
            case TargetEvent.TargetReconfigured e -> before.registered(e.tool(), e.database());
            case TargetEvent.TargetRetired ignored -> before.retire();
            case TargetEvent.DatabaseDiagnosed e -> diagnosed(e);
            case TargetEvent.DriftDetected e ->
                before.with(before.schema().in("DIVERGED", e.foundFingerprint()), before.needsRecovery());
            case TargetEvent.SchemaSeen ignored -> before;
            case TargetEvent.RevisionsSeen ignored -> before;
            case TargetEvent.LeaseTaken e -> before.with(OpenRun.begun(e.runId(), e.kind(), at, e.holder()));
            case TargetEvent.LeaseTakenOver e -> takenOver(e);
            case TargetEvent.LeaseReleased e -> released(e);
            case TargetEvent.LeaseRefused ignored -> before;
            case TargetEvent.BackupStarted e -> before.intending(e.runId(), Intents.of(e));
            case TargetEvent.BackupTaken ignored -> before;
            case TargetEvent.BackupProofStarted e -> before.intending(e.runId(), Intents.of(e));
            case TargetEvent.BackupProven ignored -> before;
            case TargetEvent.BackupRejected ignored -> before;
            case TargetEvent.BackupExpiryStarted ignored -> before;
            case TargetEvent.BackupExpired ignored -> before;
            case TargetEvent.SpooledFactsAppended ignored -> before;
            case TargetEvent.OfProposal ignored -> before;
        };
    }

    /** A look overrides what was believed; only a sound state ends the need to recover, and unreachable is none. */
    private Belief diagnosed(TargetEvent.DatabaseDiagnosed e) {
        var schema = new Belief.Schema(e.state(), e.current(), e.heads(), e.pending(), e.fingerprint(), at);
        return before.with(schema, before.needsRecovery() && !SchemaStates.isSound(e.state()));
    }

    private Belief takenOver(TargetEvent.LeaseTakenOver e) {
        return before.with(OpenRun.begun(e.runId(), e.kind(), at, e.holder()));
    }

    private Belief released(TargetEvent.LeaseReleased e) {
        return before.holds(e.runId()) ? before.with((OpenRun) null) : before;
    }
}
