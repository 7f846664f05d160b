package dev.varve.engine.salvage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Decodes a record (Database File Format, section 2.1) to {@code null}, {@link Long}, {@link Double}, {@code byte[]} for a BLOB, or
 * {@link StoredText}.
 */
final class RowValues {

    /** Text as its bytes, in the database's encoding and perhaps not well-formed. */
    static final class StoredText {

        private final byte[] bytes;

        StoredText(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    private static final int MOST_COLUMNS = 32_767;

    private RowValues() {}

    static List<Object> of(ByteBuffer payload) throws Malformed {
        var length = Varint.at(payload, 0);
        if (length.value() < length.bytes() || length.value() > payload.limit()) {
            throw new Malformed("holds a row whose head is longer than the row");
        }
        var types = new ArrayList<Long>();
        for (int place = length.bytes(); place < length.value(); ) {
            var type = Varint.at(payload, place);
            types.add(type.value());
            place += type.bytes();
            if (place > length.value() || types.size() > MOST_COLUMNS) {
                throw new Malformed("holds a row whose head does not end");
            }
        }
        return values(payload, (int) length.value(), types);
    }

    private static List<Object> values(ByteBuffer payload, int from, List<Long> types) throws Malformed {
        var values = new ArrayList<Object>(types.size());
        var place = from;
        for (long type : types) {
            var size = size(type);
            if (size > payload.limit() - place) {
                throw new Malformed("holds a row whose values are longer than the row");
            }
            values.add(value(payload, place, type, (int) size));
            place += (int) size;
        }
        if (place != payload.limit()) {
            throw new Malformed("holds a row with " + (payload.limit() - place) + " bytes that no value takes");
        }
        return Collections.unmodifiableList(values);
    }

    private static long size(long type) throws Malformed {
        if (type < 0 || type == 10 || type == 11) {
            throw new Malformed("holds a value of a type that there is not: " + type);
        }
        if (type >= 12) {
            return (type - 12) / 2;
        }
        return switch ((int) type) {
            case 0, 8, 9 -> 0;
            case 5 -> 6;
            case 6, 7 -> 8;
            default -> type;
        };
    }

    private static Object value(ByteBuffer payload, int place, long type, int size) {
        if (type >= 12) {
            var bytes = new byte[size];
            payload.get(place, bytes);
            return type % 2 == 0 ? bytes : new StoredText(bytes);
        }
        return switch ((int) type) {
            case 0 -> null;
            case 7 -> payload.getDouble(place);
            case 8 -> 0L;
            case 9 -> 1L;
            default -> integer(payload, place, size);
        };
    }

    private static Long integer(ByteBuffer payload, int place, int size) {
        long value = payload.get(place);
        for (var octet = 1; octet < size; octet++) {
            value = value << 8 | (payload.get(place + octet) & 0xff);
        }
        return value;
    }
}
