package dev.varve.query.schema;

/**
 * The smallest thing of a schema: that a table exists, one column with all its properties, one index.
 *
 * @param kind such as {@code COLUMN}
 * @param owner the table, view or trigger that it belongs to
 * @param name its own; the owner's for the owner itself
 * @param definition canonical SQL, without the name
 */
public record SchemaPart(String kind, String owner, String name, String definition) {

    /** Whether it is the object itself, not a part of one. */
    boolean isObject() {
        return name.equals(owner) && SchemaObject.KINDS.contains(kind);
    }
}
