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
        var connection = connections.borrow();
        try {
            execute(connection, "BEGIN IMMEDIATE");
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

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        execute(connection, "BEGIN");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
