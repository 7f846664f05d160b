package dev.varve.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table as the pragmas tell it.
 *
 * @param name as stored
 * @param kind {@code table}, {@code virtual} or {@code shadow}
 * @param columns in the table's own order; empty for a virtual table whose module is not there
 */
record SqliteTable(String name, String kind, boolean withoutRowid, boolean strict, List<Column> columns) {

    /**
     * A column as the pragma tells it.
     *
     * @param key the place in the primary key from 1, or 0
     * @param hidden SQLite's number: 0 ordinary, 1 hidden, 2 virtual generated, 3 stored generated
     */
    record Column(String name, String type, boolean notNull, int key, int hidden) {

        boolean isStored() {
            return hidden == 0 || hidden == 3;
        }
    }

    boolean isVirtual() {
        return kind.equals("virtual");
    }

    /** Every table but SQLite's own, virtual tables' shadows included, sorted by name. */
    static List<SqliteTable> all(Connection connection) throws SQLException {
        var tables = new ArrayList<SqliteTable>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT name, type, wr, strict FROM pragma_table_list"
                        + " WHERE schema = 'main' AND type <> 'view' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                        + " ORDER BY name")) {
            while (rows.next()) {
                var name = rows.getString(1);
                var kind = rows.getString(2);
                tables.add(new SqliteTable(
                        name, kind, rows.getBoolean(3), rows.getBoolean(4), columns(connection, name, kind)));
            }
        }
        return tables;
    }

    /** The tables that hold rows of people's own: no shadows, and no virtual table whose module is not there. */
    static List<SqliteTable> readable(Connection connection) throws SQLException {
        return all(connection).stream()
                .filter(table ->
                        !table.kind().equals("shadow") && !table.columns().isEmpty())
                .toList();
    }

    private static List<Column> columns(Connection connection, String table, String kind) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo(?)")) {
            statement.setString(1, table);
            var columns = new ArrayList<Column>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(
                            rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getInt(4), rows.getInt(5)));
                }
            }
            return columns;
        } catch (SQLException noSuchModule) {
            if (kind.equals("virtual")) {
                return List.of();
            }
            throw noSuchModule;
        }
    }

    long count(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM main." + SqliteNames.quoted(name))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The columns whose values are stored, in the order of their names. */
    List<Column> storedColumns() {
        return columns.stream()
                .filter(Column::isStored)
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    /** All rows' stored values, in the table's own order. */
    String selection() {
        var names = storedColumns().stream()
                .map(column -> SqliteNames.quoted(column.name()))
                .collect(Collectors.joining(", "));
        return "SELECT " + names + " FROM main." + SqliteNames.quoted(name) + order();
    }

    private String order() {
        if (withoutRowid && !isVirtual()) {
            return columns.stream()
                    .filter(column -> column.key() > 0)
                    .sorted((one, other) -> Integer.compare(one.key(), other.key()))
                    .map(column -> SqliteNames.quoted(column.name()))
                    .collect(Collectors.joining(", ", " ORDER BY ", ""));
        }
        var taken = columns.stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return List.of("rowid", "_rowid_", "oid").stream()
                .filter(alias -> !taken.contains(alias) && !withoutRowid)
                .findFirst()
                .map(alias -> " ORDER BY " + alias)
                .orElse("");
    }
}
