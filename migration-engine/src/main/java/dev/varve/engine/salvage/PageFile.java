package dev.varve.engine.salvage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The pages of a private copy (<a href="https://www.sqlite.org/fileformat2.html">Database File Format</a>, section 1). Never
 * opened on a database that somebody may have open.
 */
final class PageFile implements AutoCloseable {

    private static final int HEADER_BYTES = 100;
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final FileChannel channel;
    private final ByteBuffer header;
    private final int pageSize;
    private final long pages;

    private PageFile(FileChannel channel, ByteBuffer header, int pageSize, long pages) {
        this.channel = channel;
        this.header = header;
        this.pageSize = pageSize;
        this.pages = pages;
    }

    static PageFile open(Path file) throws IOException, Malformed {
        var channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            var header = read(channel, 0, HEADER_BYTES);
            if (header.limit() < HEADER_BYTES || !startsAsADatabase(header)) {
                throw new Malformed("does not begin as a database does");
            }
            int size = header.getShort(16) & 0xffff;
            var pageSize = size == 1 ? 65536 : size;
            if (pageSize < 512 || Integer.bitCount(pageSize) != 1) {
                throw new Malformed("names a page size of " + pageSize);
            }
            return new PageFile(channel, header, pageSize, (channel.size() + pageSize - 1) / pageSize);
        } catch (IOException | Malformed failed) {
            channel.close();
            throw failed;
        }
    }

    private static boolean startsAsADatabase(ByteBuffer header) {
        return header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    /** How many there are, a last one that is cut included. */
    long pages() {
        return pages;
    }

    /** Bytes of a page that hold content: the rest is reserved for extensions. */
    int usable() {
        return pageSize - (header.get(20) & 0xff);
    }

    /** Where a page's own header begins: the first page holds the file's before it. */
    static int start(long page) {
        return page == 1 ? HEADER_BYTES : 0;
    }

    /** The page as it is. */
    ByteBuffer page(long number) throws Malformed {
        if (number < 1 || number > pages) {
            throw new Malformed("lies beyond the end of the file");
        }
        try {
            var page = read(channel, (number - 1) * pageSize, pageSize);
            if (page.limit() < pageSize) {
                throw new Malformed("is cut off by the end of the file");
            }
            return page;
        } catch (IOException unreadable) {
            throw new Malformed("cannot be read: " + unreadable.getMessage());
        }
    }

    /** SQLite's name for how text is stored. */
    String encoding() {
        return switch (header.getInt(56)) {
            case 2 -> "UTF-16le";
            case 3 -> "UTF-16be";
            default -> "UTF-8";
        };
    }

    int userVersion() {
        return header.getInt(60);
    }

    int applicationId() {
        return header.getInt(68);
    }

    long firstFreePage() {
        return header.getInt(32) & 0xffffffffL;
    }

    private static ByteBuffer read(FileChannel channel, long place, int bytes) throws IOException {
        var buffer = ByteBuffer.allocate(bytes);
        var read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = channel.read(buffer, place + buffer.position());
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
