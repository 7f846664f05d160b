package dev.varve.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks H2's {@code INFORMATION_SCHEMA}. */
final class H2Rows {

    private final Connection connection;

    H2Rows(Connection connection) {
        this.connection = connection;
    }

    /** One row; columns by their names in upper case, however the database writes them. */
    record Row(Map<String, String> values) {

        /** {@code null} if it is. */
        String text(String column) {
            return values.get(column);
        }

        boolean is(String column, String value) {
            return value.equals(values.get(column));
        }
    }

    List<Row> of(String query, String... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            for (var i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            var found = new ArrayList<Row>();
            try (var rows = statement.executeQuery()) {
                var columns = rows.getMetaData();
                while (rows.next()) {
                    var values = new HashMap<String, String>();
                    for (var i = 1; i <= columns.getColumnCount(); i++) {
                        values.put(columns.getColumnLabel(i).toUpperCase(Locale.ROOT), rows.getString(i));
                    }
                    found.add(new Row(values));
                }
            }
            return found;
        }
    }
}
