package dev.varve.command.simulate;

import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Facet.Kind;
import dev.varve.engine.fingerprint.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A schema that is being written on: tables with their columns and indexes. */
final class SchemaDraft {

    private final Map<String, List<Facet>> tables = new LinkedHashMap<>();

    Schema schema() {
        return Schema.of(tables.values().stream().flatMap(List::stream).toList());
    }

    List<String> tables() {
        return List.copyOf(tables.keySet());
    }

    void createTable(String table) {
        var facets = new ArrayList<Facet>();
        facets.add(new Facet(Kind.TABLE, table, table, ""));
        facets.add(new Facet(Kind.COLUMN, table, "id", "INTEGER NOT NULL"));
        facets.add(new Facet(Kind.PRIMARY_KEY, table, "id", "PRIMARY KEY (id)"));
        tables.put(table, facets);
    }

    void dropTable(String table) {
        tables.remove(table);
    }

    void addColumn(String table, String column, String type) {
        tables.get(table).add(new Facet(Kind.COLUMN, table, column, type));
    }

    void addIndex(String table, String index, String column, boolean unique) {
        tables.get(table)
                .add(new Facet(
                        Kind.INDEX, table, index, (unique ? "UNIQUE " : "") + "ON " + table + " (" + column + ")"));
    }

    /** With the indexes on it. */
    void dropColumn(String table, String column) {
        tables.get(table)
                .removeIf(facet -> (facet.kind() == Kind.COLUMN && facet.name().equals(column))
                        || (facet.kind() == Kind.INDEX && facet.definition().endsWith("(" + column + ")")));
    }

    /** Those that may be dropped. */
    List<String> columns(String table) {
        return named(
                table, facet -> facet.kind() == Kind.COLUMN && !facet.name().equals("id"));
    }

    boolean hasColumn(String table, String column) {
        return columns(table).contains(column);
    }

    boolean hasIndex(String table, String index) {
        return named(table, facet -> facet.kind() == Kind.INDEX).contains(index);
    }

    private List<String> named(String table, Predicate<Facet> which) {
        return tables.get(table).stream().filter(which).map(Facet::name).toList();
    }
}
