package dev.varve.engine.salvage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes rows into one table of the new file, each as it was stored. What a constraint does not admit is counted and left out. */
final class RowWriter implements AutoCloseable {

    private final Connection connection;
    private final TableShape shape;
    private final Map<Integer, PreparedStatement> byWidth = new HashMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private long written;

    RowWriter(Connection connection, TableShape shape) {
        this.connection = connection;
        this.shape = shape;
    }

    long written() {
        return written;
    }

    Map<String, Long> refused() {
        return refused;
    }

    /** Writes one row; its rowid is {@code null} in a table without. */
    void write(Long rowid, List<Object> values) {
        try {
            if (values.isEmpty() || values.size() > shape.columns().size()) {
                throw new SQLException("a row of " + values.size() + " values for "
                        + shape.columns().size() + " columns");
            }
            var statement = statement(values.size());
            var place = 1;
            if (shape.rowidName() != null && rowid != null) {
                statement.setLong(place++, rowid);
            }
            for (var index = 0; index < values.size(); index++) {
                if (isWritten(shape.columns().get(index))) {
                    place = bind(statement, place, values.get(index));
                }
            }
            statement.executeUpdate();
            written++;
        } catch (SQLException notAdmitted) {
            refused.merge(inWords(notAdmitted), 1L, Long::sum);
        }
    }

    private static boolean isWritten(TableShape.Column column) {
        return !column.isGenerated() && !column.isRowid();
    }

    /** Text goes in as its bytes, marked by a 1 before them: no character set in between. */
    private static int bind(PreparedStatement statement, int place, Object value) throws SQLException {
        statement.setInt(place, value instanceof RowValues.StoredText ? 1 : 0);
        switch (value) {
            case null -> statement.setNull(place + 1, Types.NULL);
            case Long number -> statement.setLong(place + 1, number);
            case Double number -> statement.setDouble(place + 1, number);
            case RowValues.StoredText text -> statement.setBytes(place + 1, text.bytes());
            default -> statement.setBytes(place + 1, (byte[]) value);
        }
        return place + 2;
    }

    /** A row that was stored before columns were added is shorter: they keep their defaults. */
    private PreparedStatement statement(int width) throws SQLException {
        var known = byWidth.get(width);
        if (known != null) {
            return known;
        }
        var columns = new ArrayList<String>();
        var values = new ArrayList<String>();
        if (shape.rowidName() != null) {
            columns.add(quoted(shape.rowidName()));
            values.add("?1");
        }
        var place = 1 + columns.size();
        for (var column : shape.columns().subList(0, width)) {
            if (isWritten(column)) {
                columns.add(quoted(column.name()));
                values.add(value(place));
                place += 2;
            }
        }
        // ABORT, whatever the table's own constraints would do: they may roll everything back
        var prepared = connection.prepareStatement("INSERT OR ABORT INTO main." + quoted(shape.name()) + " ("
                + String.join(", ", columns) + ") VALUES (" + String.join(", ", values) + ")");
        byWidth.put(width, prepared);
        return prepared;
    }

    private static String value(int place) {
        return "iif(?" + place + ", CAST(?" + (place + 1) + " AS TEXT), ?" + (place + 1) + ")";
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** SQLite's own words, without the driver's around them; they name columns and no values. */
    static String inWords(SQLException failed) {
        var message = String.valueOf(failed.getMessage());
        var open = message.lastIndexOf(" (");
        return message.startsWith("[SQLITE_") && open > 0 && message.endsWith(")")
                ? message.substring(open + 2, message.length() - 1)
                : message;
    }

    @Override
    public void close() throws SQLException {
        for (var statement : byWidth.values()) {
            statement.close();
        }
    }
}
