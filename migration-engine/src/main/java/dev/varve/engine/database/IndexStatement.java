package dev.varve.engine.database;

import java.util.ArrayList;
import java.util.List;

/**
 * What a stored {@code CREATE INDEX} says.
 *
 * @param elements expressions, canonical, without collation
 * @param descending which of them run downwards
 * @param where the partial index's condition, or empty
 */
record IndexStatement(boolean unique, List<String> elements, List<Boolean> descending, String where) {

    static IndexStatement parse(String sql) {
        var tokens = new SqlTokens(SqlTokenizer.tokens(sql));
        tokens.accept("create");
        var unique = tokens.accept("unique");
        while (tokens.hasMore() && !tokens.atGroup()) {
            tokens.next();
        }
        var elements = new ArrayList<String>();
        var descending = new ArrayList<Boolean>();
        for (var part : SqlTokens.atCommas(tokens.group())) {
            descending.add(!part.isEmpty() && part.getLast().isWord("desc"));
            elements.add(element(part));
        }
        var where = tokens.accept("where") ? CanonicalSql.expression(tokens.rest()) : "";
        return new IndexStatement(unique, elements, descending, where);
    }

    private static String element(List<SqlToken> part) {
        var kept = new ArrayList<>(part);
        if (!kept.isEmpty() && (kept.getLast().isWord("desc") || kept.getLast().isWord("asc"))) {
            kept.removeLast();
        }
        if (kept.size() > 2 && kept.get(kept.size() - 2).isWord("collate")) {
            kept.subList(kept.size() - 2, kept.size()).clear();
        }
        return CanonicalSql.expression(kept);
    }

    /**
     * Everything that makes it equal to another.
     *
     * @param collations each element's, as SQLite resolved it from the index or from the column
     */
    String definition(List<String> collations) {
        var parts = new ArrayList<String>();
        for (var i = 0; i < elements.size(); i++) {
            var collation = i < collations.size() && collations.get(i) != null ? collations.get(i) : "BINARY";
            parts.add(elements.get(i)
                    + (collation.equalsIgnoreCase("BINARY") ? "" : " collate " + SqlToken.canonicalName(collation))
                    + (descending.get(i) ? " desc" : ""));
        }
        return (unique ? "unique " : "") + "(" + String.join(", ", parts) + ")"
                + (where.isEmpty() ? "" : " where " + where);
    }
}
