package dev.varve.command.append;

import dev.varve.events.AccessEvent;
import dev.varve.events.RunEvent;
import dev.varve.events.RunEvent.OfCopy;
import dev.varve.events.RunEvent.OfRecovery;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;

/**
 * Which facts may wait in the spool: what was observed of acts that had begun. What announces an act, or a request, may not: the act
 * does not begin then. The announcement of a look that changes nothing may, because looking is what tells the operator where the
 * database stands. What tells of access may not: nobody is let in, and nothing out, of which there is no record.
 */
final class MayWait {

    private MayWait() {}

    static boolean inSpool(VarveEvent fact) {
        return switch (fact) {
            case TargetEvent event -> inSpool(event);
            case RunEvent event -> inSpool(event);
            case AccessEvent event -> false;
        };
    }

    private static boolean inSpool(TargetEvent fact) {
        return switch (fact) {
            case TargetEvent.BackupTaken e -> true;
            case TargetEvent.BackupProven e -> true;
            case TargetEvent.BackupRejected e -> true;
            case TargetEvent.BackupExpired e -> true;
            case TargetEvent.LeaseReleased e -> true;
            case TargetEvent.LeaseRefused e -> true;
            case TargetEvent.BackupStarted e -> false;
            case TargetEvent.BackupProofStarted e -> false;
            case TargetEvent.BackupExpiryStarted e -> false;
            case TargetEvent.LeaseTaken e -> false;
            case TargetEvent.LeaseTakenOver e -> false;
            case TargetEvent.TargetRegistered e -> false;
            case TargetEvent.TargetReconfigured e -> false;
            case TargetEvent.TargetRetired e -> false;
            case TargetEvent.DatabaseDiagnosed e -> false;
            case TargetEvent.DriftDetected e -> false;
            case TargetEvent.SchemaSeen e -> false;
            case TargetEvent.RevisionsSeen e -> false;
            case TargetEvent.SpooledFactsAppended e -> false;
            case TargetEvent.OfProposal e -> false;
        };
    }

    private static boolean inSpool(RunEvent fact) {
        return switch (fact) {
            case RunEvent.RunRequested e -> false;
            case RunEvent.PreflightPassed e -> false;
            case RunEvent.RunPlanned e -> false;
            case RunEvent.ToolStarted e -> false;
            case RunEvent.StepStarted e -> false;
            case RunEvent.StampRequested e -> false;
            case RunEvent.RestoreStarted e -> false;
            case RunEvent.PreflightRefused e -> true;
            case RunEvent.StepSucceeded e -> true;
            case RunEvent.StepFailed e -> true;
            case RunEvent.StepOutcomeUnknown e -> true;
            case RunEvent.StatementsJudged e -> true;
            case RunEvent.PartialRunDetected e -> true;
            case RunEvent.VerificationStarted e -> true;
            case RunEvent.TablesCompared e -> true;
            case RunEvent.CheckEnded e -> true;
            case RunEvent.RunSucceeded e -> true;
            case RunEvent.RunFailed e -> true;
            case RunEvent.RunInterrupted e -> true;
            case RunEvent.StampRefused e -> true;
            case RunEvent.StampApplied e -> true;
            case RunEvent.BaselineRefused e -> true;
            case RunEvent.BaselineApplied e -> true;
            case RunEvent.RepairRefused e -> true;
            case RunEvent.RepairApplied e -> true;
            case RunEvent.RestoreSucceeded e -> true;
            case RunEvent.RestoreFailed e -> true;
            case OfCopy e -> ofCopy(e);
            case OfRecovery e -> ofRecovery(e);
            case RunEvent.OfLocks e -> ofLocks(e);
        };
    }

    private static boolean ofLocks(RunEvent.OfLocks fact) {
        return switch (fact) {
            case RunEvent.WaitSeen e -> true;
            case RunEvent.StepRetried e -> false;
            case RunEvent.ApplicationLeftRunning e -> false;
        };
    }

    private static boolean ofCopy(OfCopy fact) {
        return switch (fact) {
            case RunEvent.StrategyChosen e -> false;
            case RunEvent.RehearsalStarted e -> false;
            case RunEvent.SwapStarted e -> false;
            case RunEvent.MendStarted e -> false;
            case RunEvent.RehearsalSucceeded e -> true;
            case RunEvent.RehearsalFailed e -> true;
            case RunEvent.StepDeviated e -> true;
            case RunEvent.CopySwappedIn e -> true;
            case RunEvent.SwapFailed e -> true;
            case RunEvent.CopyMended e -> true;
        };
    }

    private static boolean ofRecovery(OfRecovery fact) {
        return switch (fact) {
            case RunEvent.RecoveryOpened e -> false;
            case RunEvent.RecoveryOptionChosen e -> false;
            case RunEvent.SalvageStarted e -> false;
            case RunEvent.RecoveryCompleted e -> true;
            case RunEvent.RecoveryAbandoned e -> true;
            case RunEvent.SalvageCompleted e -> true;
        };
    }
}
