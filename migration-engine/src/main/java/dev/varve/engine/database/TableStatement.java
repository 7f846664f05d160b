package dev.varve.engine.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a stored {@code CREATE TABLE} says beyond the pragmas: constraints with their names, collations, generated
 * expressions, conflict clauses (<a href="https://www.sqlite.org/lang_createtable.html">grammar</a>).
 */
final class TableStatement {

    /**
     * What a column's own clause says; every text canonical, empty if not said.
     *
     * @param generated the expression, with {@code stored} or {@code virtual}
     */
    record Column(String defaultValue, String collation, String notNullConflict, String generated) {}

    private static final Set<String> TABLE_LEVEL = Set.of("constraint", "primary", "unique", "check", "foreign");
    private static final Set<String> COLUMN_LEVEL = Set.of(
            "constraint",
            "primary",
            "not",
            "null",
            "unique",
            "check",
            "default",
            "collate",
            "references",
            "generated",
            "as");

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final List<TableConstraint> constraints = new ArrayList<>();

    private TableStatement() {}

    static TableStatement parse(String sql) {
        var statement = new TableStatement();
        var tokens = new SqlTokens(SqlTokenizer.tokens(sql));
        while (tokens.hasMore() && !tokens.atGroup()) {
            tokens.next();
        }
        SqlTokens.atCommas(tokens.group()).forEach(part -> statement.item(new SqlTokens(part)));
        return statement;
    }

    /** By canonical name. */
    Column column(String name) {
        return columns.getOrDefault(SqlToken.canonicalName(name), new Column("", "", "", ""));
    }

    List<TableConstraint> constraints() {
        return constraints;
    }

    private void item(SqlTokens item) {
        var first = item.peek();
        if (first.kind() == SqlToken.Kind.WORD && TABLE_LEVEL.contains(first.canonical())) {
            tableConstraints(item);
        } else {
            column(item);
        }
    }

    private void tableConstraints(SqlTokens item) {
        String name = null;
        while (item.hasMore()) {
            if (item.accept("constraint")) {
                name = item.next().text();
            } else if (item.accept("foreign", "key")) {
                constraints.add(Clauses.foreignKey(name, Clauses.names(item.group()), item));
                name = null;
            } else if (keyOrCheck(name, null, item)) {
                name = null;
            } else {
                item.next();
            }
        }
    }

    private void column(SqlTokens item) {
        var column = item.next().text();
        while (item.hasMore() && !startsConstraint(item.peek())) {
            item.next();
        }
        var clause = new Clauses.ColumnClause();
        String name = null;
        while (item.hasMore()) {
            if (item.accept("constraint")) {
                name = item.next().text();
            } else if (item.peek().isWord("references")) {
                constraints.add(Clauses.foreignKey(name, List.of(SqlToken.canonicalName(column)), item));
                name = null;
            } else if (keyOrCheck(name, column, item) || clause.read(item)) {
                name = null;
            } else {
                item.next();
            }
        }
        columns.put(SqlToken.canonicalName(column), clause.column());
    }

    private static boolean startsConstraint(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD && COLUMN_LEVEL.contains(token.canonical());
    }

    /** Reads a key or a check, for one column if it is given, otherwise for those in the parentheses. */
    private boolean keyOrCheck(String name, String column, SqlTokens item) {
        if (item.accept("primary", "key")) {
            var keys = column == null ? Clauses.indexed(item) : List.of(Clauses.ordered(column, item));
            var conflict = Clauses.conflict(item);
            var auto = item.accept("autoincrement") || keys.stream().anyMatch(key -> key.endsWith(" autoincrement"));
            keys = keys.stream().map(key -> key.replace(" autoincrement", "")).toList();
            constraints.add(new TableConstraint.PrimaryKey(name, keys, auto, conflict));
        } else if (item.accept("unique")) {
            var keys = column == null ? Clauses.indexed(item) : List.of(SqlToken.canonicalName(column));
            constraints.add(new TableConstraint.Unique(name, keys, Clauses.conflict(item)));
        } else if (item.accept("check")) {
            var expression = CanonicalSql.expression(item.group());
            constraints.add(new TableConstraint.Check(name, expression, Clauses.conflict(item)));
        } else {
            return false;
        }
        return true;
    }
}
