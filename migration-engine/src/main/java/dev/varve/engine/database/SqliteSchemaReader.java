package dev.varve.engine.database;

import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a schema canonically: pragmas for what they tell, the stored statements for the rest. SQLite's own tables, the
 * indexes behind constraints, and virtual tables' shadows are not counted.
 */
final class SqliteSchemaReader {

    private record Stored(String type, String name, String table, String sql) {}

    private final Connection connection;
    private final List<Facet> facets = new ArrayList<>();

    SqliteSchemaReader(Connection connection) {
        this.connection = connection;
    }

    Schema read() throws SQLException {
        var stored = stored();
        var statements = new HashMap<String, String>();
        stored.stream()
                .filter(entry -> entry.type().equals("table"))
                .forEach(entry -> statements.put(entry.name(), entry.sql()));
        var tables = SqliteTable.all(connection).stream()
                .filter(table -> !table.kind().equals("shadow"))
                .toList();
        var keys = primaryKeys(tables);
        for (var table : tables) {
            facets.addAll(new TableFacets(table, statements.getOrDefault(table.name(), ""), keys).all());
        }
        var tableNames = tables.stream().map(SqliteTable::name).toList();
        for (var entry : stored) {
            switch (entry.type()) {
                case "index" -> {
                    if (tableNames.contains(entry.table())) {
                        facets.add(index(entry));
                    }
                }
                case "view" -> facets.add(whole(Facet.Kind.VIEW, entry));
                case "trigger" -> facets.add(whole(Facet.Kind.TRIGGER, entry));
                default -> {
                    // tables were read above
                }
            }
        }
        return Schema.of(facets);
    }

    private List<Stored> stored() throws SQLException {
        var stored = new ArrayList<Stored>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL")) {
            while (rows.next()) {
                stored.add(new Stored(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
        }
        return stored;
    }

    private static Map<String, List<String>> primaryKeys(List<SqliteTable> tables) {
        var keys = new HashMap<String, List<String>>();
        for (var table : tables) {
            keys.put(
                    SqlToken.canonicalName(table.name()),
                    table.columns().stream()
                            .filter(column -> column.key() > 0)
                            .sorted((one, other) -> Integer.compare(one.key(), other.key()))
                            .map(column -> SqlToken.canonicalName(column.name()))
                            .toList());
        }
        return keys;
    }

    private Facet index(Stored entry) throws SQLException {
        var definition = IndexStatement.parse(entry.sql()).definition(collations(entry.name()));
        return new Facet(Facet.Kind.INDEX, entry.table(), entry.name(), definition);
    }

    private List<String> collations(String index) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT coll FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno")) {
            statement.setString(1, index);
            var collations = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    collations.add(rows.getString(1));
                }
            }
            return collations;
        }
    }

    private static Facet whole(Facet.Kind kind, Stored entry) {
        var tokens = new SqlTokens(SqlTokenizer.tokens(entry.sql()));
        tokens.accept("create");
        if (!tokens.accept("temp")) {
            tokens.accept("temporary");
        }
        tokens.accept(kind == Facet.Kind.VIEW ? "view" : "trigger");
        tokens.accept("if", "not", "exists");
        tokens.next();
        if (tokens.peek().isSymbol(".")) {
            tokens.next();
            tokens.next();
        }
        var definition = CanonicalSql.text(tokens.rest());
        if (kind == Facet.Kind.TRIGGER) {
            definition = definition.replaceFirst(" for each row ", " ");
        }
        return new Facet(kind, entry.name(), entry.name(), definition);
    }
}
