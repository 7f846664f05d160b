package dev.varve.engine.database;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

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

    void to(Path file, SqliteSnapshot.CopyProgress progress) {
        var remaining = new int[] {Integer.MAX_VALUE};
        int code;
        try {
            code = connection
                    .getDatabase()
                    .backup(
                            "main",
                            file.toString(),
                            (left, total) -> {
                                remaining[0] = left;
                                progress.copied((long) total - left, total);
                            },
                            SLEEP_MILLIS,
                            MOST_SLEEPS,
                            PAGES_A_STEP);
        } catch (SQLException failed) {
            throw new SqliteCopyFailed(source.toString(), file.toString(), failed.getMessage(), failed);
        }
        if (code != SQLiteErrorCode.SQLITE_OK.code) {
            var said = SQLiteErrorCode.getErrorCode(code).toString();
            throw new SqliteCopyFailed(source.toString(), file.toString(), said, null);
        }
        if (remaining[0] != 0) {
            var said = "the copy ended with " + remaining[0] + " pages left";
            throw new SqliteCopyFailed(source.toString(), file.toString(), said, null);
        }
    }
}
