package dev.varve.engine.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One table whose rows stand in the database itself: partitions each by themselves, what is partitioned not.
 *
 * @param columns in the order of their names
 * @param key the primary key's columns in order; empty if there is none
 */
record PostgresTable(String schema, String table, List<Column> columns, List<Column> key) {

    /**
     * @param binary whether it is {@code bytea}
     * @param collatable whether its order depends on a collation
     * @param numbersObjects whether its order is that of the server's own numbers, which a restored database has others of
     */
    record Column(String name, boolean binary, boolean collatable, boolean numbersObjects) {

        private static final int KEPT_WHOLE = 4096;

        /** The value as text, marked by a letter; a long one as its hash, so that no row is ever large here. */
        String cell() {
            var column = PostgresNames.quoted(name);
            return binary
                    ? "CASE WHEN octet_length(" + column + ") > " + KEPT_WHOLE + " THEN 'h' || encode(sha256(" + column
                            + "), 'hex') ELSE 't' || encode(" + column + ", 'hex') END"
                    : "CASE WHEN octet_length(" + column + "::text) > " + KEPT_WHOLE
                            + " THEN 'h' || encode(sha256(convert_to(" + column
                            + "::text, 'UTF8')), 'hex') ELSE 't' || " + column + "::text END";
        }

        private String ordered() {
            return PostgresNames.quoted(name)
                    + (numbersObjects ? "::text" : "")
                    + (collatable || numbersObjects ? " COLLATE pg_catalog.\"C\"" : "");
        }
    }

    private static final String COLUMNS = """
            SELECT n.nspname AS schema, c.relname AS table, a.attname AS column, a.atttypid = 'pg_catalog.bytea'::pg_catalog.regtype AS is_binary,
              a.attcollation <> 0 AS is_collatable,
              pg_catalog.format_type(a.atttypid, NULL) ~ '^reg[a-z]+$' AS numbers_objects, array_position(k.conkey, a.attnum) AS key_place
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
            WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend x
              WHERE x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = c.oid AND x.deptype = 'e')
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attname COLLATE "C"
            """;

    static List<PostgresTable> all(Connection connection) throws SQLException {
        var tables = new LinkedHashMap<List<String>, List<Rows.Row>>();
        for (var row : new Rows(connection).of(COLUMNS)) {
            tables.computeIfAbsent(List.of(row.text("schema"), row.text("table")), name -> new ArrayList<>())
                    .add(row);
        }
        return tables.values().stream().map(PostgresTable::of).toList();
    }

    private static PostgresTable of(List<Rows.Row> rows) {
        var first = rows.getFirst();
        var columns = rows.stream()
                .filter(row -> row.text("column") != null)
                .map(PostgresTable::column)
                .toList();
        var key = rows.stream()
                .filter(row -> row.text("key_place") != null)
                .sorted((one, other) -> Long.compare(one.number("key_place"), other.number("key_place")))
                .map(PostgresTable::column)
                .toList();
        return new PostgresTable(first.text("schema"), first.text("table"), columns, key);
    }

    private static Column column(Rows.Row row) {
        return new Column(
                row.text("column"),
                row.text("is_binary").equals("t"),
                row.text("is_collatable").equals("t"),
                row.text("numbers_objects").equals("t"));
    }

    String name() {
        return PostgresNames.called(schema, table);
    }

    /** How it stands behind {@code FROM}: without the rows of tables that inherit from it. */
    String from() {
        return "ONLY " + PostgresNames.quoted(schema, table);
    }

    /** Every column, in an order of rows that their values alone decide: the primary key's, else that of the whole row as text. */
    String selection() {
        if (columns.isEmpty()) {
            return "SELECT FROM " + from();
        }
        var cells = columns.stream().map(Column::cell).collect(Collectors.joining(", "));
        var order = key.isEmpty()
                ? "ROW("
                        + columns.stream()
                                .map(column -> PostgresNames.quoted(column.name()))
                                .collect(Collectors.joining(", "))
                        + ")::text COLLATE pg_catalog.\"C\""
                : key.stream().map(Column::ordered).collect(Collectors.joining(", "));
        return "SELECT " + cells + " FROM " + from() + " ORDER BY " + order;
    }
}
