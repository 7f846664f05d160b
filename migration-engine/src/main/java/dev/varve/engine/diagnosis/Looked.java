package dev.varve.engine.diagnosis;

import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.tool.ToolLook;

/**
 * What was seen by looking at a database, and what the tool told on the way.
 *
 * @param schema without the tool's own tables; {@code null} if it could not be read
 */
public record Looked(Diagnosis diagnosis, ToolLook tool, Schema schema) {

    /** The same sight, told otherwise. */
    public Looked with(Diagnosis other) {
        return new Looked(other, tool, schema);
    }
}
