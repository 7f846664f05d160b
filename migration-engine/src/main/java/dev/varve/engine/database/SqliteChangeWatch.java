package dev.varve.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/**
 * Tells whether anybody else committed to a SQLite database since the watch began, by {@code PRAGMA data_version} on a
 * connection that stays open (<a href="https://www.sqlite.org/pragma.html#pragma_data_version">SQLite's manual</a>). Holds
 * no lock between looks.
 */
final class SqliteChangeWatch implements ChangeWatch {

    private final String location;
    private final Connection connection;
    private final long before;

    private SqliteChangeWatch(String location, Connection connection, long before) {
        this.location = location;
        this.connection = connection;
        this.before = before;
    }

    /**
     * Begins to watch. A hot journal is rolled back first, as the next program to open the file would do: it cannot be
     * watched with one.
     */
    static SqliteChangeWatch begin(SqliteFiles files) {
        try {
            return open(files, "mode=ro");
        } catch (SQLiteException refused) {
            if (SqliteConnections.needsRecovery(refused)) {
                return beginRecovered(files);
            }
            throw new DatabaseUnreadable(files.main().toString(), refused.getMessage(), refused);
        } catch (SQLException unreadable) {
            throw new DatabaseUnreadable(files.main().toString(), unreadable.getMessage(), unreadable);
        }
    }

    private static SqliteChangeWatch beginRecovered(SqliteFiles files) {
        try {
            return open(files, "mode=rw");
        } catch (SQLException unreadable) {
            throw new DatabaseUnreadable(files.main().toString(), unreadable.getMessage(), unreadable);
        }
    }

    private static SqliteChangeWatch open(SqliteFiles files, String mode) throws SQLException {
        var connection = new SQLiteConfig().createConnection(SqliteNames.jdbcAddress(files.main(), mode));
        try {
            return new SqliteChangeWatch(files.main().toString(), connection, version(connection));
        } catch (SQLException refused) {
            try (connection) {
                throw refused;
            }
        }
    }

    @Override
    public boolean changedSince(WholeContent then) {
        try {
            return version(connection) != before;
        } catch (SQLException unreadable) {
            throw new DatabaseUnreadable(location, unreadable.getMessage(), unreadable);
        }
    }

    private static long version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA data_version")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new DatabaseUnreadable(location, failed.getMessage(), failed);
        }
    }
}
