package dev.varve.engine.salvage;

import java.nio.ByteBuffer;

/** Reads SQLite's integers of one to nine bytes, big-endian, seven bits a byte but the last. */
record Varint(long value, int bytes) {

    private static final int LONGEST = 9;

    static Varint at(ByteBuffer from, int place) throws Malformed {
        var value = 0L;
        for (var bytes = 1; bytes <= LONGEST; bytes++) {
            if (place < 0 || place + bytes > from.limit()) {
                break;
            }
            int octet = from.get(place + bytes - 1);
            if (bytes == LONGEST) {
                return new Varint(value << 8 | (octet & 0xff), bytes);
            }
            value = value << 7 | (octet & 0x7f);
            if (octet >= 0) {
                return new Varint(value, bytes);
            }
        }
        throw new Malformed("holds a number that is cut off");
    }
}
