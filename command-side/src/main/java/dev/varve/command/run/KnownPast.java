package dev.varve.command.run;

import dev.varve.command.target.Lease;
import dev.varve.events.Intents;
import dev.varve.events.RecordedTable;
import dev.varve.events.RunEvent.RunRequested;
import dev.varve.events.RunEvent.SwapStarted;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the record tells of a target's runs, as far as the next act needs it.
 *
 * @param lease who holds the target; {@code null} if nobody
 * @param leaseSince when it was taken; {@code null} if nobody holds the target
 * @param lastRun the run that acted last; {@code null} if none did
 * @param openSteps the steps that were started and did not end well since, in order: more than one where one transaction held them
 * @param openRequests runs that were asked for, did not end, and do not hold the target
 * @param schema what is known of the schema
 * @param backupProvenAt when a backup was proven last; {@code null} if never
 * @param wayBack the backup that was proven before the last step began, if that run did not end well since; {@code null} if
 *     there is none
 * @param openSwap a swap that was announced, and of which nobody recorded how it ended; {@code null} if there is none
 * @param mayBeBarred whether the last swap began and nobody saw where it ended: a server's database may let nobody in since
 * @param formerFile what the last swap put aside; {@code null} if there was no swap
 * @param ranScripts the SHA-256 of each revision's script as it last ran well here, by revision
 * @param lost tables that lost rows in the last run that changed the database, and were not accepted by name
 */
public record KnownPast(
        Lease lease,
        Instant leaseSince,
        LastRun lastRun,
        List<OpenStep> openSteps,
        List<RunRequested> openRequests,
        KnownSchema schema,
        Instant backupProvenAt,
        List<RecordedTable> lost,
        String wayBack,
        SwapStarted openSwap,
        boolean mayBeBarred,
        FormerFile formerFile,
        Map<String, String> ranScripts) {

    public KnownPast {
        ranScripts = Map.copyOf(ranScripts);
        openSteps = List.copyOf(openSteps);
        openRequests = List.copyOf(openRequests);
        lost = List.copyOf(lost);
    }

    /** The last of the open steps; {@code null} if there is none. */
    public OpenStep openStep() {
        return openSteps.isEmpty() ? null : openSteps.getLast();
    }

    /** Whether a step did not end well, or the last look saw something broken: then only a thorough look tells what it is. */
    public boolean isDoubtful() {
        return !openSteps.isEmpty() || schema.seenBroken();
    }

    /**
     * The run that acted last.
     *
     * @param outcome as in the contract; {@code null} if the run has not ended
     * @param lastIntent the last announced act in words
     * @param toolPid the tool's process; {@code null} if none is known
     * @param toolStart its start
     */
    public record LastRun(String runId, String outcome, String lastIntent, Long toolPid, Long toolStart) {

        LastRun intending(String intent) {
            return new LastRun(runId, outcome, intent, toolPid, toolStart);
        }

        LastRun ended(String newOutcome) {
            return new LastRun(runId, newOutcome, lastIntent, toolPid, toolStart);
        }

        LastRun withTool(Long pid, Long start) {
            return new LastRun(runId, outcome, Intents.START_OF_THE_TOOL, pid, start);
        }
    }

    /**
     * A step without a good end, and the schema's fingerprint when it began.
     *
     * @param rehearsed what its run's rehearsal made of it; {@code null} if nothing is known
     * @param isTold whether its failure, or that its outcome is unknown, is on record
     * @param isJudged whether what became of its statements is
     * @param isBesideApplication whether the application was left running beside it: rows that differ may be the application's
     */
    public record OpenStep(
            String runId,
            int ordinal,
            String revision,
            String fingerprintBefore,
            RehearsedSchemas rehearsed,
            boolean isTold,
            boolean isJudged,
            boolean isBesideApplication) {

        OpenStep rehearsedAs(RehearsedSchemas schemas) {
            return new OpenStep(
                    runId, ordinal, revision, fingerprintBefore, schemas, isTold, isJudged, isBesideApplication);
        }

        OpenStep told() {
            return new OpenStep(
                    runId, ordinal, revision, fingerprintBefore, rehearsed, true, isJudged, isBesideApplication);
        }

        OpenStep judged() {
            return new OpenStep(
                    runId, ordinal, revision, fingerprintBefore, rehearsed, isTold, true, isBesideApplication);
        }
    }
}
