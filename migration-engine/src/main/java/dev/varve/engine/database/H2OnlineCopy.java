package dev.varve.engine.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * H2's own <a href="https://www.h2database.com/html/commands.html#backup">online backup</a>, which writes an archive; its one
 * file is taken out of it, so that H2 opens the copy as it is.
 */
final class H2OnlineCopy {

    private static final int PAGE_BYTES = 4096;
    private static final int BUFFER_BYTES = 1 << 20;

    private final Connection connection;
    private final H2Files source;

    H2OnlineCopy(Connection connection, H2Files source) {
        this.connection = connection;
        this.source = source;
    }

    void to(Path file, FileSnapshot.CopyProgress progress) {
        var archive = file.resolveSibling(file.getFileName() + ".zip");
        try {
            Files.deleteIfExists(archive);
            Files.createFile(
                    archive, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            backUp(archive);
            unpack(archive, file, progress);
        } catch (IOException failed) {
            throw failed(file, failed.toString(), failed);
        } catch (SQLException failed) {
            throw failed(file, H2Refusal.detail(failed), failed);
        } finally {
            remove(archive);
        }
    }

    private void backUp(Path archive) throws SQLException {
        try (var statement = connection.prepareStatement("BACKUP TO ?")) {
            statement.setString(1, archive.toString());
            statement.execute();
        }
    }

    private void unpack(Path archive, Path file, FileSnapshot.CopyProgress progress) throws IOException {
        try (var entries = new ZipInputStream(Files.newInputStream(archive))) {
            ZipEntry entry;
            while ((entry = entries.getNextEntry()) != null) {
                if (entry.getName().endsWith(H2Files.ENDING)) {
                    write(entries, file, progress);
                    return;
                }
            }
        }
        throw new IOException("no database in the archive that H2 wrote");
    }

    private void write(InputStream content, Path file, FileSnapshot.CopyProgress progress) throws IOException {
        var total = Math.max(1, DatabaseFiles.size(source.main()) / PAGE_BYTES);
        var done = 0L;
        try (var out = Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = content.readNBytes(BUFFER_BYTES);
            while (bytes.length > 0) {
                out.write(bytes);
                done += bytes.length;
                progress.copied(Math.min(total, done / PAGE_BYTES), total);
                bytes = content.readNBytes(BUFFER_BYTES);
            }
        }
    }

    private static void remove(Path archive) {
        try {
            Files.deleteIfExists(archive);
        } catch (IOException left) {
            throw new UncheckedIOException("cannot remove the archive " + archive, left);
        }
    }

    private CopyFailed failed(Path file, String found, Exception cause) {
        return new CopyFailed(source.main().toString(), file.toString(), found, cause);
    }
}
