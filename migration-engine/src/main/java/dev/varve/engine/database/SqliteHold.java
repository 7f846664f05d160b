package dev.varve.engine.database;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteException;

/**
 * Keeps every other process from a SQLite database until it is closed: SQLite's exclusive lock, which outlasts transactions in
 * <a href="https://www.sqlite.org/pragma.html#pragma_locking_mode">exclusive locking mode</a>. In WAL mode nobody else may have it open
 * at all, and the log's index is kept in memory.
 *
 * <p>While it is held, the file must not be opened by ordinary I/O in this process: that would drop the lock. A held file may be renamed
 * or replaced: SQLite sees that it has moved and then leaves what lies beside its former name alone.
 */
public final class SqliteHold implements AutoCloseable {

    private final SqliteFiles files;
    private final SQLiteConnection connection;
    private final SqliteSnapshot snapshot;

    private SqliteHold(SqliteFiles files, SQLiteConnection connection) {
        this.files = files;
        this.connection = connection;
        this.snapshot = new SqliteSnapshot(files, new SqliteConnections.Opened(connection, null));
    }

    /**
     * Takes the lock.
     *
     * @throws SQLiteException if somebody else has it for longer than the patience
     */
    static SqliteHold take(SqliteFiles files, Duration patience) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
        var connection = (SQLiteConnection) config.createConnection(SqliteNames.jdbcAddress(files.main(), "mode=rw"));
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA locking_mode=EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");
            return new SqliteHold(files, connection);
        } catch (SQLException refused) {
            try (connection) {
                throw refused;
            }
        }
    }

    /** What the database holds; its {@code close} is this hold's. */
    public FileSnapshot content() {
        return snapshot;
    }

    /**
     * Writes the log back and takes every companion away, so that the file is the whole database. The lock stays.
     *
     * @throws DatabaseUnreadable if it cannot be written back; nothing is lost then
     */
    public void settle() {
        try (var statement = connection.createStatement()) {
            statement.execute("COMMIT");
            try (var row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                if (row.next() && row.getInt(1) != 0) {
                    throw new DatabaseUnreadable(files.main().toString(), "a log that cannot be written back", null);
                }
            }
            for (var companion : files.companions()) {
                Files.delete(companion);
            }
        } catch (SQLException | IOException failed) {
            throw new DatabaseUnreadable(files.main().toString(), failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new DatabaseUnreadable(files.main().toString(), failed.getMessage(), failed);
        }
    }
}
