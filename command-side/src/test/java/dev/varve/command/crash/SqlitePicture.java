package dev.varve.command.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a SQLite file is, by its catalogue and plain SELECTs. */
final class SqlitePicture {

    private static final List<String> COMPANIONS = List.of("", "-journal", "-wal");
    private static final String FLYWAY_ROWS =
            "SELECT version, description, type, script, checksum, success FROM flyway_schema_history ORDER BY installed_rank";

    private SqlitePicture() {}

    /** Taken of a copy with its companions, so that looking changes nothing. */
    static Picture of(Path database, Path scratch) throws IOException {
        Files.createDirectories(scratch);
        var copy = scratch.resolve("looked-at.db");
        for (var companion : List.of("", "-journal", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(copy + companion));
        }
        for (var companion : COMPANIONS) {
            var from = Path.of(database + companion);
            if (Files.exists(from)) {
                Files.copy(from, Path.of(copy + companion), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
            return new Looking(connection).look();
        } catch (SQLException unreadable) {
            return new Picture(null, Map.of(), Map.of(), Map.of(), unreadable.getMessage());
        }
    }

    private record Looking(Connection connection) {

        Picture look() throws SQLException {
            var sound = first("PRAGMA integrity_check");
            var objects = objects();
            var rows = new TreeMap<String, Long>();
            var contents = new TreeMap<String, String>();
            for (var object : objects.entrySet()) {
                if (object.getValue().startsWith("CREATE TABLE")) {
                    count(object.getKey(), rows, contents);
                }
            }
            var version = version(objects);
            objects.keySet()
                    .removeIf(name -> name.equals("alembic_version") || name.startsWith("flyway_schema_history"));
            return new Picture(version, objects, rows, contents, sound);
        }

        private void count(String table, Map<String, Long> rows, Map<String, String> contents) throws SQLException {
            var sql = table.equals("flyway_schema_history")
                    ? FLYWAY_ROWS
                    : "SELECT * FROM \"" + table + "\" ORDER BY " + (table.equals("alembic_version") ? "1" : "rowid");
            var hash = sha256();
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery(sql)) {
                long count = 0;
                for (; result.next(); count++) {
                    hash.update(row(result).getBytes(StandardCharsets.UTF_8));
                }
                rows.put(table, count);
            }
            contents.put(table, HexFormat.of().formatHex(hash.digest()));
        }

        private static String row(ResultSet result) throws SQLException {
            var text = new StringBuilder();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                var value = result.getObject(i);
                var shown = value == null ? "" : value.toString();
                text.append(value == null ? "N" : value.getClass().getSimpleName())
                        .append(shown.length())
                        .append(':')
                        .append(shown);
            }
            return text.append('\n').toString();
        }

        private TreeMap<String, String> objects() throws SQLException {
            var objects = new TreeMap<String, String>();
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery(
                            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")) {
                while (result.next()) {
                    objects.put(
                            result.getString(1),
                            result.getString(2).replace("\"", "").replaceAll("\\s+", " "));
                }
            }
            return objects;
        }

        private String version(Map<String, String> objects) throws SQLException {
            if (objects.containsKey("alembic_version")) {
                return first("SELECT version_num FROM alembic_version");
            }
            return objects.containsKey("flyway_schema_history")
                    ? first(
                            "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank DESC LIMIT 1")
                    : null;
        }

        private String first(String sql) throws SQLException {
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery(sql)) {
                var lines = new ArrayList<String>();
                while (result.next()) {
                    lines.add(result.getString(1));
                }
                return lines.isEmpty() ? null : String.join("; ", lines);
            }
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException(missing);
            }
        }
    }
}
