package dev.varve.command.simulate;

import dev.varve.events.VarveEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One event of a history, as it will be recorded.
 *
 * @param sequence its place in its stream, from 0
 * @param blobs the contents that it refers to
 */
record Told(
        String eventId,
        Instant at,
        String aggregateType,
        String aggregateId,
        long sequence,
        VarveEvent event,
        Map<String, String> metadata,
        List<byte[]> blobs) {}
