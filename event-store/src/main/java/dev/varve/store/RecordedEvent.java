package dev.varve.store;

import dev.varve.events.VarveEvent;
import java.time.Instant;
import java.util.Map;

/**
 * One event as it stands in the log.
 *
 * @param sequence its place in the log, from 1, without gaps
 * @param eventId unique
 * @param type the stable name, as stored
 * @param revision of the shape, as stored
 * @param at when it was recorded, to the millisecond
 * @param aggregateId the stream that it belongs to
 * @param aggregateSequence its place in that stream, from 0
 * @param metadata who, where, why: see {@link dev.varve.events.Circumstances}
 * @param event the fact, in its current shape
 * @param payloadJson the fact as stored: the very bytes that the proof covers
 */
public record RecordedEvent(
        long sequence,
        String eventId,
        String type,
        String revision,
        Instant at,
        String aggregateId,
        long aggregateSequence,
        Map<String, String> metadata,
        VarveEvent event,
        String payloadJson) {}
