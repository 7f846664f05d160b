package dev.varve.engine.tool.alembic;

import dev.varve.engine.database.ChangeWatch;
import dev.varve.engine.database.DatabaseFiles;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.FileSnapshot;
import dev.varve.engine.database.Health;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.fingerprint.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** As much of an SQLite database as a migration tool needs, and plain SQL for tests. */
record AnySqliteFile(Path file) implements FileDatabase {

    @Override
    public DatabaseKind kind() {
        return DatabaseKind.SQLITE;
    }

    @Override
    public String location() {
        return path();
    }

    @Override
    public String identity() {
        try {
            return Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String sqlAlchemyUrl() {
        return "sqlite:///" + path();
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:sqlite:" + path();
    }

    @Override
    public String path() {
        return file.toAbsolutePath().toString();
    }

    @Override
    public Health health(boolean thorough) {
        return new Health(true, 0, "", null, "", List.of());
    }

    @Override
    public DatabaseFiles files() {
        return real().files();
    }

    @Override
    public FileSnapshot snapshot() {
        return real().snapshot();
    }

    @Override
    public ChangeWatch watch() {
        return real().watch();
    }

    @Override
    public Connection openForLooking() throws SQLException {
        return real().openForLooking();
    }

    @Override
    public Connection openForChanging() throws SQLException {
        return real().openForChanging();
    }

    @Override
    public FileDatabase copyAt(Path copy) {
        return new AnySqliteFile(copy);
    }

    @Override
    public FileDatabase finishedCopyAt(Path copy) {
        return new AnySqliteFile(copy);
    }

    private FileDatabase real() {
        return SqliteDatabase.at(file);
    }

    @Override
    public Schema schema() {
        return Schema.empty();
    }

    @Override
    public Map<String, Long> rowCounts() {
        return Map.of();
    }

    @Override
    public List<TableContent> contents(LongConsumer rowsRead) {
        return List.of();
    }

    AnySqliteFile with(String... statements) {
        try (var connection = DriverManager.getConnection(jdbcUrl());
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.executeUpdate(sql);
            }
            return this;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    List<String> rows(String sql) {
        try (var connection = DriverManager.getConnection(jdbcUrl());
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The statements that made the schema, without what SQLite keeps for itself. */
    Set<String> made() {
        return new TreeSet<>(rows("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"));
    }

    Set<String> tables() {
        return new TreeSet<>(rows("SELECT name FROM sqlite_master WHERE type = 'table'"));
    }
}
