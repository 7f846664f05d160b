package dev.varve.engine.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Makes real SQLite files for tests, here and in other packages. */
public final class SqliteFixture {

    private SqliteFixture() {}

    /** Runs statements on a file, which is created if it is missing, whatever its name. */
    public static Path database(Path file, String... statements) {
        try (var connection = connect(file);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
            return file;
        } catch (SQLException failed) {
            throw new IllegalStateException("fixture " + file + ": " + failed.getMessage(), failed);
        }
    }

    /** A connection that may write and create. */
    public static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection(
                SqliteNames.jdbcAddress(file.toAbsolutePath(), "mode=rwc&busy_timeout=5000"));
    }

    /** One value. */
    public static String value(Path file, String query) {
        try (var connection = connect(file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException failed) {
            throw new IllegalStateException("fixture " + file + ": " + failed.getMessage(), failed);
        }
    }

    /** A table of chats with data: enough for copies, counts and hashes. */
    public static Path anyDatabase(Path file) {
        return database(
                file,
                "CREATE TABLE user (id TEXT PRIMARY KEY, name TEXT NOT NULL)",
                "CREATE TABLE chat (id INTEGER PRIMARY KEY, user_id TEXT REFERENCES user(id), title TEXT, score REAL, raw BLOB)",
                "CREATE INDEX ix_chat_user ON chat (user_id)",
                "INSERT INTO user VALUES ('u1', 'Ada'), ('u2', 'Grace')",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                        + " INSERT INTO chat SELECT i, 'u' || (1 + i % 2), 'chat ' || i, i * 0.5, randomblob(100) FROM n");
    }
}
