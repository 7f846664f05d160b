package dev.varve.query.runs;

import dev.varve.events.BlobRef;
import dev.varve.events.RecordedFailure;
import dev.varve.events.RunEvent.StatementsJudged;
import dev.varve.events.RunEvent.StepRetried;
import java.time.Instant;
import java.util.List;

/**
 * One step of a run. {@code null} is what is not known, or not yet.
 *
 * @param file the script's path as it was planned
 * @param sha256 of the script's bytes when it was planned
 * @param outcome {@code SUCCEEDED}, {@code FAILED} or {@code UNKNOWN}; {@code null} if it did not begin, or nobody told how it ended
 * @param deviation how the schema differs from the one that the rehearsal left; empty if it does not
 * @param ledger what ran, statement by statement
 */
public record StepView(
        int ordinal,
        String revision,
        String message,
        String file,
        String sha256,
        Instant startedAt,
        Instant endedAt,
        String outcome,
        Long durationMillis,
        Integer statements,
        Long rowsAffected,
        String fingerprintBefore,
        String fingerprintAfter,
        RecordedFailure failure,
        String why,
        List<StepRetried> retries,
        List<String> deviation,
        StatementsJudged verdicts,
        BlobRef ledger,
        BlobRef output) {

    public static final String SUCCEEDED = "SUCCEEDED";
    public static final String FAILED = "FAILED";
    public static final String UNKNOWN = "UNKNOWN";

    public StepView {
        retries = List.copyOf(retries);
        deviation = List.copyOf(deviation);
    }
}
