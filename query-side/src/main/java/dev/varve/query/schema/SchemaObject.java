package dev.varve.query.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A table, view, trigger or another thing that a schema holds by name, with all that belongs to it.
 *
 * @param kind such as {@code TABLE}; {@code OBJECT} if no part tells
 * @param name as named in the database
 * @param parts in the order in which a schema is told
 */
public record SchemaObject(String kind, String name, List<SchemaPart> parts) {

    /** What stands by itself, the likeliest first: a table's own columns may be called as it is. */
    static final List<String> KINDS = List.of(
            "TABLE",
            "VIEW",
            "TRIGGER",
            "INDEX",
            "SEQUENCE",
            "DOMAIN",
            "ROUTINE",
            "SCHEMA",
            "TYPE",
            "COLLATION",
            "EXTENSION",
            "RULE",
            "POLICY",
            "GRANT");

    private static final String UNTOLD = "OBJECT";

    public SchemaObject {
        parts = List.copyOf(parts);
    }

    /** The parts by the object that they belong to, by name. */
    static List<SchemaObject> of(List<SchemaPart> parts) {
        var byOwner = new TreeMap<String, List<SchemaPart>>();
        parts.forEach(part -> byOwner.computeIfAbsent(part.owner(), owner -> new ArrayList<>())
                .add(part));
        return byOwner.entrySet().stream()
                .map(entry -> new SchemaObject(kind(entry.getValue()), entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String kind(List<SchemaPart> parts) {
        return KINDS.stream()
                .filter(kind -> parts.stream().anyMatch(part -> part.kind().equals(kind) && part.isObject()))
                .findFirst()
                .orElse(UNTOLD);
    }
}
