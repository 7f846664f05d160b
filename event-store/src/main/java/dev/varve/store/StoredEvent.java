package dev.varve.store;

import java.time.Instant;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;

/** A row of the log as the upcasters take it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredEvent(
        String eventId,
        String aggregateType,
        String aggregateId,
        long aggregateSequence,
        Instant at,
        String type,
        String revision,
        byte[] payload,
        byte[] metadata)
        implements DomainEventData<byte[]> {

    @Override
    public String getEventIdentifier() {
        return eventId;
    }

    @Override
    public Instant getTimestamp() {
        return at;
    }

    @Override
    public SerializedObject<byte[]> getMetaData() {
        return new SerializedMetaData<>(metadata, byte[].class);
    }

    @Override
    public SerializedObject<byte[]> getPayload() {
        return new SimpleSerializedObject<>(payload, byte[].class, type, revision);
    }

    @Override
    public String getType() {
        return aggregateType;
    }

    @Override
    public String getAggregateIdentifier() {
        return aggregateId;
    }

    @Override
    public long getSequenceNumber() {
        return aggregateSequence;
    }
}
