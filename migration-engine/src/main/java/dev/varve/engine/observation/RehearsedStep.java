package dev.varve.engine.observation;

import dev.varve.engine.fingerprint.Schema;

/**
 * What a step did on the copy.
 *
 * @param rowsAffected by its statements
 * @param schema the whole schema after it, without the tool's own tables; {@code null} if the step was not committed by itself
 */
public record RehearsedStep(String revision, long durationMillis, int statements, long rowsAffected, Schema schema) {

    /** The schema's after it; {@code null} if unknown. */
    public String fingerprint() {
        return schema == null ? null : schema.fingerprint();
    }
}
