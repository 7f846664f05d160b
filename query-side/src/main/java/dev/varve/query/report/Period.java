package dev.varve.query.report;

import java.time.Instant;

/**
 * A stretch of time, both ends included.
 *
 * @param since {@code null} for always
 * @param until {@code null} for ever
 */
public record Period(Instant since, Instant until) {

    boolean contains(Instant moment) {
        return (since == null || !moment.isBefore(since)) && (until == null || !moment.isAfter(until));
    }

    /** Whether something that went on from then to then touches it. */
    boolean touches(Instant from, Instant to) {
        return (until == null || !from.isAfter(until)) && (since == null || to == null || !to.isBefore(since));
    }
}
