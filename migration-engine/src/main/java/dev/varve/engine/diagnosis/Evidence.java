package dev.varve.engine.diagnosis;

import java.time.Instant;

/**
 * What a diagnosis may use beyond the database, its tool and its scripts.
 *
 * @param target the watched database's name, for the remedies' commands
 * @param references builds the expected schemas: a deep diagnosis; {@code null} for a quick one
 * @param lastRun what is recorded of the last run; {@code null} if nothing is
 * @param backupProvenAt when a backup was proven last; {@code null} if never
 * @param thorough whether the engine's integrity check reads everything
 */
public record Evidence(
        String target, References references, KnownRun lastRun, Instant backupProvenAt, boolean thorough) {

    /** Nothing beyond the database itself. */
    public static Evidence none(String target) {
        return new Evidence(target, null, null, null, false);
    }

    /** The same, compared with the schemas that the scripts produce. */
    public Evidence deep(References builder) {
        return new Evidence(target, builder, lastRun, backupProvenAt, thorough);
    }

    public Evidence after(KnownRun run) {
        return new Evidence(target, references, run, backupProvenAt, thorough);
    }
}
