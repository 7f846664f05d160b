package dev.varve.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The connections to one store, kept open between uses. Each is given to one thread at a time. */
final class SqliteConnections implements StoreConnections {

    /** On a busy machine the holder's share of the processor is small: a decision of milliseconds has taken seconds. */
    static final int BUSY_TIMEOUT_MILLIS = 30_000;

    private final Path file;
    private final String mode;
    private final SQLiteConfig config;
    private final boolean keep;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean closed;

    private SqliteConnections(Path file, String mode, SQLiteConfig config, boolean keep) {
        this.file = file;
        this.mode = mode;
        this.config = config;
        this.keep = keep;
    }

    /** For a file that exists; SQLite creates none. WAL and {@code synchronous=FULL}: an acknowledged commit survives a power cut. */
    static SqliteConnections writing(Path file) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        return new SqliteConnections(file, "rw", config, true);
    }

    static SqliteConnections reading(Path file) {
        var config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        return new SqliteConnections(file, "ro", config, isFolderWritable(file));
    }

    /**
     * A URI, because SQLite's and the driver's plain file names give a meaning to {@code ?} and {@code %}.
     *
     * <p>Readers of a WAL database need a file beside it that they may create. Where they may not (a read-only volume) and no log waits to
     * be read, SQLite is told that the file does not change (sqlite.org/wal.html, section 5); such a connection is used once, lest it
     * miss what a writer elsewhere does.
     */
    private String url() {
        boolean unchanging = !keep && !Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
        return "jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath() + "?mode=" + mode
                + (unchanging ? "&immutable=1" : "");
    }

    private static boolean isFolderWritable(Path file) {
        return Files.isWritable(file.toAbsolutePath().getParent());
    }

    /** For Flyway: opens and closes its own. */
    DataSource dataSource() {
        var source = new SQLiteDataSource(config);
        source.setUrl(url());
        return source;
    }

    @Override
    public Connection borrow() throws SQLException {
        synchronized (idle) {
            if (closed) {
                throw new IllegalStateException("The event store is closed");
            }
            var connection = idle.pollFirst();
            if (connection != null) {
                return connection;
            }
        }
        return config.createConnection(url());
    }

    @Override
    public void giveBack(Connection connection) {
        synchronized (idle) {
            if (!closed && keep) {
                idle.addFirst(connection);
                return;
            }
        }
        StoreConnections.discard(connection);
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(StoreConnections::discard);
            idle.clear();
        }
    }
}
