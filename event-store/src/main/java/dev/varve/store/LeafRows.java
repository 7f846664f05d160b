package dev.varve.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The stored leaves in the order of their index, one at a time. */
final class LeafRows implements AutoCloseable {

    private static final int PAGE = 1000;

    private final PreparedStatement statement;
    private final ResultSet rows;
    private LeafRow current;

    private LeafRows(PreparedStatement statement) throws SQLException {
        this.statement = statement;
        statement.setFetchSize(PAGE);
        this.rows = statement.executeQuery();
        advance();
    }

    static LeafRows all(Connection connection) throws SQLException {
        return new LeafRows(connection.prepareStatement(
                "SELECT leaf_index, leaf_hash, root_hash FROM merkle_leaf ORDER BY leaf_index"));
    }

    /** {@code null} after the last. */
    LeafRow current() {
        return current;
    }

    void advance() throws SQLException {
        current = rows.next() ? new LeafRow(rows.getLong(1), StoredBytes.of(rows, 2), StoredBytes.of(rows, 3)) : null;
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            rows.close();
        }
    }

    /** One leaf; {@code root} is the tree's after it. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content
    record LeafRow(long index, byte[] hash, byte[] root) {

        /** The sequence of the event that it belongs to. */
        long sequence() {
            return index + 1;
        }
    }
}
