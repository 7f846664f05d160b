package dev.varve.command.append;

import dev.varve.cli.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** One process's spool on disk, locked by it while it lives. What {@link #append} returned from survives a power cut. */
final class SpoolFile implements AutoCloseable {

    /** Room for the outcome of one act with its ledger and output, and for a look afterwards. */
    static final int RESERVED_BYTES = 4 << 20;

    static final String SUFFIX = ".spool";

    private final Path path;
    private final FileChannel channel;
    private final Object identity;
    private long end;

    private SpoolFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.identity = identity();
    }

    /** Makes an empty one, mode 0600. */
    static SpoolFile create(Path path) throws IOException {
        PrivateFiles.makeFolder(path.getParent());
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return open(path).orElseThrow(() -> new IOException("another process locked " + path));
    }

    /** Opens one that is there; empty if its process lives. */
    static Optional<SpoolFile> open(Path path) throws IOException {
        var channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        if (tryLock(channel) == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new SpoolFile(path, channel));
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    /** Writes zeros and waits until they are on disk, so that what overwrites them needs no room. */
    void reserve() throws IOException {
        write(ByteBuffer.allocate(RESERVED_BYTES), 0);
        channel.force(true);
    }

    void append(byte[] line) throws IOException {
        write(ByteBuffer.wrap(line), end);
        channel.force(true);
        end += line.length;
        if (!identity.equals(identity())) {
            writeAnew();
        }
    }

    /** The name was taken away with its folder or volume: what this process holds open may be seen again, or never. */
    private void writeAnew() throws IOException {
        var content = ByteBuffer.wrap(bytes());
        PrivateFiles.makeFolder(path.getParent());
        try (var fresh = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (content.hasRemaining()) {
                fresh.write(content);
            }
            fresh.force(true);
        }
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    SpoolContent read() throws IOException {
        return SpoolContent.of(bytes());
    }

    private byte[] bytes() throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
            // until all is read
        }
        return bytes.array();
    }

    /** Takes the name away. */
    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    /** Keeps the file under another name, which nobody reads again by itself. */
    Path setAside() throws IOException {
        var aside = path.resolveSibling(path.getFileName() + ".unreadable");
        Files.move(path, aside);
        return aside;
    }

    private Object identity() {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException gone) {
            return "gone";
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
