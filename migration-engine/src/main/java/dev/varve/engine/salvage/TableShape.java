package dev.varve.engine.salvage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How a table's rows are stored, as the new file's pragmas tell it once the table is made there.
 *
 * @param columns those that a stored row has, in their order there
 * @param rowidName a name under which the rowid can be written; {@code null} without rowids, or if columns took every name
 */
record TableShape(String name, boolean withoutRowid, List<Column> columns, String rowidName) {

    /**
     * A stored column.
     *
     * @param isRowid whether it is the rowid by another name, and stored as NULL
     * @param isGenerated whether SQLite computes it
     * @param isText whether no number is ever stored in it
     */
    record Column(String name, boolean notNull, int key, boolean isRowid, boolean isGenerated, boolean isText) {}

    static TableShape of(Connection connection, String table) throws SQLException {
        var withoutRowid =
                number(connection, "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?", table) != 0;
        var keyColumns = number(connection, "SELECT count(*) FROM pragma_table_info(?) WHERE pk > 0", table);
        var keyIndexes = number(connection, "SELECT count(*) FROM pragma_index_list(?) WHERE origin = 'pk'", table);
        var columns = columns(connection, table, !withoutRowid && keyColumns == 1 && keyIndexes == 0);
        var rowidName = withoutRowid ? null : rowidName(columns);
        if (withoutRowid) {
            // in such a table the key's columns are stored before the others
            columns.sort(Comparator.comparingInt(column -> column.key() == 0 ? Integer.MAX_VALUE : column.key()));
        }
        return new TableShape(table, withoutRowid, List.copyOf(columns), rowidName);
    }

    private static List<Column> columns(Connection connection, String table, boolean keyMayBeRowid)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo(?) WHERE hidden IN (0, 3) ORDER BY cid")) {
            statement.setString(1, table);
            var columns = new ArrayList<Column>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var type = String.valueOf(rows.getString(2)).toUpperCase(Locale.ROOT);
                    var isRowid = keyMayBeRowid && rows.getInt(4) > 0 && type.equals("INTEGER");
                    columns.add(new Column(
                            rows.getString(1),
                            rows.getBoolean(3),
                            rows.getInt(4),
                            isRowid,
                            rows.getInt(5) != 0,
                            isText(type)));
                }
            }
            return columns;
        }
    }

    /** SQLite's rule for text affinity ("Datatypes In SQLite", section 3.1). */
    private static boolean isText(String type) {
        return !type.contains("INT") && (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT"));
    }

    private static String rowidName(List<Column> columns) {
        return columns.stream()
                .filter(Column::isRowid)
                .map(Column::name)
                .findFirst()
                .orElseGet(() -> List.of("rowid", "_rowid_", "oid").stream()
                        .filter(alias -> columns.stream()
                                .noneMatch(column -> column.name().equalsIgnoreCase(alias)))
                        .findFirst()
                        .orElse(null));
    }

    private static long number(Connection connection, String sql, String table) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /** Whether a row of this table could look so: asked of rows that nothing says the table of. */
    boolean fits(List<Object> values) {
        if (withoutRowid || values.isEmpty() || values.size() > columns.size()) {
            return false;
        }
        for (var index = 0; index < values.size(); index++) {
            var column = columns.get(index);
            var value = values.get(index);
            var fits = column.isRowid()
                    ? value == null
                    : !(column.notNull() && value == null) && !(column.isText() && value instanceof Number);
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
