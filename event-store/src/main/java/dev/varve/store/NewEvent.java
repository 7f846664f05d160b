package dev.varve.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varve.store.merkle.EventLeaf;
import dev.varve.store.merkle.MerkleFrontier;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;

/** An event at its place in the log, with the leaf that covers it and the root that follows from the leaf. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NewEvent(
        long index,
        DomainEventMessage<?> message,
        SerializedObject<byte[]> payload,
        byte[] metadata,
        byte[] leafHash,
        byte[] rootHash) {

    static final String INTO_EVENTS = "INSERT INTO domain_event (global_index, event_id, aggregate_id,"
            + " sequence_number, aggregate_type, recorded_at, payload_type, payload_revision, payload, metadata) ";
    static final String EVENT = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?";
    static final String INTO_LEAVES = "INSERT INTO merkle_leaf (leaf_index, leaf_hash, root_hash) ";
    static final String LEAF = "?, ?, ?";
    static final String INSERT_EVENT = INTO_EVENTS + "VALUES (" + EVENT + ")";
    static final String INSERT_LEAF = INTO_LEAVES + "VALUES (" + LEAF + ")";
    static final int EVENT_PARAMETERS = 10;
    static final int LEAF_PARAMETERS = 3;

    /** The event at the next place, to which the frontier moves on. */
    static NewEvent next(MerkleFrontier frontier, DomainEventMessage<?> event, Serializer serializer) {
        var payload = event.serializePayload(serializer, byte[].class);
        var metadata = event.serializeMetaData(serializer, byte[].class).getData();
        var hash = leaf(event, payload, metadata).hash();
        frontier.append(hash);
        return new NewEvent(frontier.size(), event, payload, metadata, hash, frontier.root());
    }

    /** The same event at the next place of another tree; neither its texts nor its leaf depend on the place. */
    NewEvent at(MerkleFrontier frontier) {
        frontier.append(leafHash);
        return new NewEvent(frontier.size(), message, payload, metadata, leafHash, frontier.root());
    }

    private static EventLeaf leaf(DomainEventMessage<?> event, SerializedObject<byte[]> payload, byte[] metadata) {
        return new EventLeaf(
                utf8(event.getType()),
                utf8(event.getAggregateIdentifier()),
                event.getSequenceNumber(),
                utf8(event.getIdentifier()),
                utf8(payload.getType().getName()),
                utf8(payload.getType().getRevision()),
                utf8(DateTimeUtils.formatInstant(event.getTimestamp())),
                metadata,
                payload.getData());
    }

    /** The driver stores text as these bytes. */
    private static byte[] utf8(String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    /** Sets the parameters of {@link #INSERT_EVENT}, of which so many others stand before. */
    void setEvent(PreparedStatement insert, int before) throws SQLException {
        insert.setLong(before + 1, index);
        insert.setString(before + 2, message.getIdentifier());
        insert.setString(before + 3, message.getAggregateIdentifier());
        insert.setLong(before + 4, message.getSequenceNumber());
        insert.setString(before + 5, message.getType());
        insert.setString(before + 6, DateTimeUtils.formatInstant(message.getTimestamp()));
        insert.setString(before + 7, payload.getType().getName());
        insert.setString(before + 8, payload.getType().getRevision());
        insert.setBytes(before + 9, payload.getData());
        insert.setBytes(before + 10, metadata);
    }

    /** Likewise of {@link #INSERT_LEAF}. */
    void setLeaf(PreparedStatement insert, int before) throws SQLException {
        insert.setLong(before + 1, index - 1);
        insert.setBytes(before + 2, leafHash);
        insert.setBytes(before + 3, rootHash);
    }
}
