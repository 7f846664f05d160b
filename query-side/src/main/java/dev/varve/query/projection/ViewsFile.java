package dev.varve.query.projection;

import dev.varve.cli.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The read model in a SQLite file. Synchronised at checkpoints only: what a power cut takes is rebuilt, and write-ahead logging keeps
 * rows and position consistent (<a href="https://www.sqlite.org/pragma.html#pragma_synchronous">PRAGMA synchronous</a>).
 */
final class ViewsFile {

    private static final int BUSY_MILLIS = 30_000;

    private ViewsFile() {}

    static Views open(Path file) {
        try {
            if (!Files.exists(file) || !isCurrent(file)) {
                prepare(file);
            }
            return new Views(source(file)::getConnection);
        } catch (IOException | SQLException | FlywayException e) {
            throw ViewsUnusable.whenOpening(file, e);
        }
    }

    static void delete(Path file) {
        try {
            for (var suffix : List.of("", "-wal", "-shm", "-journal")) {
                Files.deleteIfExists(Path.of(file + suffix));
            }
        } catch (IOException e) {
            throw ViewsUnusable.whenOpening(file, e);
        }
    }

    /** One process at a time, because several commands may start in a fresh home at once; whoever comes second finds it done. */
    private static synchronized void prepare(Path file) throws IOException, SQLException {
        PrivateFiles.makeFolder(file.toAbsolutePath().getParent());
        var lock = Path.of(file + ".lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            if (!held.isValid() || (Files.exists(file) && isCurrent(file))) {
                return;
            }
            createFile(file);
            ViewsSchema.migrate(source(file));
            if (!isCurrent(file)) {
                throw new IOException("a read model of another release");
            }
        }
    }

    /** Whether it is this release's read model. What is no database at all is deleted: there is nothing in it to keep. */
    private static boolean isCurrent(Path file) throws SQLException {
        try (var connection = source(file).getConnection()) {
            return !ViewsSchema.isMissing(connection) && ViewsSchema.isCurrent(connection);
        } catch (SQLiteException e) {
            if (isDamaged(e.getResultCode())) {
                delete(file);
                return false;
            }
            throw e;
        }
    }

    private static boolean isDamaged(SQLiteErrorCode code) {
        return code == SQLiteErrorCode.SQLITE_NOTADB || code == SQLiteErrorCode.SQLITE_CORRUPT;
    }

    private static DataSource source(Path file) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static void createFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }
}
