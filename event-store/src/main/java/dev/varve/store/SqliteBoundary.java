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
    public Begun begin() throws SQLException {
        place.requireUnmoved();
        return new Begun(begin("BEGIN IMMEDIATE"), null);
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

    /** Reading it costs next to nothing. */
    @Override
    public StoredHead likelyHead() {
        return null;
    }

    @Override
    public boolean appendAtOnce(LogAppend append) {
        return false;
    }

    @Override
    public boolean writesWithTheCommit() {
        return false;
    }

    @Override
    public void write(Connection connection, LogAppend append) throws SQLException {
        append.writeBlobs(connection);
        try (var insertEvent = connection.prepareStatement(NewEvent.INSERT_EVENT);
                var insertLeaf = connection.prepareStatement(NewEvent.INSERT_LEAF)) {
            append.writeEvents(event -> {
                event.setEvent(insertEvent, 0);
                insertEvent.executeUpdate();
                event.setLeaf(insertLeaf, 0);
                insertLeaf.executeUpdate();
            });
        }
        append.head().write(connection);
    }

    @Override
    public void commit(Connection connection, LogAppend waiting, String appendedEvent) throws SQLException {
        execute(connection, "COMMIT");
        place.requireUnmoved();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
