package dev.varve.engine.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens SQLite files for looking. Never creates one, never changes one. */
final class SqliteConnections {

    private SqliteConnections() {}

    /**
     * An open connection inside a read transaction.
     *
     * @param scratch the folder of a private copy that was opened instead, or {@code null}
     */
    record Opened(SQLiteConnection connection, Path scratch) {

        void close() throws SQLException {
            try (connection) {
                if (!connection.isClosed()) {
                    try (var statement = connection.createStatement()) {
                        statement.execute("ROLLBACK");
                    }
                }
            } finally {
                if (scratch != null) {
                    deleteTree(scratch);
                }
            }
        }
    }

    /**
     * Opens the file as it is. With a hot journal that would need a write, so a private copy with its companions is opened
     * instead: what it shows is what the next program to open the database will see.
     */
    static Opened open(SqliteFiles files, Duration patience) throws SQLException, IOException {
        try {
            return new Opened(reading(SqliteNames.jdbcAddress(files.main(), "mode=ro"), patience), null);
        } catch (SQLiteException refused) {
            if (!needsRecovery(refused)) {
                throw refused;
            }
        }
        return openCopy(files, patience);
    }

    /** Likewise for a tool that makes its own transactions: outside of any, and the copy goes when the connection is closed. */
    static Connection openPrivateCopy(SqliteFiles files) throws SQLException {
        Path scratch = null;
        try {
            scratch = Files.createTempDirectory("varve-look-");
            var address = SqliteNames.jdbcAddress(files.copyInto(scratch).main(), "mode=rw");
            return CopyConnection.of(new SQLiteConfig().createConnection(address), scratch);
        } catch (SQLException | IOException failed) {
            if (scratch != null) {
                deleteTree(scratch);
            }
            throw new SQLException("cannot look at a copy of " + files.main() + ": " + failed.getMessage(), failed);
        }
    }

    /** Opens a finished copy that nobody writes to; leaves no companion behind. */
    static Opened openFinished(SqliteFiles files, Duration patience) throws SQLException {
        return new Opened(reading(SqliteNames.jdbcAddress(files.main(), "mode=ro&immutable=1"), patience), null);
    }

    private static Opened openCopy(SqliteFiles files, Duration patience) throws SQLException, IOException {
        var scratch = Files.createTempDirectory("varve-look-");
        try {
            var copy = files.copyInto(scratch);
            return new Opened(reading(SqliteNames.jdbcAddress(copy.main(), "mode=rw"), patience), scratch);
        } catch (SQLException | IOException failed) {
            deleteTree(scratch);
            throw failed;
        }
    }

    /** Whether only a program that may write can read this file: a hot journal, or a log that needs recovery. */
    static boolean needsRecovery(SQLiteException refused) {
        return refused.getResultCode() == SQLiteErrorCode.SQLITE_READONLY_ROLLBACK
                || refused.getResultCode() == SQLiteErrorCode.SQLITE_READONLY_RECOVERY
                || refused.getResultCode() == SQLiteErrorCode.SQLITE_READONLY_CANTINIT;
    }

    private static SQLiteConnection reading(String address, Duration patience) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
        var connection = (SQLiteConnection) config.createConnection(address);
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.executeQuery("SELECT count(*) FROM sqlite_schema").close();
            return connection;
        } catch (SQLException failed) {
            try (connection) {
                throw failed;
            }
        }
    }

    static void deleteTree(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failed) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException left) {
            throw new UncheckedIOException("cannot remove the private copy at " + folder, left);
        }
    }
}
