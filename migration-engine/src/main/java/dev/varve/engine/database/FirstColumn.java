package dev.varve.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a query answers where one column is all that is asked for. */
public final class FirstColumn {

    private FirstColumn() {}

    /**
     * Its texts, in the order of the rows.
     *
     * @param sql never made of anything but constants and quoted names
     * @param values of its parameters
     */
    public static List<String> of(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            try (var rows = statement.executeQuery()) {
                var texts = new ArrayList<String>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        }
    }
}
