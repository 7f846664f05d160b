package dev.varve.engine.database;

import dev.varve.engine.fingerprint.Facet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The facets of one table. The order of columns does not count: it depends on whether a column came with the table or
 * later, and programs address columns by name.
 */
final class TableFacets {

    private final SqliteTable table;
    private final String sql;
    private final TableStatement statement;
    private final Map<String, List<String>> primaryKeys;
    private final List<Facet> facets = new ArrayList<>();

    TableFacets(SqliteTable table, String sql, Map<String, List<String>> primaryKeys) {
        this.table = table;
        this.sql = sql;
        this.statement = TableStatement.parse(table.isVirtual() ? "" : sql);
        this.primaryKeys = primaryKeys;
    }

    List<Facet> all() {
        add(Facet.Kind.TABLE, table.name(), tableDefinition());
        table.columns().stream()
                .filter(column -> column.hidden() != 1)
                .forEach(column -> add(Facet.Kind.COLUMN, column.name(), columnDefinition(column)));
        statement.constraints().forEach(this::constraint);
        return facets;
    }

    private void add(Facet.Kind kind, String name, String definition) {
        facets.add(new Facet(kind, table.name(), name, definition));
    }

    private String tableDefinition() {
        if (table.isVirtual()) {
            var tokens = new SqlTokens(SqlTokenizer.tokens(sql));
            while (tokens.hasMore() && !tokens.peek().isWord("using")) {
                tokens.next();
            }
            return "virtual " + CanonicalSql.text(tokens.rest());
        }
        var words = new ArrayList<String>();
        if (table.withoutRowid()) {
            words.add("without rowid");
        }
        if (table.strict()) {
            words.add("strict");
        }
        return String.join(", ", words);
    }

    private String columnDefinition(SqliteTable.Column column) {
        var clause = statement.column(column.name());
        var words = new ArrayList<String>();
        var type = CanonicalSql.text(SqlTokenizer.tokens(column.type())).toUpperCase(Locale.ROOT);
        if (!type.isEmpty()) {
            words.add(type);
        }
        if (column.notNull()) {
            words.add("NOT NULL"
                    + (clause.notNullConflict().isEmpty() ? "" : " on conflict " + clause.notNullConflict()));
        }
        if (!clause.defaultValue().isEmpty()) {
            words.add("DEFAULT " + clause.defaultValue());
        }
        if (!clause.collation().isEmpty() && !clause.collation().equals("binary")) {
            words.add("COLLATE " + clause.collation());
        }
        if (!clause.generated().isEmpty()) {
            words.add("AS " + clause.generated());
        }
        return String.join(" ", words);
    }

    private void constraint(TableConstraint constraint) {
        switch (constraint) {
            case TableConstraint.PrimaryKey key -> {
                var columns = list(key.columns());
                var rest =
                        (key.autoincrement() ? " autoincrement" : "") + onConflict(key.conflict()) + named(key.name());
                add(Facet.Kind.PRIMARY_KEY, columns, columns + rest);
            }
            case TableConstraint.Unique unique -> {
                var columns = list(unique.columns());
                add(Facet.Kind.UNIQUE, nameOr(unique.name(), columns), columns + onConflict(unique.conflict()));
            }
            case TableConstraint.Check check ->
                add(
                        Facet.Kind.CHECK,
                        nameOr(check.name(), check.expression()),
                        check.expression() + onConflict(check.conflict()));
            case TableConstraint.ForeignKey key -> foreignKey(key);
        }
    }

    private void foreignKey(TableConstraint.ForeignKey key) {
        var targets =
                key.targetColumns().isEmpty() ? primaryKeys.getOrDefault(key.target(), List.of()) : key.targetColumns();
        var text = list(key.columns()) + " references " + key.target() + list(targets);
        add(
                Facet.Kind.FOREIGN_KEY,
                nameOr(key.name(), text),
                key.actions().isEmpty() ? text : text + " " + key.actions());
    }

    private static String nameOr(String name, String text) {
        return name == null ? text : name;
    }

    private static String named(String name) {
        return name == null ? "" : " named " + SqlToken.canonicalName(name);
    }

    private static String onConflict(String conflict) {
        return conflict.isEmpty() ? "" : " on conflict " + conflict;
    }

    private static String list(List<String> columns) {
        return "(" + String.join(", ", columns) + ")";
    }
}
