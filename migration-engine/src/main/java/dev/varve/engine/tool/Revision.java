package dev.varve.engine.tool;

import java.util.List;

/**
 * One revision of a migration history.
 *
 * @param id the tool's id: Alembic's revision, Flyway's version, or {@code R:description} for a repeatable one
 * @param parents the revisions directly before it; empty for a base, several for a merge
 * @param dependsOn Alembic's {@code depends_on}; empty for Flyway
 * @param labels branch labels
 * @param message one line, may be empty
 * @param file the script's path, or {@code null}
 * @param sha256 of the script's bytes, or {@code null}
 */
public record Revision(
        String id,
        List<String> parents,
        List<String> dependsOn,
        List<String> labels,
        String message,
        String file,
        String sha256) {

    public Revision {
        parents = List.copyOf(parents);
        dependsOn = List.copyOf(dependsOn);
        labels = List.copyOf(labels);
    }
}
