package dev.varve.command.run;

import dev.varve.engine.diagnosis.Vouched;

/**
 * What the record tells of a database's schema.
 *
 * @param fingerprint as the last recorded act or look left it; {@code null} if unknown
 * @param seenBroken whether the last look told a state from which nothing may be migrated, and nothing has mended it since
 * @param held whether there were tables when a recorded act or look left it, and no recorded act took them away
 * @param vouched the schema and revisions that the last successful run verified, if nothing but looks came after; {@code
 *     null} if there is none
 */
public record KnownSchema(String fingerprint, boolean seenBroken, boolean held, Vouched vouched) {}
