package dev.varve.command.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.observation.TableChange;
import dev.varve.engine.run.RehearsalSummary;
import dev.varve.engine.run.RunReport;
import dev.varve.events.Outcomes;
import java.time.Instant;
import java.util.List;

/**
 * How a run ended, as the command tells it.
 *
 * @param from the recorded revisions before
 * @param to the recorded revisions afterwards, read from the database, if it succeeded; else those that were wanted
 * @param backup {@code null} if none was taken
 * @param why one sentence; {@code null} if it succeeded
 * @param remedy the next command to type; {@code null} if nothing is to be done
 * @param strategy as in the contract; {@code null} for a rehearsal alone
 * @param rehearsal how the rehearsal ended; {@code null} if there was none
 * @param kept where the former database lies whole after a swap; {@code null} if none was done
 * @param online whether the application was let to go on beside it
 * @param found what looking tells after a failure, in words; empty otherwise
 */
public record RunOutcome(
        String runId,
        String target,
        RunKind kind,
        RunReport.Outcome outcome,
        List<String> from,
        List<String> to,
        Backup backup,
        List<StepTrail.Step> steps,
        List<TableChange> tables,
        Instant startedAt,
        Instant endedAt,
        String why,
        String remedy,
        List<String> found,
        String strategy,
        RehearsalSummary rehearsal,
        String kept,
        boolean online) {

    /** As the contract spells it. */
    public String word() {
        return word(outcome);
    }

    /** Without a proven backup a run is refused. */
    static String word(RunReport.Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> Outcomes.SUCCEEDED;
            case REFUSED, PROOF_FAILED -> Outcomes.REFUSED;
            case FAILED_UNCHANGED -> Outcomes.FAILED_UNCHANGED;
            case FAILED_NEEDS_RECOVERY -> Outcomes.FAILED_NEEDS_RECOVERY;
            case INTERRUPTED -> Outcomes.INTERRUPTED;
        };
    }
}
