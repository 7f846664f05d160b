package dev.varve.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteErrorCode;

/**
 * The schema of a store: created and brought up to date by Flyway, one process at a time. Two numbers in the file's header tell that there
 * is nothing to do, so an up-to-date store costs no start of Flyway.
 */
final class SqliteSchema {

    /** {@code "varv"}, in the header of every store (sqlite.org/fileformat2.html, offset 68). */
    static final int APPLICATION_ID = 0x76617276;
    /** The last script's number, in the header likewise (offset 60). */
    static final int VERSION = 1;

    private static final String SCRIPTS = "classpath:dev/varve/store/sqlite";
    private static final ReentrantLock ONE_THREAD = new ReentrantLock();

    private final Path file;

    SqliteSchema(Path file) {
        this.file = file;
    }

    /** Creates folders (0700) and the file (0600) where they are missing, and the schema where it is not current. */
    void bringUpToDate() {
        createFile();
        if (isCurrent()) {
            return;
        }
        ONE_THREAD.lock();
        try (var lock = FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            lock.lock();
            if (!isCurrent()) {
                migrate();
            }
        } catch (IOException e) {
            throw unavailable(e);
        } finally {
            ONE_THREAD.unlock();
        }
    }

    /**
     * Whether the file is a store of this schema; {@code false} if an older one or an empty file.
     *
     * @throws NotAnEventStore if it is something else
     * @throws StoreIsNewer if a later release wrote it
     */
    boolean isCurrent() {
        try (var connections = SqliteConnections.reading(file);
                var connection = connections.borrow()) {
            int version = number(connection, "PRAGMA user_version");
            if (number(connection, "PRAGMA application_id") != APPLICATION_ID) {
                refuseForeignTables(connection);
                return false;
            }
            if (version > VERSION) {
                throw new StoreIsNewer(file, VERSION, version);
            }
            return version == VERSION;
        } catch (SQLException e) {
            var unavailable = new SqliteErrors(file).asUnavailable(e);
            if (unavailable.isPresent() && !isNoDatabase(e)) {
                throw unavailable.get();
            }
            throw new NotAnEventStore(file, e.getMessage(), e);
        }
    }

    private static boolean isNoDatabase(SQLException e) {
        return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    private void refuseForeignTables(Connection connection) throws SQLException {
        int foreign = number(
                connection, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'flyway%'");
        if (foreign > 0) {
            throw new NotAnEventStore(file, "a database with " + foreign + " tables of somebody else", null);
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void migrate() {
        try (var connections = SqliteConnections.writing(file)) {
            Flyway.configure(SqliteSchema.class.getClassLoader())
                    .dataSource(connections.dataSource())
                    .locations(SCRIPTS)
                    .loggers("slf4j")
                    .installedBy("varve")
                    .load()
                    .migrate();
        }
    }

    private void createFile() {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, permissions(folder, "rwx------"));
            }
            if (!Files.exists(file)) {
                Files.createFile(file, permissions(folder, "rw-------"));
            }
        } catch (FileAlreadyExistsException e) {
            // Another process was first: the same store.
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static FileAttribute<?>[] permissions(Path near, String permissions) {
        if (!near.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    private EventStoreUnavailable unavailable(IOException e) {
        return new EventStoreUnavailable(
                "to create the event store " + file, e.toString(), "check permissions and room there", e);
    }
}
