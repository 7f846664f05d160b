package dev.varve.engine.database;

import dev.varve.engine.fingerprint.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A SQLite database file. Looking never creates it, never changes it, and waits up to five seconds for a lock. With a hot
 * journal beside it, what is looked at is a private copy of both: what the next program to open it will see.
 *
 * <p>Looking at a database in WAL mode may leave an empty {@code -wal} and a {@code -shm} beside it, as SQLite does for every
 * reader that may not write.
 */
public final class SqliteDatabase implements Database {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path file;
    private final Duration patience;
    private final boolean finished;

    private SqliteDatabase(Path file, Duration patience, boolean finished) {
        this.file = file.toAbsolutePath().normalize();
        this.patience = patience;
        this.finished = finished;
    }

    /** The database at a path; whether it exists is asked only when something is read. */
    public static SqliteDatabase at(Path file) {
        return new SqliteDatabase(file, PATIENCE, false);
    }

    /** A finished copy that nobody else opens, such as a backup: read without locks, leaving nothing beside it. */
    public static SqliteDatabase finishedCopy(Path file) {
        return new SqliteDatabase(file, PATIENCE, true);
    }

    /** The same database, with another longest wait for a lock. */
    public SqliteDatabase waitingAtMost(Duration longest) {
        return new SqliteDatabase(file, longest, finished);
    }

    @Override
    public DatabaseKind kind() {
        return DatabaseKind.SQLITE;
    }

    @Override
    public String location() {
        return file.toString();
    }

    /** {@code device:inode} of the real file; while it does not exist, {@code path:} and its path. */
    @Override
    public String identity() {
        var identity = SqliteFiles.identity(file);
        return identity == null ? "path:" + file : identity;
    }

    /** SQLAlchemy takes the path as it is; one that contains a question mark cannot be written so. */
    @Override
    public String sqlAlchemyUrl() {
        return "sqlite:///" + file;
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:sqlite:" + file;
    }

    @Override
    public String path() {
        return file.toString();
    }

    @Override
    public Health health(boolean thorough) {
        return new SqliteHealth(this, files()).look(thorough);
    }

    @Override
    public Schema schema() {
        try (var snapshot = snapshot()) {
            return snapshot.schema();
        }
    }

    @Override
    public Map<String, Long> rowCounts() {
        try (var snapshot = snapshot()) {
            return snapshot.rowCounts();
        }
    }

    @Override
    public List<TableContent> contents(LongConsumer rowsRead) {
        try (var snapshot = snapshot()) {
            return snapshot.contents(rowsRead);
        }
    }

    /**
     * One consistent state, to read several things of. Close it soon.
     *
     * @throws DatabaseUnreadable if the file is missing, no database, damaged, or locked for too long (and then by whom)
     */
    public SqliteSnapshot snapshot() {
        var files = files();
        if (!files.exists()) {
            throw new DatabaseUnreadable(location(), "no such file", null);
        }
        try {
            return new SqliteSnapshot(
                    files,
                    finished
                            ? SqliteConnections.openFinished(files, patience)
                            : SqliteConnections.open(files, patience));
        } catch (SQLiteException refused) {
            throw new DatabaseUnreadable(location(), inWords(refused), refused);
        } catch (SQLException | IOException failed) {
            throw new DatabaseUnreadable(location(), failed.getMessage(), failed);
        }
    }

    /** The other processes that have it or a companion open, without those named; this process is never counted. */
    public OpenFiles openElsewhere(Set<Long> exceptPids) {
        var except = new HashSet<>(exceptPids);
        except.add(ProcessHandle.current().pid());
        return OpenFiles.of(files().main(), except);
    }

    /**
     * Begins to watch for other connections' commits.
     *
     * @throws DatabaseUnreadable if it cannot be opened
     */
    public ChangeWatch watch() {
        return ChangeWatch.begin(files());
    }

    /** The size of the file with its companions, by {@code stat}; 0 if it is missing. */
    public long sizeBytes() {
        return files().sizeBytes();
    }

    /** Its files as they are now. */
    public SqliteFiles files() {
        return SqliteFiles.of(file);
    }

    private String inWords(SQLiteException refused) {
        if ((refused.getResultCode().code & 0xff) != SQLiteErrorCode.SQLITE_BUSY.code) {
            return refused.getMessage();
        }
        var holders = openElsewhere(Set.of());
        var who = holders.isEmpty() ? "a process that cannot be seen from here" : holders.inWords();
        return "locked for more than " + patience.toMillis() + " ms by " + who;
    }

    @Override
    public String toString() {
        return location();
    }
}
