package dev.varve.store.merkle;

import java.nio.ByteBuffer;

/**
 * What a leaf covers: every column of an event, as its stored bytes. The global index is not among them, because the leaf's own place in
 * the tree is it (index = leaf + 1).
 *
 * @param aggregateType UTF-8; {@code null} if the event belongs to no aggregate
 * @param aggregateId UTF-8
 * @param aggregateSequence within the aggregate, from 0
 * @param eventId UTF-8
 * @param type the stable name, UTF-8
 * @param revision UTF-8; {@code null} if none is stored
 * @param at the time as stored, UTF-8
 * @param metadata as stored
 * @param payload as stored
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EventLeaf(
        byte[] aggregateType,
        byte[] aggregateId,
        long aggregateSequence,
        byte[] eventId,
        byte[] type,
        byte[] revision,
        byte[] at,
        byte[] metadata,
        byte[] payload) {

    /** The first byte of a leaf's data: which fields follow, in which order. */
    public static final byte FORMAT = 1;

    private static final int ABSENT = -1;

    /** The leaf's hash. */
    public byte[] hash() {
        return MerkleHash.leaf(bytes());
    }

    /** The format's number, then each field with its length before it; a length of -1 stands for {@code null}. */
    byte[] bytes() {
        byte[][] before = {aggregateType, aggregateId};
        byte[][] after = {eventId, type, revision, at, metadata, payload};
        var buffer = ByteBuffer.allocate(1 + Integer.BYTES + Long.BYTES + sizeOf(before) + sizeOf(after));
        buffer.put(FORMAT);
        put(before, buffer);
        buffer.putInt(Long.BYTES).putLong(aggregateSequence);
        put(after, buffer);
        return buffer.array();
    }

    private static int sizeOf(byte[][] fields) {
        int size = 0;
        for (var field : fields) {
            size = Math.addExact(size, Integer.BYTES + (field == null ? 0 : field.length));
        }
        return size;
    }

    private static void put(byte[][] fields, ByteBuffer buffer) {
        for (var field : fields) {
            if (field == null) {
                buffer.putInt(ABSENT);
            } else {
                buffer.putInt(field.length).put(field);
            }
        }
    }
}
