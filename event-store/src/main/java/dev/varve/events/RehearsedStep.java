package dev.varve.events;

/**
 * What a step did on the copy.
 *
 * @param fingerprint the schema's after it; {@code null} if the step was not committed by itself
 * @param schema the whole schema after it; {@code null} likewise
 * @param ledger its statements; {@code null} if it ran none
 */
public record RehearsedStep(
        String revision,
        long durationMillis,
        int statements,
        long rowsAffected,
        String fingerprint,
        BlobRef schema,
        BlobRef ledger) {}
