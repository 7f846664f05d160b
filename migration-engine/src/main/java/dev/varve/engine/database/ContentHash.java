package dev.varve.engine.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 behind a buffer; each value is its type, then eight bytes, or a length and so many bytes, or such pieces to an empty one. */
final class ContentHash {

    private static final int TEXT = 3;
    private static final int PIECE = 1 << 16;
    private static final byte[] NOTHING = new byte[0];

    private final MessageDigest digest = sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(PIECE);

    void text(String text) {
        bytes(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void none(int type) {
        room(1).put((byte) type);
    }

    void number(int type, long value) {
        room(9).put((byte) type).putLong(value);
    }

    void bytes(int type, byte[] value) {
        none(type);
        piece(value == null ? NOTHING : value);
    }

    /** A value of any length, never held whole. */
    void stream(int type, InputStream value) throws IOException {
        none(type);
        var bytes = value.readNBytes(PIECE);
        while (bytes.length > 0) {
            piece(bytes);
            bytes = value.readNBytes(PIECE);
        }
        piece(NOTHING);
    }

    /** Likewise characters, as they are: also those that are no valid text. */
    void stream(int type, Reader value) throws IOException {
        none(type);
        var characters = new char[PIECE / 2];
        var filled = fill(value, characters);
        while (filled > 0) {
            var bytes = ByteBuffer.allocate(filled * 2);
            bytes.asCharBuffer().put(characters, 0, filled);
            piece(bytes.array());
            filled = fill(value, characters);
        }
        piece(NOTHING);
    }

    private static int fill(Reader value, char[] characters) throws IOException {
        var filled = 0;
        int read;
        while (filled < characters.length && (read = value.read(characters, filled, characters.length - filled)) >= 0) {
            filled += read;
        }
        return filled;
    }

    private void piece(byte[] bytes) {
        room(4).putInt(bytes.length);
        if (bytes.length > buffer.remaining()) {
            flush();
        }
        if (bytes.length > buffer.capacity()) {
            digest.update(bytes);
        } else {
            buffer.put(bytes);
        }
    }

    String hex() {
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() {
        digest.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
