package dev.varve.store;

import java.sql.Connection;
import java.sql.SQLException;

/** SQLite's write lock is taken at the start ({@code BEGIN IMMEDIATE}), so that appends are ordered as they commit. */
final class SqliteBoundary implements TransactionBoundary {

    private final StorePlace place;
    private final SqliteConnections connections;

    SqliteBoundary(StorePlace place, SqliteConnections connections) {
        this.place = place;
        this.connections = connections;
    }

    @Override
    public Connection begin() throws SQLException {
        place.requireUnmoved();
        return begin("BEGIN IMMEDIATE");
    }

    @Override
    public Connection beginSnapshot() throws SQLException {
        return begin("BEGIN");
    }

    private Connection begin(String sql) throws SQLException {
        var connection = connections.borrow();
        try {
            execute(connection, sql);
            return connection;
        } catch (SQLException e) {
            StoreConnections.discard(connection);
            throw e;
        }
    }

    @Override
    public void commit(Connection connection, String appendedEvent) throws SQLException {
        execute(connection, "COMMIT");
        place.requireUnmoved();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
