package dev.varve.query.findings;

import dev.varve.events.AccessEvent;
import dev.varve.events.Outcomes;
import dev.varve.events.RecordedFinding;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.query.projection.Projection;
import dev.varve.query.projection.ViewTransaction;
import dev.varve.store.RecordedEvent;
import java.util.List;
import java.util.function.Function;
import org.axonframework.eventhandling.EventHandler;

/** A look replaces what was believed; what runs tell between looks is added to it or takes away what they made good. */
public final class FindingsProjection implements Projection {

    private static final List<String> MADE_GOOD_BY_A_RUN = List.of(
            "PENDING_MIGRATIONS", "PARTIAL_MIGRATION", "INTERRUPTED_RUN", "SCHEMA_DRIFT", "EMPTY_DATABASE_FILE");
    private static final List<String> MADE_GOOD_BY_A_RESTORE = List.of(
            "PENDING_MIGRATIONS",
            "PARTIAL_MIGRATION",
            "INTERRUPTED_RUN",
            "SCHEMA_DRIFT",
            "ROWS_LOST",
            "INTEGRITY_FAILED");
    private static final List<String> MADE_GOOD_BY_A_STAMP = List.of("APPLIED_NOT_STAMPED", "STAMPED_NOT_APPLIED");

    @Override
    public String name() {
        return "findings";
    }

    @Override
    @EventHandler
    public void on(RecordedEvent event, ViewTransaction transaction) {
        switch (event.event()) {
            case TargetEvent told -> change(event, transaction, believed -> after(told, believed));
            case RunEvent told -> change(event, transaction, believed -> after(told, believed));
            case AccessEvent ofNoTarget -> {}
        }
    }

    private static void change(
            RecordedEvent event, ViewTransaction transaction, Function<Believed, List<FindingView>> change) {
        var rows = transaction.rows(FindingTable.ROWS);
        var target = event.event().target();
        var known = rows.get(target);
        var next = change.apply(new Believed(event, known));
        if (!next.equals(known)) {
            rows.put(target, next);
        }
    }

    private static List<FindingView> after(TargetEvent told, Believed believed) {
        return switch (told) {
            case TargetEvent.DatabaseDiagnosed diagnosed -> believed.exactly(diagnosed.findings());
            case TargetEvent.DriftDetected drift -> believed.and(drift(drift));
            case TargetEvent.SchemaSeen ignored -> believed.unchanged();
            case TargetEvent.RevisionsSeen ignored -> believed.unchanged();
            case TargetEvent.TargetReconfigured ignored -> believed.unchanged();
            case TargetEvent.TargetRegistered ignored -> believed.unchanged();
            case TargetEvent.TargetRetired ignored -> believed.unchanged();
            case TargetEvent.LeaseTaken ignored -> believed.unchanged();
            case TargetEvent.LeaseRefused ignored -> believed.unchanged();
            case TargetEvent.LeaseReleased ignored -> believed.unchanged();
            case TargetEvent.LeaseTakenOver ignored -> believed.unchanged();
            case TargetEvent.BackupStarted ignored -> believed.unchanged();
            case TargetEvent.BackupTaken ignored -> believed.unchanged();
            case TargetEvent.BackupProofStarted ignored -> believed.unchanged();
            case TargetEvent.BackupProven ignored -> believed.without(List.of("NO_RECENT_BACKUP"));
            case TargetEvent.BackupRejected ignored -> believed.unchanged();
            case TargetEvent.BackupExpiryStarted ignored -> believed.unchanged();
            case TargetEvent.BackupExpired ignored -> believed.unchanged();
            case TargetEvent.SpooledFactsAppended ignored -> believed.unchanged();
            case TargetEvent.OfProposal ignored -> believed.unchanged();
        };
    }

    private static List<FindingView> after(RunEvent told, Believed believed) {
        return switch (told) {
            case RunEvent.PartialRunDetected partial -> believed.and(partial(partial));
            case RunEvent.TablesCompared compared -> believed.and(RowsLost.in(compared));
            case RunEvent.RunInterrupted interrupted -> believed.and(interrupted(interrupted));
            // A run that names no revisions migrated nothing: a rehearsal, a restore.
            case RunEvent.RunSucceeded run ->
                run.to().isEmpty() ? believed.unchanged() : believed.without(MADE_GOOD_BY_A_RUN);
            case RunEvent.RestoreSucceeded ignored -> believed.without(MADE_GOOD_BY_A_RESTORE);
            case RunEvent.RunRequested ignored -> believed.unchanged();
            case RunEvent.PreflightPassed ignored -> believed.unchanged();
            case RunEvent.PreflightRefused ignored -> believed.unchanged();
            case RunEvent.RunPlanned ignored -> believed.unchanged();
            case RunEvent.ToolStarted ignored -> believed.unchanged();
            case RunEvent.StepStarted ignored -> believed.unchanged();
            case RunEvent.StepSucceeded ignored -> believed.unchanged();
            case RunEvent.StepFailed ignored -> believed.unchanged();
            case RunEvent.StepOutcomeUnknown ignored -> believed.unchanged();
            case RunEvent.StatementsJudged ignored -> believed.unchanged();
            case RunEvent.VerificationStarted ignored -> believed.unchanged();
            case RunEvent.CheckEnded ignored -> believed.unchanged();
            case RunEvent.RunFailed run ->
                run.outcome().equals(Outcomes.FAILED_NEEDS_RECOVERY)
                        ? believed.without(List.of("EMPTY_DATABASE_FILE"))
                        : believed.unchanged();
            case RunEvent.StampRequested ignored -> believed.unchanged();
            case RunEvent.StampRefused ignored -> believed.unchanged();
            case RunEvent.StampApplied ignored -> believed.without(MADE_GOOD_BY_A_STAMP);
            case RunEvent.BaselineRefused ignored -> believed.unchanged();
            case RunEvent.BaselineApplied ignored -> believed.without(MADE_GOOD_BY_A_STAMP);
            case RunEvent.RepairRefused ignored -> believed.unchanged();
            case RunEvent.RepairApplied ignored -> believed.without(List.of("FAILED_HISTORY_ROW", "CHECKSUM_MISMATCH"));
            case RunEvent.RestoreStarted ignored -> believed.unchanged();
            case RunEvent.RestoreFailed ignored -> believed.unchanged();
            case RunEvent.CopySwappedIn ignored -> believed.without(MADE_GOOD_BY_A_RESTORE);
            case RunEvent.OfCopy ignored -> believed.unchanged();
            case RunEvent.OfRecovery ignored -> believed.unchanged();
            case RunEvent.OfLocks ignored -> believed.unchanged();
        };
    }

    private static RecordedFinding drift(TargetEvent.DriftDetected drift) {
        return new RecordedFinding(
                "SCHEMA_DRIFT",
                "ERROR",
                "The schema moved and no recorded run moved it: " + String.join("; ", drift.difference()),
                "find out who changed it; 'varve diagnose --deep " + drift.target()
                        + "' compares it with every revision");
    }

    private static RecordedFinding partial(RunEvent.PartialRunDetected partial) {
        return new RecordedFinding(
                "PARTIAL_MIGRATION",
                "ERROR",
                "Revision " + partial.revision() + " ran in part: " + String.join("; ", partial.difference()),
                "varve recover " + partial.target());
    }

    private static RecordedFinding interrupted(RunEvent.RunInterrupted interrupted) {
        return new RecordedFinding(
                "INTERRUPTED_RUN",
                "WARNING",
                "Run " + interrupted.runId() + " was interrupted: " + interrupted.why() + "; its last intent: "
                        + interrupted.lastIntent(),
                "varve recover " + interrupted.target() + ": looking decides what is true now");
    }
}
