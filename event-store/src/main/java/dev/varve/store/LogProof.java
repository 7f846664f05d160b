package dev.varve.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Proves that the log is whole: recomputes every leaf, every root and every blob's hash from the stored bytes, and holds them against the
 * stored leaves and the stored head.
 *
 * <p>Who rewrites events, leaves, roots and head alike is not found by this: that takes a root hash kept elsewhere.
 */
public final class LogProof {

    private final SqliteConnections connections;
    private final SqliteErrors errors;
    private final EventJson json;

    LogProof(SqliteConnections connections, SqliteErrors errors, EventJson json) {
        this.connections = connections;
        this.errors = errors;
        this.json = json;
    }

    /**
     * Reads the whole log once, streaming, as it stands at this moment; appends go on meanwhile.
     *
     * @throws EventStoreUnavailable if the store cannot be read
     */
    public LogVerdict verify() {
        try {
            var connection = connections.borrow();
            try {
                return verify(connection);
            } finally {
                SqliteConnections.discard(connection);
            }
        } catch (SQLException e) {
            throw errors.asUnavailable(e)
                    .orElseGet(() -> new EventStoreUnavailable(
                            "the tables of the log", e.getMessage(), "restore the store; keep this file", e));
        }
    }

    private LogVerdict verify(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            // One read transaction, so that every query sees the same log.
            statement.execute("BEGIN");
            try (var events = EventRows.all(connection);
                    var leaves = LeafRows.all(connection);
                    var blobs = new BlobProof(connection, json)) {
                return new LogWalk(StoredHead.read(connection), events, leaves, blobs, new LeafMismatch(connection))
                        .verdict();
            }
        }
    }
}
