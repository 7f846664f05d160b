package dev.varve.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The foreign keys of an H2 database, with the columns that they point at. */
final class H2ForeignKeys {

    private static final String ALL = """
            SELECT R.CONSTRAINT_SCHEMA, R.CONSTRAINT_NAME, R.UPDATE_RULE, R.DELETE_RULE,
            C.TABLE_SCHEMA, C.TABLE_NAME, C.COLUMN_NAME,
            P.TABLE_SCHEMA AS PARENT_SCHEMA, P.TABLE_NAME AS PARENT_TABLE, P.COLUMN_NAME AS PARENT_COLUMN
            FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS R
            JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE C
            ON C.CONSTRAINT_SCHEMA = R.CONSTRAINT_SCHEMA AND C.CONSTRAINT_NAME = R.CONSTRAINT_NAME
            JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE P
            ON P.CONSTRAINT_SCHEMA = R.UNIQUE_CONSTRAINT_SCHEMA AND P.CONSTRAINT_NAME = R.UNIQUE_CONSTRAINT_NAME
            AND P.ORDINAL_POSITION = C.POSITION_IN_UNIQUE_CONSTRAINT
            ORDER BY R.CONSTRAINT_SCHEMA, R.CONSTRAINT_NAME, C.ORDINAL_POSITION
            """;

    private final Connection connection;

    H2ForeignKeys(Connection connection) {
        this.connection = connection;
    }

    /** One key; {@code rows} are its column pairs in order. */
    record Key(List<H2Rows.Row> rows) {

        private H2Rows.Row first() {
            return rows.getFirst();
        }

        String name() {
            return first().text("CONSTRAINT_NAME");
        }

        String table() {
            return H2Names.called(first().text("TABLE_SCHEMA"), first().text("TABLE_NAME"));
        }

        String parent() {
            return H2Names.called(first().text("PARENT_SCHEMA"), first().text("PARENT_TABLE"));
        }

        List<String> columns() {
            return rows.stream().map(row -> row.text("COLUMN_NAME")).toList();
        }

        List<String> parentColumns() {
            return rows.stream().map(row -> row.text("PARENT_COLUMN")).toList();
        }

        /** What differs from doing nothing, such as {@code on delete cascade}. */
        String actions() {
            var update = first().text("UPDATE_RULE");
            var delete = first().text("DELETE_RULE");
            return (delete.equals("NO ACTION") || delete.equals("RESTRICT") ? "" : " on delete " + lower(delete))
                    + (update.equals("NO ACTION") || update.equals("RESTRICT") ? "" : " on update " + lower(update));
        }

        private static String lower(String rule) {
            return rule.toLowerCase(Locale.ROOT);
        }

        private String orphans() {
            var set = columns().stream()
                    .map(column -> "C." + H2Names.quoted(column) + " IS NOT NULL")
                    .collect(Collectors.joining(" AND "));
            var match = rows.stream()
                    .map(row -> "P." + H2Names.quoted(row.text("PARENT_COLUMN")) + " = C."
                            + H2Names.quoted(row.text("COLUMN_NAME")))
                    .collect(Collectors.joining(" AND "));
            return "SELECT COUNT(*) FROM " + H2Names.quoted(first().text("TABLE_SCHEMA"), first().text("TABLE_NAME"))
                    + " C WHERE " + set + " AND NOT EXISTS (SELECT 1 FROM "
                    + H2Names.quoted(first().text("PARENT_SCHEMA"), first().text("PARENT_TABLE")) + " P WHERE " + match
                    + ")";
        }
    }

    List<Key> all() throws SQLException {
        var keys = new LinkedHashMap<String, List<H2Rows.Row>>();
        for (var row : new H2Rows(connection).of(ALL)) {
            var name = H2Names.quoted(row.text("CONSTRAINT_SCHEMA"), row.text("CONSTRAINT_NAME"));
            keys.computeIfAbsent(name, key -> new ArrayList<>()).add(row);
        }
        return keys.values().stream().map(Key::new).toList();
    }

    /** How many rows break a key, by {@code table -> parent}; such rows come while referential integrity is off. */
    Map<String, Long> violations() throws SQLException {
        var violations = new TreeMap<String, Long>();
        for (var key : all()) {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(key.orphans())) {
                row.next();
                if (row.getLong(1) > 0) {
                    violations.merge(key.table() + " -> " + key.parent(), row.getLong(1), Long::sum);
                }
            }
        }
        return violations;
    }
}
