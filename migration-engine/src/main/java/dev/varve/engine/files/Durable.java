package dev.varve.engine.files;

import dev.varve.engine.hash.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * File operations that are on disk when they return. Meant for backups and finished copies: never for a database that this
 * process may hold through its engine, whose locks that would drop.
 */
public final class Durable {

    private static final int BUFFER = 1 << 20;

    private Durable() {}

    /** The folder and its missing parents; new ones belong to the owner alone. */
    public static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            syncFolder(folder.toAbsolutePath().getParent());
        }
    }

    /**
     * A new empty file that belongs to the owner alone.
     *
     * @throws FileAlreadyExistsException if it is there
     */
    public static void createPrivateFile(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /**
     * A new empty folder that belongs to the owner alone, in one that is there.
     *
     * @throws FileAlreadyExistsException if it is there
     */
    public static void createPrivateFolder(Path folder) throws IOException {
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    public static void syncFile(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    public static void syncFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Renames within one folder, replacing what is there, and makes it last. */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(to.toAbsolutePath().getParent());
    }

    /** Writes beside, syncs, renames: readers see the old text or the new. */
    public static void replace(Path file, byte[] text) throws IOException {
        var beside = file.resolveSibling("." + file.getFileName() + ".partial");
        Files.deleteIfExists(beside);
        createPrivateFile(beside);
        Files.write(beside, text);
        syncFile(beside);
        rename(beside, file);
    }

    /** Copies a file's content into a file that is there and empty, which stays the same file. The file system shares the blocks where it can. */
    public static void copyInto(Path from, Path empty) throws IOException {
        try (var source = FileChannel.open(from, StandardOpenOption.READ);
                var copy = FileChannel.open(empty, StandardOpenOption.WRITE)) {
            var size = source.size();
            for (long done = 0; done < size; ) {
                var copied = source.transferTo(done, size - done, copy);
                if (copied == 0) {
                    throw new IOException("expected " + size + " bytes in " + from + ", found " + done);
                }
                done += copied;
            }
        }
    }

    /** Lower-case hex, from a fresh read. */
    public static String sha256(Path file) throws IOException {
        var hash = new Sha256();
        var buffer = ByteBuffer.allocate(BUFFER);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer) >= 0) {
                hash.add(buffer.flip());
                buffer.clear();
            }
        }
        return hash.hex();
    }
}
