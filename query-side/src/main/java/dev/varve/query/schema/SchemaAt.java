package dev.varve.query.schema;

import java.util.List;

/**
 * The schema that a database was known to have at a moment.
 *
 * @param standing since when, and its fingerprint
 * @param objects by name; {@code null} if only its fingerprint is recorded
 */
public record SchemaAt(String target, Standing standing, List<SchemaObject> objects) {

    public SchemaAt {
        objects = objects == null ? null : List.copyOf(objects);
    }

    public String fingerprint() {
        return standing.fingerprint();
    }

    /** Whether the schema itself is recorded, not only its fingerprint. */
    public boolean isKept() {
        return objects != null;
    }
}
