package dev.varve.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Copies a history from one store into another: events, leaves, roots and blobs as they are, under the same sequence. All of it or nothing,
 * in one transaction under the other store's write lock; a store that already holds the beginning receives the rest.
 */
public final class StoreCopy {

    private static final int BATCH = 200;
    private static final String EVENTS = "SELECT global_index, event_id, aggregate_id, sequence_number, aggregate_type,"
            + " recorded_at, payload_type, payload_revision, payload, metadata FROM domain_event"
            + " WHERE global_index > ? ORDER BY global_index";
    private static final String LEAVES =
            "SELECT leaf_index, leaf_hash, root_hash FROM merkle_leaf WHERE leaf_index >= ? ORDER BY leaf_index";
    private static final String BLOBS = "SELECT sha256, size_bytes, content FROM blob WHERE size_bytes >= ?";

    private final DurableEventStore source;
    private final DurableEventStore target;

    /** From a store into another that was opened for writing. */
    public StoreCopy(DurableEventStore source, DurableEventStore target) {
        this.source = source;
        this.target = target;
    }

    /**
     * Copies what the other store does not hold yet.
     *
     * @return how many events that was
     * @throws CopyRefused if the other store holds anything but the beginning of this history
     * @throws EventStoreUnavailable if one of them cannot be read or written: nothing was copied then
     */
    public long run() {
        var transaction = target.transactions().startTransaction();
        try {
            long copied = copy();
            transaction.commit();
            return copied;
        } catch (SQLException e) {
            transaction.rollback();
            throw target.errors().unavailable(e, "to copy the history", "run again: nothing was copied");
        } catch (RuntimeException e) {
            transaction.rollback();
            throw e;
        }
    }

    private long copy() throws SQLException {
        var there = target.log().head();
        if (!source.log().goesOnFrom(there)) {
            throw new CopyRefused(source.log().head(), there);
        }
        try (var from = source.snapshot();
                var to = target.connectionProvider().getConnection()) {
            var head = StoredHead.read(from);
            rows(from, to, BLOBS, 0, LogAppend.INSERT_BLOB, StoreCopy::blob);
            rows(from, to, EVENTS, there.size(), NewEvent.INSERT_EVENT, this::event);
            rows(from, to, LEAVES, there.size(), NewEvent.INSERT_LEAF, StoreCopy::leaf);
            head.write(to);
            return head.size() - there.size();
        }
    }

    private interface Row {
        void copy(ResultSet from, PreparedStatement to) throws SQLException;
    }

    private static void rows(Connection from, Connection to, String select, long after, String insert, Row row)
            throws SQLException {
        try (var reading = from.prepareStatement(select);
                var writing = to.prepareStatement(insert)) {
            reading.setFetchSize(BATCH);
            reading.setLong(1, after);
            try (var rows = reading.executeQuery()) {
                int waiting = 0;
                while (rows.next()) {
                    row.copy(rows, writing);
                    writing.addBatch();
                    waiting = (waiting + 1) % BATCH;
                    if (waiting == 0) {
                        writing.executeBatch();
                    }
                }
            }
            writing.executeBatch();
        }
    }

    private void event(ResultSet from, PreparedStatement to) throws SQLException {
        to.setLong(1, from.getLong(1));
        to.setString(2, from.getString(2));
        to.setString(3, from.getString(3));
        to.setLong(4, from.getLong(4));
        for (int text = 5; text <= 8; text++) {
            to.setString(text, from.getString(text));
        }
        to.setBytes(9, StoredBytes.of(from, 9));
        to.setBytes(10, StoredBytes.of(from, 10));
        target.transactions().appended(from.getString(2));
    }

    private static void leaf(ResultSet from, PreparedStatement to) throws SQLException {
        to.setLong(1, from.getLong(1));
        to.setBytes(2, from.getBytes(2));
        to.setBytes(3, from.getBytes(3));
    }

    private static void blob(ResultSet from, PreparedStatement to) throws SQLException {
        to.setString(1, from.getString(1));
        to.setLong(2, from.getLong(2));
        to.setBytes(3, StoredBytes.of(from, 3));
    }
}
