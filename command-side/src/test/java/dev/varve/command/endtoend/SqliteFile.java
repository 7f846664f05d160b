package dev.varve.command.endtoend;

import dev.varve.engine.database.SqliteDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** A database file, looked at with plain SQL and nothing of the product's. */
public record SqliteFile(Path path) {

    public static SqliteFile empty(Path path) {
        try {
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new SqliteFile(path);
    }

    static SqliteFile at(Path path) {
        return new SqliteFile(path);
    }

    public String url() {
        return "sqlite:///" + path;
    }

    public SqliteFile with(String... statements) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.executeUpdate(sql);
            }
            return this;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public List<String> rows(String sql) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Tables and indexes by name, as SQLite's own catalogue lists them. */
    public TreeSet<String> objects() {
        return new TreeSet<>(rows("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
                + " AND name NOT IN ('alembic_version', 'flyway_schema_history', 'flyway_schema_history_s_idx')"));
    }

    public String fingerprint() {
        return SqliteDatabase.at(path).schema().fingerprint();
    }

    /** Every byte of the file. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
