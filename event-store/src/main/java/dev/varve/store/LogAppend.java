package dev.varve.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varve.store.merkle.EventLeaf;
import dev.varve.store.merkle.MerkleFrontier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;

/** One append to the log, inside a transaction that holds the write lock: events, their leaves, and the new head. */
final class LogAppend implements AutoCloseable {

    static final String INSERT_EVENT = "INSERT INTO domain_event (global_index, event_id, aggregate_id,"
            + " sequence_number, aggregate_type, recorded_at, payload_type, payload_revision, payload, metadata)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String INSERT_LEAF = "INSERT INTO merkle_leaf (leaf_index, leaf_hash, root_hash) VALUES (?, ?, ?)";
    static final String INSERT_BLOB =
            "INSERT INTO blob (sha256, size_bytes, content) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING";
    private static final String UPDATE_HEAD = "UPDATE log_head SET size = ?, root_hash = ?, frontier = ?";

    private final Connection connection;
    private final MerkleFrontier frontier;
    private final PreparedStatement insertEvent;
    private final PreparedStatement insertLeaf;

    private LogAppend(Connection connection) throws SQLException {
        this.connection = connection;
        this.frontier = storedFrontier(connection);
        this.insertEvent = connection.prepareStatement(INSERT_EVENT);
        this.insertLeaf = connection.prepareStatement(INSERT_LEAF);
    }

    /** Takes the connection over. */
    static LogAppend on(Connection connection) throws SQLException {
        return new LogAppend(connection);
    }

    private static MerkleFrontier storedFrontier(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var head = statement.executeQuery("SELECT size, frontier FROM log_head")) {
            if (!head.next()) {
                throw new EventStoreUnavailable(
                        "the head of the log", "no such row", "run varve verify: the log was altered", null);
            }
            var peaks = head.getBytes(2);
            return MerkleFrontier.of(head.getLong(1), peaks == null ? new byte[0] : peaks);
        } catch (IllegalArgumentException e) {
            throw new EventStoreUnavailable(
                    "a head that fits the log", e.getMessage(), "run varve verify: the log was altered", e);
        }
    }

    void blobs(Map<String, byte[]> contents) throws SQLException {
        if (contents.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(INSERT_BLOB)) {
            for (var blob : contents.entrySet()) {
                insert.setString(1, blob.getKey());
                insert.setLong(2, blob.getValue().length);
                insert.setBytes(3, blob.getValue());
                insert.executeUpdate();
            }
        }
    }

    void event(DomainEventMessage<?> event, Serializer serializer) throws SQLException {
        var payload = event.serializePayload(serializer, byte[].class);
        var metadata = event.serializeMetaData(serializer, byte[].class).getData();
        var at = DateTimeUtils.formatInstant(event.getTimestamp());
        insertEvent.setLong(1, frontier.size() + 1);
        insertEvent.setString(2, event.getIdentifier());
        insertEvent.setString(3, event.getAggregateIdentifier());
        insertEvent.setLong(4, event.getSequenceNumber());
        insertEvent.setString(5, event.getType());
        insertEvent.setString(6, at);
        insertEvent.setString(7, payload.getType().getName());
        insertEvent.setString(8, payload.getType().getRevision());
        insertEvent.setBytes(9, payload.getData());
        insertEvent.setBytes(10, metadata);
        insertEvent.executeUpdate();
        leaf(new EventLeaf(
                utf8(event.getType()),
                utf8(event.getAggregateIdentifier()),
                event.getSequenceNumber(),
                utf8(event.getIdentifier()),
                utf8(payload.getType().getName()),
                utf8(payload.getType().getRevision()),
                utf8(at),
                metadata,
                payload.getData()));
    }

    private void leaf(EventLeaf leaf) throws SQLException {
        var hash = leaf.hash();
        insertLeaf.setLong(1, frontier.size());
        frontier.append(hash);
        insertLeaf.setBytes(2, hash);
        insertLeaf.setBytes(3, frontier.root());
        insertLeaf.executeUpdate();
    }

    void head() throws SQLException {
        updateHead(connection, new StoredHead(frontier.size(), frontier.root(), frontier.encoded()));
    }

    static void updateHead(Connection connection, StoredHead head) throws SQLException {
        try (var update = connection.prepareStatement(UPDATE_HEAD)) {
            update.setLong(1, head.size());
            update.setBytes(2, head.root());
            update.setBytes(3, head.frontier());
            update.executeUpdate();
        }
    }

    /** The driver stores text as these bytes. */
    private static byte[] utf8(String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                insertEvent) {
            insertLeaf.close();
        }
    }
}
