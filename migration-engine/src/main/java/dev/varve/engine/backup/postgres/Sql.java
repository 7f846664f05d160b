package dev.varve.engine.backup.postgres;

import dev.varve.engine.database.FirstColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Statements and questions, with every name and text quoted. */
final class Sql {

    private Sql() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** As the server quotes it, which knows whether a backslash stands for itself. */
    static String text(Connection connection, String text) throws SQLException {
        return one(connection, "SELECT pg_catalog.quote_literal(?)", text);
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row, or {@code null} if there is none. */
    static String one(Connection connection, String sql, Object... values) throws SQLException {
        var texts = texts(connection, sql, values);
        return texts.isEmpty() ? null : texts.getFirst();
    }

    /** The first column, as texts. */
    static List<String> texts(Connection connection, String sql, Object... values) throws SQLException {
        return FirstColumn.of(connection, sql, values);
    }
}
