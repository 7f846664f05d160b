package dev.varve.engine.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

/**
 * SQLite's <a href="https://www.sqlite.org/backup.html">online backup</a>, in steps so that progress can be told. With a
 * read transaction open on the same connection every step reads the same snapshot, whoever writes meanwhile.
 */
final class SqliteOnlineCopy {

    private static final int PAGES_A_STEP = 4096;
    private static final int SLEEP_MILLIS = 50;
    private static final int MOST_SLEEPS = 100;

    private final SQLiteConnection connection;
    private final Path source;

    SqliteOnlineCopy(SQLiteConnection connection, Path source) {
        this.connection = connection;
        this.source = source;
    }

    /** An exception of the listener's is rethrown once the copy has ended: native code must not meet it. */
    void to(Path file, FileSnapshot.CopyProgress progress) {
        var remaining = new int[] {Integer.MAX_VALUE};
        var thrown = new AtomicReference<RuntimeException>();
        var code = copy(file, (left, total) -> {
            remaining[0] = left;
            try {
                if (thrown.get() == null) {
                    progress.copied((long) total - left, total);
                }
            } catch (RuntimeException refused) {
                thrown.set(refused);
            }
        });
        if (thrown.get() != null) {
            throw thrown.get();
        }
        if (code != SQLiteErrorCode.SQLITE_OK.code) {
            throw failed(file, SQLiteErrorCode.getErrorCode(code).toString(), null);
        }
        if (remaining[0] != 0) {
            throw failed(file, "an end with " + remaining[0] + " pages left", null);
        }
    }

    private int copy(Path file, DB.ProgressObserver progress) {
        try {
            return connection
                    .getDatabase()
                    .backup("main", file.toString(), progress, SLEEP_MILLIS, MOST_SLEEPS, PAGES_A_STEP);
        } catch (SQLException failed) {
            throw failed(file, failed.getMessage(), failed);
        }
    }

    private CopyFailed failed(Path file, String found, SQLException cause) {
        return new CopyFailed(source.toString(), file.toString(), found, cause);
    }
}
