package dev.varve.engine.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a {@code -wal} file holds (<a href="https://www.sqlite.org/fileformat2.html#walformat">format</a>). It carries no
 * locks, so it may be read with ordinary I/O.
 *
 * @param pageSize in bytes; 0 if there is no valid header
 * @param frames how many frames belong to the log's current generation, up to the last commit
 * @param databasePages the database's size after the last commit
 */
record WriteAheadLog(int pageSize, long frames, long databasePages) {

    private static final int HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;
    private static final int MAGIC = 0x377f0682;

    /** Reads the frames' headers; a missing, empty or foreign file has no frames. */
    static WriteAheadLog read(Path wal) throws IOException {
        if (!Files.exists(wal)) {
            return new WriteAheadLog(0, 0, 0);
        }
        try (var channel = FileChannel.open(wal, StandardOpenOption.READ)) {
            var header = at(channel, 0, HEADER_BYTES);
            if (header.remaining() < HEADER_BYTES || (header.getInt(0) & ~1) != MAGIC || header.getInt(8) <= 0) {
                return new WriteAheadLog(0, 0, 0);
            }
            return frames(channel, header.getInt(8), header.getLong(16));
        }
    }

    private static WriteAheadLog frames(FileChannel channel, int pageSize, long salts) throws IOException {
        var committed = 0L;
        var pages = 0L;
        var place = (long) HEADER_BYTES;
        for (var frame = 1L; place < channel.size(); frame++, place += FRAME_HEADER_BYTES + pageSize) {
            var header = at(channel, place, FRAME_HEADER_BYTES);
            var whole = place + FRAME_HEADER_BYTES + pageSize <= channel.size();
            if (!whole || header.getLong(8) != salts) {
                break;
            }
            if (header.getInt(4) != 0) {
                committed = frame;
                pages = header.getInt(4) & 0xffffffffL;
            }
        }
        return new WriteAheadLog(pageSize, committed, pages);
    }

    private static ByteBuffer at(FileChannel channel, long place, int bytes) throws IOException {
        var buffer = ByteBuffer.allocate(bytes);
        var read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = channel.read(buffer, place + buffer.position());
        }
        return buffer.flip();
    }
}
