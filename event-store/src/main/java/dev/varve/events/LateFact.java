package dev.varve.events;

/**
 * A fact that waited in the spool.
 *
 * @param eventId its own, given when it was observed
 * @param type its stable name
 * @param observedAt when it was observed
 * @param appended whether it stands in the log; otherwise it could not follow what was recorded meanwhile, and stands in the blob
 */
public record LateFact(String eventId, String type, String observedAt, boolean appended) {}
