package dev.varve.events;

import java.util.List;
import java.util.Map;

/** What happened in one run, from the request to the outcome. */
public sealed interface RunEvent extends VarveEvent {

    /** The run's id, sortable by time. */
    String runId();

    /**
     * Intent: somebody asked for a run. {@code kind}: upgrade, downgrade, rehearse, stamp, repair,
     * restore, recover.
     *
     * @param requestedBy the process that asked; {@code null} if it was not told
     */
    record RunRequested(
            String runId,
            String target,
            String kind,
            String destination,
            String strategy,
            List<String> acceptedLosses,
            String because,
            LeaseHolder requestedBy)
            implements RunEvent {}

    /** Nothing forbids the run. */
    record PreflightPassed(String runId, String target, List<RecordedFinding> warnings) implements RunEvent {}

    /** The run was refused before anything was touched: every reason. */
    record PreflightRefused(String runId, String target, List<RecordedFinding> violations) implements RunEvent {}

    /** The steps that will run, in order. */
    record RunPlanned(String runId, String target, List<String> from, List<String> to, List<RecordedStep> steps)
            implements RunEvent {}

    /** Intent: the tool's process exists and is about to connect. {@code pid} is {@code null} for a tool inside Varve. */
    record ToolStarted(String runId, String target, Long pid, Long processStart, Map<String, String> versions)
            implements RunEvent {}

    /** Intent: a step is about to run. */
    record StepStarted(
            String runId,
            String target,
            int ordinal,
            int total,
            String revision,
            String message,
            List<String> from,
            String fingerprint)
            implements RunEvent {}

    /** A step ran and committed. */
    record StepSucceeded(
            String runId,
            String target,
            int ordinal,
            String revision,
            long durationMillis,
            int statements,
            long rowsAffected,
            String fingerprint,
            BlobRef ledger)
            implements RunEvent {}

    /** A step failed. */
    record StepFailed(
            String runId,
            String target,
            int ordinal,
            String revision,
            long durationMillis,
            RecordedFailure failure,
            String fingerprint,
            BlobRef ledger,
            BlobRef output)
            implements RunEvent {}

    /** Nobody saw how a step ended; looking decides. */
    record StepOutcomeUnknown(
            String runId, String target, int ordinal, String revision, String why, String fingerprint, BlobRef ledger)
            implements RunEvent {}

    /**
     * What became of the statements of a step that did not end well, told once the migration tool was gone. {@code kept}, {@code rolledBack}
     * and {@code unknown} count them all, {@code statements} names the most telling, at most 100, in their order. {@code notJudged}: why
     * nothing could be told; {@code null} if it was.
     */
    record StatementsJudged(
            String runId,
            String target,
            String revision,
            int kept,
            int rolledBack,
            int unknown,
            List<RecordedVerdict> statements,
            String notJudged)
            implements RunEvent {}

    /** A partial run, told by looking at the schema. */
    record PartialRunDetected(
            String runId,
            String target,
            String revision,
            String expectedBefore,
            String expectedAfter,
            String found,
            List<String> difference)
            implements RunEvent {}

    /** Intent: schema and contents are about to be compared with the backup's. */
    record VerificationStarted(String runId, String target) implements RunEvent {}

    /**
     * Every table before and after the run. {@code acceptedLosses}: tables with fewer rows that are not taken for lost: accepted by name,
     * or, beside an application that was left running, because they still hold some.
     */
    record TablesCompared(String runId, String target, List<RecordedTable> tables, List<String> acceptedLosses)
            implements RunEvent {}

    /** The application's own check ran. */
    record CheckEnded(String runId, String target, String check, boolean passed, String detail) implements RunEvent {}

    /** The run reached its destination, read back from the database, and the result was verified. */
    record RunSucceeded(String runId, String target, List<String> to, String fingerprint, long durationMillis)
            implements RunEvent {}

    /** The run ended badly. {@code outcome}: FAILED_UNCHANGED or FAILED_NEEDS_RECOVERY. */
    record RunFailed(
            String runId,
            String target,
            String outcome,
            List<String> current,
            String fingerprint,
            String why,
            String remedy,
            long durationMillis)
            implements RunEvent {}

    /** The run was stopped, or found dead later. {@code outcome}: INTERRUPTED. */
    record RunInterrupted(String runId, String target, String lastIntent, String why, String fingerprint)
            implements RunEvent {}

    /** Intent: somebody asked to set the recorded revision without running a script. */
    record StampRequested(String runId, String target, String revision, String because) implements RunEvent {}

    /** The interlock held. */
    record StampRefused(
            String runId,
            String target,
            String revision,
            String expectedFingerprint,
            String foundFingerprint,
            List<String> difference,
            String why)
            implements RunEvent {}

    /** The recorded revision was set, with schema proof. */
    record StampApplied(String runId, String target, String revision, List<String> from, String fingerprint)
            implements RunEvent {}

    /** The interlock held against a Flyway baseline. */
    record BaselineRefused(String runId, String target, String revision, List<String> difference, String why)
            implements RunEvent {}

    /** A Flyway baseline was set, with schema proof. */
    record BaselineApplied(String runId, String target, String revision, String fingerprint) implements RunEvent {}

    /** The interlock held against a Flyway repair. */
    record RepairRefused(String runId, String target, List<String> difference, String why) implements RunEvent {}

    /** Flyway's history was repaired; the removed evidence is kept here. */
    record RepairApplied(String runId, String target, List<String> removedRows, String fingerprint)
            implements RunEvent {}

    /** Intent: a backup is about to be put in the database's place. */
    record RestoreStarted(String runId, String target, String backupId, String sha256) implements RunEvent {}

    /** The database equals the backup, proven. {@code aside} holds what was there before. */
    record RestoreSucceeded(String runId, String target, String backupId, String fingerprint, List<String> aside)
            implements RunEvent {}

    /** The restore did not complete. */
    record RestoreFailed(
            String runId, String target, String backupId, String expected, String found, boolean databaseUntouched)
            implements RunEvent {}

    /** About a copy of the database: rehearsed on, mended, put in the database's place. */
    sealed interface OfCopy extends RunEvent {}

    /** Which way the database is migrated, and why. {@code strategy}: in-place or swap; {@code null} for a rehearsal alone. */
    record StrategyChosen(String runId, String target, String strategy, boolean rehearsed, String why)
            implements OfCopy {}

    /** Intent: the steps are about to run on a copy of a proven backup. {@code copy} is its path. */
    record RehearsalStarted(String runId, String target, String backupId, String copy) implements OfCopy {}

    /** Every step ran on the copy, and it was verified. {@code peakBytes}: the most room that the copy and its companions took. */
    record RehearsalSucceeded(
            String runId,
            String target,
            String backupId,
            List<RehearsedStep> steps,
            String fingerprint,
            long peakBytes,
            long durationMillis)
            implements OfCopy {}

    /** The steps do not run on the copy, or lose rows there; the database was not opened for writing. */
    record RehearsalFailed(
            String runId,
            String target,
            String backupId,
            String revision,
            RecordedFailure failure,
            String why,
            BlobRef ledger,
            BlobRef output,
            long durationMillis)
            implements OfCopy {}

    /** A step left another schema in the database than on the copy. */
    record StepDeviated(
            String runId,
            String target,
            int ordinal,
            String revision,
            String expectedFingerprint,
            String foundFingerprint,
            List<String> difference)
            implements OfCopy {}

    /** Intent: a migrated or mended copy is about to take the database's name. Identities are {@code device:inode}. */
    record SwapStarted(
            String runId,
            String target,
            String copy,
            String copyIdentity,
            String databaseIdentity,
            String fingerprint,
            String kept)
            implements OfCopy {}

    /** The copy has the database's name; {@code kept} is where the former database lies, whole. */
    record CopySwappedIn(String runId, String target, String fingerprint, String identity, String kept)
            implements OfCopy {}

    /** The copy did not take the database's name. */
    record SwapFailed(String runId, String target, String expected, String found, boolean databaseUntouched)
            implements OfCopy {}

    /** Intent: these statements are about to run on a copy, to undo the part of a step that did not end. */
    record MendStarted(String runId, String target, String copy, List<String> statements) implements OfCopy {}

    /** The copy's schema is that of a revision again, proven; {@code tables} holds what differs from the database. */
    record CopyMended(String runId, String target, String revision, String fingerprint, List<RecordedTable> tables)
            implements OfCopy {}

    /** About others who used the database of a server while the tool worked there, and the locks that both wanted. */
    sealed interface OfLocks extends RunEvent {}

    /**
     * Who kept whom waiting, told once of each pair; {@code toolWaits}: whether the migration waited, or others for it. {@code sessions}
     * wait for the migration, of which {@code waiter} waited longest. {@code revision} is {@code null} if no step ran.
     */
    record WaitSeen(
            String runId,
            String target,
            String revision,
            boolean toolWaits,
            RecordedSession waiter,
            RecordedSession blocker,
            int sessions,
            String lock,
            long waitedMillis)
            implements OfLocks {}

    /**
     * Intent: the steps are about to run while the application stays connected and writes, as was asked for. {@code connected}: who was
     * when the run entered, in words; empty if nobody. {@code wroteSince}: whether the database differs from the run's backup already.
     * {@code lockTimeoutMillis}: how long a statement waits for a lock at most; {@code null} without an end.
     */
    record ApplicationLeftRunning(
            String runId,
            String target,
            String connected,
            String backupId,
            boolean wroteSince,
            Long lockTimeoutMillis,
            int lockRetries)
            implements OfLocks {}

    /**
     * Intent: a step that ended because it did not get a lock runs again after a pause, unless the run is stopped in it; nothing of the step
     * was kept. {@code retry} counts from 1 to {@code retries}; {@code sqlState} is 55P03 (lock not available) or 40P01 (deadlock).
     */
    record StepRetried(
            String runId,
            String target,
            int ordinal,
            String revision,
            int retry,
            int retries,
            String sqlState,
            long pauseMillis)
            implements OfLocks {}

    /** About the way back from a run that did not end well. */
    sealed interface OfRecovery extends RunEvent {}

    /** Somebody asked for the way back: what looking found, and what can be done, safest first. */
    record RecoveryOpened(
            String runId,
            String target,
            String situation,
            String brokenRunId,
            String revision,
            String state,
            String fingerprint,
            List<RecordedOption> options)
            implements OfRecovery {}

    /** Intent: this option is about to be done. */
    record RecoveryOptionChosen(String runId, String target, String option, String does, String loses)
            implements OfRecovery {}

    /** The option was done, and its result proven. {@code proof} says by what. */
    record RecoveryCompleted(
            String runId,
            String target,
            String option,
            String state,
            List<String> current,
            String fingerprint,
            String proof)
            implements OfRecovery {}

    /** Nothing was chosen, or the chosen option could not be done. */
    record RecoveryAbandoned(String runId, String target, String option, String why) implements OfRecovery {}

    /** Intent: what can still be read is about to be written to a new file; the database stays as it is. */
    record SalvageStarted(String runId, String target, String file) implements OfRecovery {}

    /** What was read lies in the new file. {@code lost} names what could not be read. */
    record SalvageCompleted(
            String runId, String target, String file, String sha256, Map<String, Long> rows, List<String> lost)
            implements OfRecovery {}
}
