package dev.varve.engine.tool.flyway;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.Health;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** A database by its JDBC URL whose schema is the text that its engine keeps: enough to compare two of one kind. */
record FileDatabase(DatabaseKind kind, String jdbcUrl, String path) implements Database {

    static FileDatabase sqlite(Path file) throws Exception {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        return new FileDatabase(DatabaseKind.SQLITE, "jdbc:sqlite:" + file, file.toString());
    }

    static FileDatabase h2(Path file) throws SQLException {
        var url = "jdbc:h2:file:" + file + ";MODE=MySQL";
        try (var created = DriverManager.getConnection(url)) {
            created.getMetaData();
        }
        return new FileDatabase(DatabaseKind.H2, url, file.toString());
    }

    void execute(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    List<String> rows(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
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
        return switch (kind) {
            case SQLITE -> rows("select name from sqlite_master where type = 'table' order by name");
            case H2 ->
                rows("select table_name from information_schema.tables where table_schema = 'PUBLIC' order by 1");
        };
    }

    @Override
    public Schema schema() {
        var query = switch (kind) {
            case SQLITE ->
                "select coalesce(sql, name) from sqlite_master where name not like 'flyway%'"
                        + " and tbl_name not like 'flyway%'";
            case H2 ->
                "select table_name || '.' || column_name || ':' || data_type || ':' || is_nullable || ':'"
                        + " || coalesce(character_maximum_length, 0) from information_schema.columns"
                        + " where table_schema = 'PUBLIC' and table_name not like 'flyway%' union all"
                        + " select table_name || '#' || constraint_name || ':' || constraint_type"
                        + " from information_schema.table_constraints where table_name not like 'flyway%'";
        };
        try {
            return Schema.of(rows(query).stream()
                    .map(text -> new Facet(Facet.Kind.TABLE, text, text, text))
                    .toList());
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public String location() {
        return path;
    }

    @Override
    public String identity() {
        return path;
    }

    @Override
    public String sqlAlchemyUrl() {
        return "sqlite:///" + path;
    }

    @Override
    public Health health(boolean thorough) {
        return new Health(true, 0, null, null, null, List.of());
    }

    @Override
    public Map<String, Long> rowCounts() {
        return Map.of();
    }

    @Override
    public List<TableContent> contents(LongConsumer rowsRead) {
        return List.of();
    }
}
