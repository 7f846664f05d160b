package dev.varve.engine.database;

import dev.varve.engine.hash.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** SHA-256 behind a buffer; each value is its type, then eight bytes, or a length and so many bytes, or such pieces to an empty one. */
public final class ContentHash {

    private static final int TEXT = 3;
    private static final int PIECE = 1 << 16;
    private static final byte[] NOTHING = new byte[0];

    private final Sha256 hash = new Sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(PIECE);

    public void text(String text) {
        bytes(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public void none(int type) {
        room(1).put((byte) type);
    }

    void number(int type, long value) {
        room(9).put((byte) type).putLong(value);
    }

    public void bytes(int type, byte[] value) {
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
            hash.add(bytes);
        } else {
            buffer.put(bytes);
        }
    }

    public String hex() {
        flush();
        return hash.hex();
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() {
        hash.add(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
