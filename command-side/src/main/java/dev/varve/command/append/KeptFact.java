package dev.varve.command.append;

import java.util.List;
import java.util.Map;

/**
 * A fact that waits in the spool, with all that it takes to append it.
 *
 * @param eventId its own from this moment on: the log takes an id once
 * @param aggregateId the stream that it belongs to
 * @param type its stable name
 * @param revision of its shape
 * @param target the watched database's name
 * @param runId {@code null} outside of a run
 * @param observedAt when it was observed
 * @param metadata who, where, why
 * @param payload the fact as JSON
 * @param blobs what it refers to, deflated and in Base64
 */
record KeptFact(
        String eventId,
        String aggregateId,
        String type,
        String revision,
        String target,
        String runId,
        String observedAt,
        Map<String, String> metadata,
        String payload,
        List<String> blobs) {}
