package dev.varve.engine.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/**
 * A SQLite database file. Looking never creates it, never changes it, and waits up to five seconds for a lock. With a hot
 * journal beside it, what is looked at is a private copy of both: what the next program to open it will see.
 *
 * <p>Looking at a database in WAL mode may leave an empty {@code -wal} and a {@code -shm} beside it, as SQLite does for every
 * reader that may not write.
 */
public final class SqliteDatabase implements FileDatabase {

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
        var identity = FileIdentity.of(file);
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
    public SqliteDatabase copyAt(Path copy) {
        return new SqliteDatabase(copy, PATIENCE, false);
    }

    @Override
    public SqliteDatabase finishedCopyAt(Path copy) {
        return new SqliteDatabase(copy, PATIENCE, true);
    }

    /**
     * Copies the file with its log or journal into a folder, by a child process. Meant for a database that nobody has open.
     *
     * @return the copy of the file itself
     * @throws IOException if it changes meanwhile, or cannot be copied
     */
    public Path copyInto(Path folder) throws IOException {
        return files().copyInto(folder).main();
    }

    @Override
    public Connection openForLooking() throws SQLException {
        var connection = open(true);
        try (var statement = connection.createStatement()) {
            statement.executeQuery("SELECT count(*) FROM sqlite_schema").close();
            return connection;
        } catch (SQLiteException refused) {
            connection.close();
            if (!SqliteConnections.needsRecovery(refused)) {
                throw refused;
            }
            return SqliteConnections.openPrivateCopy(files());
        }
    }

    @Override
    public Connection openForChanging() throws SQLException {
        return open(false);
    }

    private Connection open(boolean readOnly) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        return DriverManager.getConnection(jdbcUrl(), config.toProperties());
    }

    /** A log that somebody has open stays as it is: only the last one to close writes it back. */
    @Override
    public boolean isSettled() {
        var files = files();
        return !files.mayHaveHotJournal()
                && (DatabaseFiles.size(files.wal()) == 0
                        || !openElsewhere(Set.of()).isEmpty());
    }

    @Override
    public Health health(boolean thorough) {
        return new SqliteHealth(this, files()).look(thorough);
    }

    @Override
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

    @Override
    public ChangeWatch watch() {
        return SqliteChangeWatch.begin(files());
    }

    /**
     * Keeps everybody else from it.
     *
     * @throws DatabaseUnreadable if it cannot be opened, or somebody has it (and who)
     */
    public SqliteHold hold() {
        try {
            return SqliteHold.take(files(), patience);
        } catch (SQLiteException refused) {
            throw new DatabaseUnreadable(location(), inWords(refused), refused);
        } catch (SQLException failed) {
            throw new DatabaseUnreadable(location(), failed.getMessage(), failed);
        }
    }

    /**
     * Writes a log back into the file and leaves no companion, as closing does that nobody else has open.
     *
     * @throws DatabaseUnreadable if that cannot be done, or companions stay
     */
    public void settle() {
        try (var hold = hold()) {
            hold.settle();
        }
    }

    @Override
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
