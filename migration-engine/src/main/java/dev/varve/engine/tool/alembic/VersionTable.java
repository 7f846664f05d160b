package dev.varve.engine.tool.alembic;

import dev.varve.engine.database.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Alembic's version table, and the Peewee era's {@code migratehistory}, read without Alembic. Never creates or locks anything. */
final class VersionTable {

    static final String DEFAULT_NAME = "alembic_version";
    private static final String PEEWEE = "migratehistory";

    /**
     * @param table whether the version table is there
     * @param revisions its rows, sorted
     * @param peewee names in {@code migratehistory} in order of their ids; {@code null} if there is no such table
     */
    record Rows(boolean table, List<String> revisions, List<String> peewee) {}

    private VersionTable() {}

    /** What the tables say; empty if the database is missing or cannot be read now. */
    static Optional<Rows> read(Database database, String versionTable) {
        if (!Files.exists(Path.of(database.path()))) {
            return Optional.of(new Rows(false, List.of(), null));
        }
        try (var connection = open(database)) {
            var exists = has(connection, versionTable);
            var revisions = exists
                    ? column(connection, "SELECT version_num FROM " + quoted(versionTable) + " ORDER BY version_num")
                    : List.<String>of();
            var peewee = has(connection, PEEWEE)
                    ? column(connection, "SELECT name FROM " + quoted(PEEWEE) + " ORDER BY id")
                    : null;
            return Optional.of(new Rows(exists, revisions, peewee));
        } catch (SQLException unreadable) {
            return Optional.empty();
        }
    }

    /** How many rows a table holds, or 0 if it cannot be told. */
    static long rowsIn(Database database, String table) {
        if (!Files.exists(Path.of(database.path()))) {
            return 0;
        }
        try (var connection = open(database)) {
            return has(connection, table)
                    ? Long.parseLong(column(connection, "SELECT count(*) FROM " + quoted(table))
                            .getFirst())
                    : 0;
        } catch (SQLException unreadable) {
            return 0;
        }
    }

    private static Connection open(Database database) throws SQLException {
        var properties = new Properties();
        // SQLITE_OPEN_READONLY: neither a missing file nor a journal is ever made by looking.
        properties.setProperty("open_mode", "1");
        properties.setProperty("busy_timeout", "5000");
        return DriverManager.getConnection(database.jdbcUrl(), properties);
    }

    private static boolean has(Connection connection, String table) throws SQLException {
        try (var query = connection.prepareStatement("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?")) {
            query.setString(1, table);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (var query = connection.prepareStatement(sql);
                var rows = query.executeQuery()) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
