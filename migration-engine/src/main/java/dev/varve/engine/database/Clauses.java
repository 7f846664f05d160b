package dev.varve.engine.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the clauses that table and column constraints are made of. */
final class Clauses {

    private Clauses() {}

    /** Collects what a column's clause says beyond its constraints. */
    static final class ColumnClause {

        private String defaultValue = "";
        private String collation = "";
        private String notNullConflict = "";
        private String generated = "";

        /** Reads the next clause if it is one of a column's own. */
        boolean read(SqlTokens item) {
            if (item.accept("not", "null")) {
                notNullConflict = conflict(item);
            } else if (item.accept("null")) {
                conflict(item);
            } else if (item.accept("default")) {
                defaultValue = defaultValue(item);
            } else if (item.accept("collate")) {
                collation = SqlToken.canonicalName(item.next().text());
            } else if (item.accept("generated", "always", "as") || item.accept("as")) {
                generated = CanonicalSql.expression(item.group()) + (item.accept("stored") ? " stored" : " virtual");
                item.accept("virtual");
            } else {
                return false;
            }
            return true;
        }

        TableStatement.Column column() {
            return new TableStatement.Column(defaultValue, collation, notNullConflict, generated);
        }
    }

    /** {@code DEFAULT NULL} is no default. A word in double quotes is a string here, as SQLite takes it. */
    static String defaultValue(SqlTokens item) {
        var value = new ArrayList<SqlToken>();
        if (item.atGroup()) {
            value.addAll(item.group());
        } else {
            if (item.peek().isSymbol("+") || item.peek().isSymbol("-")) {
                value.add(item.next());
            }
            var token = item.next();
            value.add(token.kind() == SqlToken.Kind.QUOTED ? new SqlToken(SqlToken.Kind.STRING, token.text()) : token);
        }
        if (value.size() == 2 && value.getFirst().isSymbol("+")) {
            value.removeFirst();
        }
        var text = CanonicalSql.expression(value);
        return text.equals("null") ? "" : text;
    }

    /** The non-default way of resolving a conflict, or empty. */
    static String conflict(SqlTokens item) {
        if (!item.accept("on", "conflict")) {
            return "";
        }
        var resolution = item.next().canonical();
        return resolution.equals("abort") ? "" : resolution;
    }

    static List<String> names(List<SqlToken> list) {
        return SqlTokens.atCommas(list).stream()
                .map(part -> SqlToken.canonicalName(part.getFirst().text()))
                .toList();
    }

    /** The columns in a key's parentheses, each with collation and order if they are not the default. */
    static List<String> indexed(SqlTokens item) {
        return SqlTokens.atCommas(item.group()).stream().map(Clauses::indexed).toList();
    }

    private static String indexed(List<SqlToken> part) {
        var kept = new ArrayList<>(part);
        if (!kept.isEmpty() && kept.getLast().isWord("asc")) {
            kept.removeLast();
        }
        if (!kept.isEmpty() && kept.getFirst().kind() == SqlToken.Kind.STRING) {
            kept.set(0, new SqlToken(SqlToken.Kind.QUOTED, kept.getFirst().text()));
        }
        return CanonicalSql.text(kept);
    }

    static String ordered(String column, SqlTokens item) {
        item.accept("asc");
        return SqlToken.canonicalName(column) + (item.accept("desc") ? " desc" : "");
    }

    /** From {@code REFERENCES} on. */
    static TableConstraint.ForeignKey foreignKey(String name, List<String> columns, SqlTokens item) {
        item.accept("references");
        var target = SqlToken.canonicalName(item.next().text());
        var targetColumns = item.atGroup() ? names(item.group()) : List.<String>of();
        var actions = new TreeSet<String>();
        while (action(item, actions)) {
            // each call reads one action
        }
        return new TableConstraint.ForeignKey(name, columns, target, targetColumns, String.join(" ", actions));
    }

    private static boolean action(SqlTokens item, Set<String> actions) {
        if (item.peek().isWord("on")
                && (item.peek(1).isWord("delete") || item.peek(1).isWord("update"))) {
            item.next();
            var event = item.next().canonical();
            var reaction = reaction(item);
            if (!reaction.equals("no action")) {
                actions.add("on " + event + " " + reaction);
            }
        } else if (item.accept("match")) {
            var match = item.next().canonical();
            if (!match.equals("simple")) {
                actions.add("match " + match);
            }
        } else {
            return deferral(item, actions);
        }
        return true;
    }

    private static String reaction(SqlTokens item) {
        var first = item.next().canonical();
        return first.equals("set") || first.equals("no")
                ? first + " " + item.next().canonical()
                : first;
    }

    /** Only {@code INITIALLY DEFERRED} differs from immediate. */
    private static boolean deferral(SqlTokens item, Set<String> actions) {
        var not = item.accept("not", "deferrable");
        if (!not && !item.accept("deferrable")) {
            return false;
        }
        if (item.accept("initially", "deferred") && !not) {
            actions.add("deferred");
        }
        item.accept("initially", "immediate");
        return true;
    }
}
