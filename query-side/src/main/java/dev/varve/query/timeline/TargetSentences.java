package dev.varve.query.timeline;

import dev.varve.events.TargetEvent;
import dev.varve.events.TargetEvent.BackupExpired;
import dev.varve.events.TargetEvent.BackupExpiryStarted;
import dev.varve.events.TargetEvent.BackupProofStarted;
import dev.varve.events.TargetEvent.BackupProven;
import dev.varve.events.TargetEvent.BackupRejected;
import dev.varve.events.TargetEvent.BackupStarted;
import dev.varve.events.TargetEvent.BackupTaken;
import dev.varve.events.TargetEvent.DatabaseDiagnosed;
import dev.varve.events.TargetEvent.DriftDetected;
import dev.varve.events.TargetEvent.LeaseRefused;
import dev.varve.events.TargetEvent.LeaseReleased;
import dev.varve.events.TargetEvent.LeaseTaken;
import dev.varve.events.TargetEvent.LeaseTakenOver;
import dev.varve.events.TargetEvent.OfProposal;
import dev.varve.events.TargetEvent.RevisionsSeen;
import dev.varve.events.TargetEvent.SchemaSeen;
import dev.varve.events.TargetEvent.SpooledFactsAppended;
import dev.varve.events.TargetEvent.TargetReconfigured;
import dev.varve.events.TargetEvent.TargetRegistered;
import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.query.words.Words;

/** What happened to a target, in words. */
final class TargetSentences {

    private TargetSentences() {}

    /** @param actor who recorded it */
    static String of(TargetEvent event, String actor) {
        return switch (event) {
            case TargetRegistered e ->
                "under watch: " + e.database() + ", migrated by " + e.tool() + " (" + e.config() + ")";
            case TargetReconfigured e ->
                "registered anew: " + e.database() + ", migrated by " + e.tool() + " (" + e.config() + ")";
            case TargetRetired ignored -> "no longer under watch";
            case DatabaseDiagnosed e -> diagnosed(e);
            case DriftDetected e ->
                "the schema moved and no recorded run moved it: " + Words.some(e.difference(), "; ");
            case SchemaSeen e ->
                "kept the schema " + Words.hash(e.fingerprint()) + " as it was seen ("
                        + Words.size(e.schema().sizeBytes()) + ")";
            case RevisionsSeen e ->
                "kept the migration scripts' revisions as the tool told them ("
                        + Words.size(e.revisions().sizeBytes()) + ")";
            case LeaseTaken e -> e.kind() + " holds the database: " + Words.holder(e.holder());
            case LeaseRefused e ->
                e.kind() + " refused: " + (e.heldByRun() == null ? "another" : "run " + e.heldByRun())
                        + " holds the database" + (e.holder() == null ? "" : " (" + Words.holder(e.holder()) + ")");
            case LeaseReleased ignored -> "the database is free again";
            case LeaseTakenOver e ->
                "lease of run " + e.fromRun() + " taken over by " + Words.holder(e.holder())
                        + Words.because(e.evidence());
            case BackupStarted e -> "backup " + e.backupId() + " begins: " + e.path();
            case BackupTaken e ->
                "backup " + e.backupId() + " is on disk, " + Words.size(e.sizeBytes()) + ", not proven yet";
            case BackupProofStarted e -> "proof of backup " + e.backupId() + " begins";
            case BackupProven e -> proven(e);
            case BackupRejected e ->
                "backup " + e.backupId() + " rejected: expected " + e.expected() + ", found " + e.found();
            case BackupExpiryStarted e -> "backup " + e.backupId() + " is about to be deleted" + Words.because(e.why());
            case BackupExpired e -> "backup " + e.backupId() + " deleted" + Words.because(e.why());
            case SpooledFactsAppended e -> late(e);
            case OfProposal e -> ProposalSentences.of(e, actor);
        };
    }

    private static String diagnosed(DatabaseDiagnosed e) {
        var where = e.state() + ", at " + Words.revisions(e.current());
        var pending = e.pending().isEmpty() ? "" : ", " + e.pending().size() + " pending";
        var findings = e.findings().isEmpty() ? "" : "; findings: " + Words.codes(e.findings());
        return "looked: " + where + pending + findings;
    }

    private static String late(SpooledFactsAppended e) {
        long missed = e.facts().stream().filter(fact -> !fact.appended()).count();
        return Words.count(e.facts().size(), "fact", "facts") + " came late, observed from "
                + e.facts().getFirst().observedAt() + " to "
                + e.facts().getLast().observedAt()
                + (missed == 0 ? "" : ", " + missed + " of them could not follow any more") + Words.because(e.why());
    }

    private static String proven(BackupProven e) {
        long rows = e.rows().values().stream().mapToLong(Long::longValue).sum();
        return "backup " + e.backupId() + " proven, equal to its source: "
                + Words.count(e.rows().size(), "table", "tables") + ", " + Words.count(rows, "row", "rows");
    }
}
