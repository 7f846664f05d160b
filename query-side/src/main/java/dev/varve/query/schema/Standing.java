package dev.varve.query.schema;

import java.time.Instant;

/**
 * From when on a database was known to have a schema.
 *
 * @param sequence of the event that tells it first
 * @param at when that was recorded
 * @param fingerprint the schema's
 * @param toldBy the event's type
 */
public record Standing(long sequence, Instant at, String fingerprint, String toldBy) {}
