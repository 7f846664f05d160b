package dev.varve.command.run;

import dev.varve.engine.fingerprint.Schema;
import dev.varve.events.RunEvent.RehearsalSucceeded;
import dev.varve.store.BlobMissing;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * The schemas around a step, as its run's rehearsal showed them on a copy, without the tool's own tables.
 *
 * @param before {@code null} for the first step: there it is the schema of the run's backup
 */
record RehearsedSchemas(Schema before, Schema after) {

    /**
     * Reads them.
     *
     * @param blobs gives a kept content by its SHA-256
     * @return {@code null} where the run was not rehearsed, its steps were committed together, or the record cannot be read
     */
    static RehearsedSchemas around(
            KnownPast.OpenStep step, RehearsalSucceeded rehearsal, Function<String, byte[]> blobs) {
        if (rehearsal == null || !rehearsal.runId().equals(step.runId())) {
            return null;
        }
        try {
            var after = schemaAfter(rehearsal, step.ordinal(), blobs);
            var before = step.ordinal() == 1 ? null : schemaAfter(rehearsal, step.ordinal() - 1, blobs);
            return after == null || (before == null && step.ordinal() > 1) ? null : new RehearsedSchemas(before, after);
        } catch (BlobMissing | JacksonException unreadable) {
            return null;
        }
    }

    private static Schema schemaAfter(RehearsalSucceeded rehearsal, int ordinal, Function<String, byte[]> blobs) {
        var steps = rehearsal.steps();
        if (ordinal > steps.size() || steps.get(ordinal - 1).schema() == null) {
            return null;
        }
        return SchemaBlob.read(blobs.apply(steps.get(ordinal - 1).schema().sha256()));
    }
}
