package dev.varve.engine.observation;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.verdict.StepVerdicts;
import java.util.List;
import java.util.Map;

/**
 * What the engine is about to do, or saw. Listeners get observations in order, on one thread at a time; when a listener
 * throws, the engine starts no further act and stops the tool.
 *
 * <p>Names in the present participle ({@code …Starting}) are intents: the act begins only once the listener has returned.
 */
public sealed interface Observation {

    /** About a backup. */
    sealed interface OfBackup extends Observation {}

    /** About a planned step as a whole. */
    sealed interface OfStep extends Observation {}

    /** Preflight ran; the run may go on. {@code warnings} did not stop it. */
    record PreflightPassed(List<Finding> warnings) implements Observation {}

    /** Preflight found reasons not to run: all of them. Nothing was touched. */
    record PreflightRefused(List<Finding> violations) implements Observation {}

    /** The steps that will run, in order, by revision id. */
    record RunPlanned(List<String> from, List<String> to, List<PlannedRevision> steps) implements Observation {}

    /** One planned revision: its id, its message and the SHA-256 of its script ({@code null} if it has none). */
    record PlannedRevision(String revision, String message, String file, String sha256) {}

    /** Intent: a backup is about to be written to {@code path}. */
    record BackupStarting(String backupId, String path) implements OfBackup {}

    /** The backup is on disk; nothing is proven yet. */
    record BackupTaken(String backupId, String path, long sizeBytes, String sha256) implements OfBackup {}

    /** Intent: the proof of a backup begins. */
    record ProofStarting(String backupId) implements OfBackup {}

    /** The copy was opened and equals the source: integrity, schema, rows, contents. */
    record BackupProven(String backupId, String sha256, String fingerprint, Map<String, Long> rows)
            implements OfBackup {}

    /** The backup could not be taken or proven. */
    record BackupRejected(String backupId, String expected, String found) implements OfBackup {}

    /** Intent: a backup is about to be deleted by retention. */
    record BackupExpiring(String backupId, String path, String why) implements OfBackup {}

    /** It is deleted. */
    record BackupExpired(String backupId, String why) implements OfBackup {}

    /** Intent: a proven backup is about to be put in the database's place. */
    record RestoreStarting(String backupId, String sha256, String database) implements Observation {}

    /** The database equals the backup, proven. {@code aside} holds what was there before; empty if nothing was. */
    record RestoreSucceeded(String backupId, String fingerprint, List<String> aside) implements Observation {}

    /** How much is done of a long act; for progress only, never recorded. {@code total} is 0 if unknown. */
    record Progress(String act, Unit unit, long done, long total) implements Observation {

        /** What is counted. */
        public enum Unit {
            BYTES,
            PAGES,
            ROWS
        }
    }

    /**
     * Intent: a process of the tool exists and waits for this to be durable before it connects.
     *
     * @param pid its process id, or {@code null} for a tool inside this process
     * @param processStart its start time in the operating system's own units, to tell it from a later process of that id
     */
    record ToolStarting(Long pid, Long processStart, Map<String, String> versions) implements Observation {}

    /**
     * The tool connected, and to the registered database.
     *
     * @param database its file as the tool sees it, or its location on a server
     */
    record ToolConnected(String database) implements Observation {}

    /** Intent: a step is about to start. */
    record StepStarting(int ordinal, int total, String revision, String message, List<String> from, String fingerprint)
            implements OfStep {}

    /** Intent: a statement is about to run; written to the ledger, not recorded as an event. */
    record StatementStarting(String revision, int ordinal, String sql, Boolean inTransaction) implements Observation {}

    /** A statement ended. {@code rows} is {@code null} if the driver does not tell. */
    record StatementFinished(String revision, int ordinal, long durationMillis, Long rows, Boolean inTransaction)
            implements Observation {}

    /** The driver began, committed or rolled back. */
    record TransactionChanged(String revision, Kind kind) implements Observation {
        public enum Kind {
            BEGIN,
            COMMIT,
            ROLLBACK
        }
    }

    /** The tool said that the step is applied; provisional until it committed. */
    record StepApplied(String revision) implements Observation {}

    /** A step ended well and is committed. {@code fingerprint} is {@code null} if the schema could not be read then. */
    record StepSucceeded(
            int ordinal, String revision, long durationMillis, int statements, long rowsAffected, String fingerprint)
            implements OfStep {}

    /** A step failed. {@code fingerprint} is the schema's after the failure, {@code null} if it could not be read. */
    record StepFailed(int ordinal, String revision, long durationMillis, StepFailure failure, String fingerprint)
            implements OfStep {}

    /** Nobody saw how the step ended; only looking at the database decides. */
    record StepOutcomeUnknown(int ordinal, String revision, String why, String fingerprint) implements OfStep {}

    /** What became of the statements of a step that did not end well, told once nobody works for the tool any more. */
    record StatementsJudged(StepVerdicts verdicts) implements Observation {}

    /** Something the tool wrote for people; for the log, not recorded as an event. */
    record ToolSaid(String line) implements Observation {}

    /** Intent: contents and schema are about to be compared with the backup's. */
    record VerificationStarting() implements Observation {}

    /** Every table before and after. */
    record TablesCompared(List<TableChange> tables, List<String> acceptedLosses) implements Observation {}

    /** The application's own check ran. */
    record CheckEnded(String check, boolean passed, String detail) implements Observation {}

    /** A partial run, told by looking. */
    record PartialRunSeen(
            String revision, String expectedBefore, String expectedAfter, String found, List<String> difference)
            implements Observation {}

    /** About others who use the database of a server while the tool works there, and the locks that both want. */
    sealed interface OfLocks extends Observation {}

    /**
     * One of the tool's sessions waits for another's, or others' wait for the tool's. Told once of each pair.
     *
     * @param revision the step that ran then; {@code null} if none
     * @param toolWaits whether the waiter is the tool's session
     * @param waiter of several that wait for the tool, the one that waits longest
     * @param blocker who has the lock, or stands before the waiter in its queue
     * @param sessions how many wait
     * @param lock what the waiter wants, such as {@code AccessExclusiveLock on people}
     * @param waitedMillis how long when it was seen, by the server's clock
     */
    record WaitSeen(
            String revision,
            boolean toolWaits,
            SeenSession waiter,
            SeenSession blocker,
            int sessions,
            String lock,
            long waitedMillis)
            implements OfLocks {}

    /**
     * Intent: the steps are about to run while the application stays connected and writes, as was asked for.
     *
     * @param connected who was connected of it when the run entered, in words; empty if nobody
     * @param backupId the run's backup
     * @param wroteSince whether the database differs from that backup already
     * @param lockTimeoutMillis how long a statement waits for a lock at most; {@code null} without an end
     */
    record ApplicationLeftRunning(
            String connected, String backupId, boolean wroteSince, Long lockTimeoutMillis, int lockRetries)
            implements OfLocks {}

    /**
     * Intent: a step that did not get a lock is about to run again, after a pause: a look told that nothing of it was kept. If the run is
     * stopped in the pause, it does not.
     *
     * @param ordinal the step's place
     * @param retry how often it is tried again, this time included
     * @param retries how often at most
     * @param sqlState why it ended: {@code 55P03} (lock not available) or {@code 40P01} (deadlock detected)
     */
    record StepRetrying(int ordinal, String revision, int retry, int retries, String sqlState, long pauseMillis)
            implements OfLocks {}

    /** What the tool does on a copy, in a rehearsal. */
    record Rehearsing(Observation observed) implements Observation {}

    /** About a copy of the database. */
    sealed interface OfCopy extends Observation {}

    /** Which way the database is migrated. {@code strategy} is {@code null} for a rehearsal alone. */
    record StrategyChosen(String strategy, boolean rehearsed, String why) implements OfCopy {}

    /** Intent: the steps are about to run on a copy of a proven backup. */
    record RehearsalStarting(String backupId, String copy) implements OfCopy {}

    /** Every step ran on the copy, which was verified. */
    record RehearsalSucceeded(
            String backupId, List<RehearsedStep> steps, String fingerprint, long peakBytes, long durationMillis)
            implements OfCopy {}

    /** The steps do not run on the copy. {@code failure} is {@code null} if no statement of a step failed. */
    record RehearsalFailed(String backupId, String revision, StepFailure failure, String why, long durationMillis)
            implements OfCopy {}

    /** A step left another schema in the database than on the copy. */
    record StepDeviated(
            int ordinal, String revision, String expectedFingerprint, String foundFingerprint, List<String> difference)
            implements OfCopy {}

    /** Intent: a copy is about to take the database's name; {@code kept} is where the former will lie. */
    record SwapStarting(String copy, String copyIdentity, String databaseIdentity, String fingerprint, String kept)
            implements OfCopy {}

    /** The copy has the database's name. {@code stillOpen}: who had the former file open, in words; {@code null} if nobody. */
    record CopySwappedIn(String fingerprint, String identity, String kept, String stillOpen) implements OfCopy {}

    /** The copy did not take the database's name. */
    record SwapFailed(String expected, String found, boolean databaseUntouched) implements OfCopy {}
}
