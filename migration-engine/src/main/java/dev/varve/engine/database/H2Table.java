package dev.varve.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One table whose rows stand in the database's own file.
 *
 * @param columns by name, invisible ones included
 * @param key the primary key's columns in order; empty if there is none
 */
record H2Table(String schema, String table, List<Column> columns, List<String> key) {

    /** A column; {@code sortable} unless its values may be of any length. */
    record Column(String name, boolean sortable) {}

    /** In {@code TABLES} a linked table is one too: its rows stand elsewhere. */
    private static final String TABLES = """
            SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES
            WHERE TABLE_TYPE = 'BASE TABLE' AND STORAGE_TYPE IN ('CACHED', 'MEMORY')
            AND TABLE_SCHEMA NOT IN ('INFORMATION_SCHEMA', 'information_schema', 'PG_CATALOG', 'pg_catalog')
            ORDER BY TABLE_SCHEMA, TABLE_NAME
            """;

    private static final String COLUMNS = """
            SELECT COLUMN_NAME, DATA_TYPE FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY COLUMN_NAME
            """;

    private static final String KEY = """
            SELECT K.COLUMN_NAME FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE K
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS C
            ON C.CONSTRAINT_SCHEMA = K.CONSTRAINT_SCHEMA AND C.CONSTRAINT_NAME = K.CONSTRAINT_NAME
            WHERE C.CONSTRAINT_TYPE = 'PRIMARY KEY' AND C.TABLE_SCHEMA = ? AND C.TABLE_NAME = ?
            ORDER BY K.ORDINAL_POSITION
            """;

    private static final List<String> UNSORTABLE =
            List.of("CHARACTER LARGE OBJECT", "BINARY LARGE OBJECT", "JSON", "JAVA_OBJECT", "GEOMETRY", "ARRAY", "ROW");

    static List<H2Table> all(Connection connection) throws SQLException {
        var rows = new H2Rows(connection);
        var tables = new ArrayList<H2Table>();
        for (var found : rows.of(TABLES)) {
            var schema = found.text("TABLE_SCHEMA");
            var table = found.text("TABLE_NAME");
            var columns = rows.of(COLUMNS, schema, table).stream()
                    .map(column ->
                            new Column(column.text("COLUMN_NAME"), !UNSORTABLE.contains(column.text("DATA_TYPE"))))
                    .toList();
            var key = rows.of(KEY, schema, table).stream()
                    .map(column -> column.text("COLUMN_NAME"))
                    .toList();
            tables.add(new H2Table(schema, table, columns, key));
        }
        return tables;
    }

    String name() {
        return H2Names.called(schema, table);
    }

    long count(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT COUNT(*) FROM " + H2Names.quoted(schema, table))) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Every column, in an order of rows that only their values decide: by the primary key, else by all columns that can be
     * compared. Rows that are equal in these stand in the order in which H2 keeps them.
     */
    String selection() {
        var all = columns.stream().map(column -> H2Names.quoted(column.name())).collect(Collectors.joining(", "));
        var order = key.isEmpty()
                ? Stream.concat(
                        columns.stream().filter(Column::sortable).map(column -> H2Names.quoted(column.name())),
                        Stream.of("_ROWID_"))
                : key.stream().map(H2Names::quoted);
        return "SELECT " + all + " FROM " + H2Names.quoted(schema, table)
                + order.collect(Collectors.joining(", ", " ORDER BY ", ""));
    }
}
