package dev.varve.engine.database;

import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads a schema canonically. H2 keeps every expression parsed and writes it in one way, so its own text is canonical. Names
 * that H2 made from a counter, indexes behind constraints, sequences behind identity columns, and where a sequence stands, are
 * not counted.
 */
final class H2SchemaReader {

    private final H2Rows rows;
    private final Connection connection;
    private final List<Facet> facets = new ArrayList<>();

    H2SchemaReader(Connection connection) {
        this.connection = connection;
        this.rows = new H2Rows(connection);
    }

    Schema read() throws SQLException {
        for (var schema : rows.of(H2Queries.SCHEMAS)) {
            var name = schema.text("SCHEMA_NAME");
            facets.add(new Facet(Facet.Kind.SCHEMA, name, name, ""));
        }
        tables();
        keys();
        foreignKeys();
        indexes();
        facets.addAll(new H2OtherObjects(rows).facets());
        return Schema.of(facets);
    }

    private void tables() throws SQLException {
        for (var row : rows.of(H2Queries.TABLES)) {
            var stored = row.is("STORAGE_TYPE", "CACHED") ? "" : lower(row.text("STORAGE_TYPE"));
            facets.add(new Facet(Facet.Kind.TABLE, table(row), table(row), stored));
        }
        for (var row : rows.of(H2Queries.COLUMNS)) {
            var definition = new H2Column(row).definition();
            facets.add(new Facet(Facet.Kind.COLUMN, table(row), row.text("COLUMN_NAME"), definition));
        }
    }

    private void keys() throws SQLException {
        for (var key : grouped(rows.of(H2Queries.KEYS), "CONSTRAINT_NAME")) {
            var first = key.getFirst();
            var name = first.text("CONSTRAINT_NAME");
            var columns = H2Names.list(
                    key.stream().map(row -> row.text("COLUMN_NAME")).toList());
            if (first.is("CONSTRAINT_TYPE", "PRIMARY KEY")) {
                var named = H2Names.isGenerated(name) ? "" : " named " + H2Names.written(name);
                facets.add(new Facet(Facet.Kind.PRIMARY_KEY, table(first), columns, columns + named));
            } else {
                facets.add(new Facet(
                        Facet.Kind.UNIQUE, table(first), nameOr(name, columns), columns + nullsDistinct(first)));
            }
        }
        for (var row : rows.of(H2Queries.CHECKS)) {
            var clause = row.text("CHECK_CLAUSE");
            facets.add(new Facet(Facet.Kind.CHECK, table(row), nameOr(row.text("CONSTRAINT_NAME"), clause), clause));
        }
    }

    private void foreignKeys() throws SQLException {
        for (var key : new H2ForeignKeys(connection).all()) {
            var text = H2Names.list(key.columns()) + " references " + H2Names.written(key.parent())
                    + H2Names.list(key.parentColumns());
            facets.add(new Facet(Facet.Kind.FOREIGN_KEY, key.table(), nameOr(key.name(), text), text + key.actions()));
        }
    }

    private void indexes() throws SQLException {
        for (var index : grouped(rows.of(H2Queries.INDEXES), "INDEX_NAME")) {
            var first = index.getFirst();
            var kind = first.text("INDEX_TYPE_NAME").replaceFirst(" ?INDEX$", "");
            var columns = index.stream().map(H2SchemaReader::indexed).collect(Collectors.joining(", ", "(", ")"));
            var definition = (kind.isEmpty() ? "" : lower(kind) + " ") + columns + nullsDistinct(first);
            facets.add(new Facet(
                    Facet.Kind.INDEX, table(first), nameOr(first.text("INDEX_NAME"), definition), definition));
        }
    }

    private static String indexed(H2Rows.Row row) {
        var descending = row.is("ORDERING_SPECIFICATION", "DESC") ? " desc" : "";
        return H2Names.written(row.text("COLUMN_NAME")) + descending;
    }

    /** Only said where it is not SQL's default, under which nulls never collide. */
    private static String nullsDistinct(H2Rows.Row row) {
        var said = row.text("NULLS_DISTINCT");
        return said == null || said.equals("YES") ? "" : " nulls distinct " + lower(said);
    }

    private static List<List<H2Rows.Row>> grouped(List<H2Rows.Row> rows, String name) {
        var groups = new LinkedHashMap<String, List<H2Rows.Row>>();
        for (var row : rows) {
            groups.computeIfAbsent(H2Names.quoted(row.text("TABLE_SCHEMA"), row.text(name)), key -> new ArrayList<>())
                    .add(row);
        }
        return List.copyOf(groups.values());
    }

    private static String table(H2Rows.Row row) {
        return H2Names.called(row.text("TABLE_SCHEMA"), row.text("TABLE_NAME"));
    }

    private static String nameOr(String name, String text) {
        return H2Names.isGenerated(name) ? text : name;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
