package dev.varve.events;

import java.util.List;
import java.util.Map;

/** What happened to a watched database as such: registration, looks, leases, backups. */
public sealed interface TargetEvent extends VarveEvent {

    /** A database came under watch. {@code environment} holds names only, never values. */
    record TargetRegistered(
            String target,
            String tool,
            String config,
            String database,
            String databaseKind,
            String workdir,
            List<String> environment,
            String envFile,
            String python,
            String runner,
            List<String> mappings)
            implements TargetEvent {}

    /** A watched database was registered anew with other settings. */
    record TargetReconfigured(
            String target,
            String tool,
            String config,
            String database,
            String databaseKind,
            String workdir,
            List<String> environment,
            String envFile,
            String python,
            String runner,
            List<String> mappings)
            implements TargetEvent {}

    /** A database is no longer under watch; its history stays. */
    record TargetRetired(String target) implements TargetEvent {}

    /** What looking told, recorded when it differs from what was recorded last. */
    record DatabaseDiagnosed(
            String target,
            String state,
            List<String> current,
            List<String> heads,
            List<String> pending,
            String fingerprint,
            List<RecordedFinding> findings)
            implements TargetEvent {}

    /** The schema moved and no recorded run moved it. */
    record DriftDetected(String target, String expectedFingerprint, String foundFingerprint, List<String> difference)
            implements TargetEvent {}

    /**
     * A look found a schema of which nothing was recorded yet for this target. {@code schema}: a JSON list of its objects' parts, each with
     * {@code kind}, {@code owner}, {@code name} and {@code definition}, without the migration tool's own tables.
     */
    record SchemaSeen(String target, String fingerprint, BlobRef schema) implements TargetEvent {}

    /**
     * The migration scripts and how they follow from one another, as the tool told it, recorded when it differs from what was recorded last.
     * {@code revisions}: a JSON list, each after those that it builds on, with {@code id}, {@code parents}, {@code dependsOn}, {@code
     * labels}, {@code message}, {@code file}, {@code sha256} and {@code repeatable}.
     */
    record RevisionsSeen(String target, BlobRef revisions) implements TargetEvent {}

    /** A run holds the target: no other may start. The token grows with every lease. */
    record LeaseTaken(String target, String runId, String kind, LeaseHolder holder, long fencingToken)
            implements TargetEvent {}

    /** A run, or a backup ({@code runId} is {@code null}), was refused because another holds the target or the database. */
    record LeaseRefused(String target, String runId, String kind, String heldByRun, LeaseHolder holder)
            implements TargetEvent {}

    /** The run let the target go. */
    record LeaseReleased(String target, String runId, long fencingToken) implements TargetEvent {}

    /** A dead owner's lease was taken over, with the evidence that it is dead. */
    record LeaseTakenOver(
            String target,
            String runId,
            String kind,
            LeaseHolder holder,
            String fromRun,
            LeaseHolder fromHolder,
            String evidence,
            long fencingToken)
            implements TargetEvent {}

    /** Intent: a backup is about to be written. */
    record BackupStarted(String target, String runId, String backupId, String path) implements TargetEvent {}

    /** A backup is on disk, unproven. */
    record BackupTaken(String target, String runId, String backupId, String path, long sizeBytes, String sha256)
            implements TargetEvent {}

    /** Intent: the proof of a backup begins. */
    record BackupProofStarted(String target, String runId, String backupId) implements TargetEvent {}

    /** The copy was opened and equals its source. */
    record BackupProven(
            String target, String runId, String backupId, String sha256, String fingerprint, Map<String, Long> rows)
            implements TargetEvent {}

    /** A backup could not be taken or proven. */
    record BackupRejected(String target, String runId, String backupId, String expected, String found)
            implements TargetEvent {}

    /** Intent: a backup is about to be deleted by retention. */
    record BackupExpiryStarted(String target, String backupId, String path, String why) implements TargetEvent {}

    /** A backup was deleted by retention. */
    record BackupExpired(String target, String backupId, String why) implements TargetEvent {}

    /**
     * Facts that were observed while the store was out of reach came late: those before this event, and, in a blob, those that
     * could not follow any more. {@code why}: what was wrong with the store then.
     */
    record SpooledFactsAppended(String target, String runId, List<LateFact> facts, String why, BlobRef leftOut)
            implements TargetEvent {}

    /** About a run that somebody proposed, and that somebody else has to let go ahead. */
    sealed interface OfProposal extends TargetEvent {

        String proposalId();
    }

    /**
     * Somebody asks that a run be approved: an {@code upgrade} or a {@code rehearse}, with the options of that command. {@code seenSequence}: the last
     * event of the database that they had seen. {@code validUntil}: from then on it can no longer be approved.
     */
    record RunProposed(
            String target,
            String proposalId,
            String kind,
            Map<String, String> options,
            long seenSequence,
            String proposedBy,
            String validUntil)
            implements OfProposal {}

    /** Somebody else than who proposed it lets it go ahead. */
    record ProposalApproved(String target, String proposalId) implements OfProposal {}

    /** It will not be run. {@code why}: in the words of who declined it; {@code null} if not given. */
    record ProposalDeclined(String target, String proposalId, String why) implements OfProposal {}

    /** Intent: the run that was approved is about to be started, under this id and in the name of who proposed it. */
    record ProposalTakenUp(String target, String proposalId, String runId) implements OfProposal {}
}
