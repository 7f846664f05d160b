package dev.varve.query.runs;

import dev.varve.events.AccessEvent;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;

/** Which run an event belongs to. */
public final class RunIds {

    private RunIds() {}

    /** The run's id; {@code null} if the event belongs to none. */
    public static String of(VarveEvent event) {
        return switch (event) {
            case RunEvent told -> told.runId();
            case TargetEvent.LeaseTaken told -> told.runId();
            case TargetEvent.LeaseRefused told -> told.runId();
            case TargetEvent.LeaseReleased told -> told.runId();
            case TargetEvent.LeaseTakenOver told -> told.runId();
            case TargetEvent.BackupStarted told -> told.runId();
            case TargetEvent.BackupTaken told -> told.runId();
            case TargetEvent.BackupProofStarted told -> told.runId();
            case TargetEvent.BackupProven told -> told.runId();
            case TargetEvent.BackupRejected told -> told.runId();
            case TargetEvent.SpooledFactsAppended told -> told.runId();
            case TargetEvent.ProposalTakenUp told -> told.runId();
            case TargetEvent.RunProposed ignored -> null;
            case TargetEvent.ProposalApproved ignored -> null;
            case TargetEvent.ProposalDeclined ignored -> null;
            case TargetEvent.BackupExpiryStarted ignored -> null;
            case TargetEvent.BackupExpired ignored -> null;
            case TargetEvent.TargetRegistered ignored -> null;
            case TargetEvent.TargetReconfigured ignored -> null;
            case TargetEvent.TargetRetired ignored -> null;
            case TargetEvent.DatabaseDiagnosed ignored -> null;
            case TargetEvent.DriftDetected ignored -> null;
            case AccessEvent ignored -> null;
            case TargetEvent.SchemaSeen ignored -> null;
            case TargetEvent.RevisionsSeen ignored -> null;
        };
    }
}
