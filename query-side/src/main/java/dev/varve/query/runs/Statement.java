package dev.varve.query.runs;

import java.time.Instant;

/**
 * A statement of a step, as its ledger tells it. {@code null} is what is not known.
 *
 * @param ordinal within the step, from 1
 * @param at when it was about to run
 * @param durationMillis how long it took; {@code null} if nobody saw its end
 * @param rows that it touched, as the driver told
 * @param error what the database said against it; {@code null} if nothing
 */
public record Statement(int ordinal, String sql, Instant at, Long durationMillis, Long rows, String error) {

    /** Whether its end was seen. */
    public boolean hasEnded() {
        return durationMillis != null || error != null;
    }
}
