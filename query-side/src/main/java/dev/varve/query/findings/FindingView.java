package dev.varve.query.findings;

import java.time.Instant;

/**
 * A finding that is believed to hold.
 *
 * @param remedy {@code null} if there is nothing to do
 * @param firstAt since when it has been seen without a break
 * @param lastAt when it was last seen
 * @param sequence the event that told it last
 */
public record FindingView(
        String target,
        String code,
        String severity,
        String message,
        String remedy,
        Instant firstAt,
        Instant lastAt,
        long sequence) {}
