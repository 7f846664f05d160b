package dev.varve.engine.tool.flyway;

import dev.varve.engine.database.ChangeWatch;
import dev.varve.engine.database.DatabaseFiles;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.FileSnapshot;
import dev.varve.engine.database.H2Database;
import dev.varve.engine.database.H2Login;
import dev.varve.engine.database.Health;
import dev.varve.engine.database.SqliteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real database in a file, and plain SQL for tests. */
record RealFile(FileDatabase real) implements FileDatabase {

    static RealFile sqlite(Path file) throws Exception {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        return new RealFile(SqliteDatabase.at(file));
    }

    static RealFile h2(Path file) throws Exception {
        var database = missingH2(file);
        Files.createFile(Path.of(database.path()));
        return database;
    }

    static RealFile missingH2(Path file) {
        return new RealFile(H2Database.at(
                file.resolveSibling(file.getFileName() + ".mv.db"), Map.of("MODE", "MySQL"), H2Login.DEFAULT));
    }

    void execute(String... statements) throws SQLException {
        try (var connection = openForChanging();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    List<String> rows(String query) throws SQLException {
        try (var connection = openForLooking();
                var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }

    List<String> tables() throws SQLException {
        return switch (kind()) {
            case SQLITE -> rows("select name from sqlite_master where type = 'table' order by name");
            case H2 ->
                rows("select table_name from information_schema.tables where table_schema = 'PUBLIC' order by 1");
            case POSTGRESQL -> throw new IllegalStateException("no file: " + location());
        };
    }

    @Override
    public DatabaseKind kind() {
        return real.kind();
    }

    @Override
    public String location() {
        return real.location();
    }

    @Override
    public String identity() {
        return real.identity();
    }

    @Override
    public String sqlAlchemyUrl() {
        return real.sqlAlchemyUrl();
    }

    @Override
    public String jdbcUrl() {
        return real.jdbcUrl();
    }

    @Override
    public String path() {
        return real.path();
    }

    @Override
    public DatabaseFiles files() {
        return real.files();
    }

    @Override
    public Health health(boolean thorough) {
        return real.health(thorough);
    }

    @Override
    public FileSnapshot snapshot() {
        return real.snapshot();
    }

    @Override
    public ChangeWatch watch() {
        return real.watch();
    }

    @Override
    public Connection openForLooking() throws SQLException {
        return real.openForLooking();
    }

    @Override
    public Connection openForChanging() throws SQLException {
        return real.openForChanging();
    }

    @Override
    public void makeDurable() {
        real.makeDurable();
    }

    @Override
    public FileDatabase copyAt(Path file) {
        return real.copyAt(file);
    }

    @Override
    public FileDatabase finishedCopyAt(Path file) {
        return real.finishedCopyAt(file);
    }
}
