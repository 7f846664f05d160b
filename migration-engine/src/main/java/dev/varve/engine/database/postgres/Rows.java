package dev.varve.engine.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks the server's catalog; answers are short. */
final class Rows {

    private final Connection connection;

    Rows(Connection connection) {
        this.connection = connection;
    }

    /** One row by the names of its columns. */
    record Row(Map<String, String> values) {

        /** {@code null} if it is. */
        String text(String column) {
            return values.get(column);
        }

        long number(String column) {
            var text = values.get(column);
            return text == null ? 0 : Long.parseLong(text);
        }
    }

    /** @param query a constant, or made of constants and quoted names */
    List<Row> of(String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var columns = rows.getMetaData();
            var found = new ArrayList<Row>();
            while (rows.next()) {
                var values = new HashMap<String, String>();
                for (var column = 1; column <= columns.getColumnCount(); column++) {
                    values.put(columns.getColumnLabel(column), rows.getString(column));
                }
                found.add(new Row(values));
            }
            return found;
        }
    }
}
