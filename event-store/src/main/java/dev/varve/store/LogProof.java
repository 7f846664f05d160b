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

    private final TransactionBoundary boundary;
    private final StoreErrors errors;
    private final EventJson json;

    LogProof(TransactionBoundary boundary, StoreErrors errors, EventJson json) {
        this.boundary = boundary;
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
            var connection = boundary.beginSnapshot();
            try {
                return verify(connection);
            } finally {
                StoreConnections.discard(connection);
            }
        } catch (SQLException e) {
            throw errors.unavailable(e, "the tables of the log", "restore the store; keep this one");
        }
    }

    private LogVerdict verify(Connection connection) throws SQLException {
        try (var events = EventRows.all(connection);
                var leaves = LeafRows.all(connection);
                var blobs = new BlobProof(connection, json)) {
            return new LogWalk(StoredHead.read(connection), events, leaves, blobs, new LeafMismatch(connection))
                    .verdict();
        }
    }
}
