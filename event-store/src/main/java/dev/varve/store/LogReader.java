package dev.varve.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.jdbc.ConnectionProvider;

/** Queries on the store. */
final class LogReader {

    private final ConnectionProvider connections;
    private final StoreErrors errors;

    LogReader(ConnectionProvider connections, StoreErrors errors) {
        this.connections = connections;
        this.errors = errors;
    }

    /** How a row becomes a value. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> list(String sql, List<?> parameters, Row<T> row) {
        try (var connection = connections.getConnection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (var rows = statement.executeQuery()) {
                var values = new ArrayList<T>();
                while (rows.next()) {
                    values.add(row.read(rows));
                }
                return values;
            }
        } catch (SQLException e) {
            throw errors.unavailable(e, "to read the log", "run varve verify: it tells what is wrong");
        }
    }

    private static void bind(PreparedStatement statement, List<?> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }
}
