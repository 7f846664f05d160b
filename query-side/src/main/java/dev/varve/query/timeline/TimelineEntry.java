package dev.varve.query.timeline;

import java.time.Instant;

/**
 * One event, for reading.
 *
 * @param type the event's stable name
 * @param actor who did it; {@code null} if the event does not say
 * @param target {@code null} if it is about no database
 * @param runId {@code null} if it belongs to no run
 * @param summary what happened, in words; may hold text from elsewhere, so pass it through {@code Printable}
 * @param data the event's fields, as JSON
 */
public record TimelineEntry(
        long sequence,
        String eventId,
        String type,
        Instant at,
        String actor,
        String target,
        String runId,
        String summary,
        String data) {}
