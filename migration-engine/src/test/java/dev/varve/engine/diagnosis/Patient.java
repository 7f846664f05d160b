package dev.varve.engine.diagnosis;

import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.flyway.FlywayProject;
import dev.varve.engine.tool.flyway.FlywayTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A SQLite database with a Flyway project of its own, to be broken and then looked at. */
final class Patient {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    final Path folder;
    final SqliteDatabase database;
    KnownRun lastRun;
    Map<String, String> ranScripts = Map.of();
    Instant backupProvenAt = Instant.parse("2026-11-21T12:00:00Z");

    /** Four revisions; the third makes, changes and removes things, as revisions do. */
    Patient(Path folder) throws Exception {
        this.folder = folder;
        this.database = SqliteDatabase.at(folder.resolve("app.db"));
        Files.createDirectories(folder.resolve("sql"));
        script("V1__user.sql", "create table user (id integer primary key, name text);");
        script("V2__chat.sql", "create table chat (id integer primary key, user_id integer references user (id));");
        script(
                "V3__meta.sql",
                "alter table chat add column meta text;",
                "create index ix_chat_user on chat (user_id);",
                "create table tag (id integer primary key, name text);",
                "drop table if exists obsolete;");
        script("V4__file.sql", "create table file (id integer primary key);");
        sql("create table first_page (id integer)", "drop table first_page");
    }

    Patient script(String name, String... lines) throws Exception {
        Files.writeString(folder.resolve("sql").resolve(name), String.join("\n", lines));
        return this;
    }

    Patient without(String name) throws Exception {
        Files.delete(folder.resolve("sql").resolve(name));
        return this;
    }

    Patient sql(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl());
                var statement = connection.createStatement()) {
            for (var text : statements) {
                statement.execute(text);
            }
        }
        return this;
    }

    FlywayTool tool() {
        return new FlywayTool(new FlywayProject(folder.resolve("sql"), folder, Map.of()), database, CLOCK);
    }

    Patient at(String version) {
        tool().migrate(
                        new MigrationOrder(
                                Destination.up(version),
                                folder.resolve("ledger.jsonl"),
                                folder.resolve("output.txt"),
                                () -> false,
                                () -> {},
                                () -> null),
                        observation -> {});
        return this;
    }

    /** Sets what is recorded, as a stamp would, without running anything. */
    Patient recordedAt(String... versions) throws SQLException {
        sql("delete from flyway_schema_history where installed_rank > 0");
        var rank = 1;
        for (var version : versions) {
            sql("insert into flyway_schema_history values (" + rank + ", '" + version
                    + "', 'stamped', 'BASELINE', 'stamped', null, '', '2026-01-01 00:00:00', 0, 1)");
            rank++;
        }
        return this;
    }

    String fingerprint() {
        return database.schema().without("flyway_schema_history"::equals).fingerprint();
    }

    String sha256(String script) throws Exception {
        var bytes = Files.readAllBytes(folder.resolve("sql").resolve(script));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    Diagnosis quick() {
        return look(evidence());
    }

    Diagnosis deep() {
        return look(evidence().deep(references()));
    }

    Diagnosis deepUnless(Vouched verified) {
        return look(evidence().deep(references()).vouchedFor(verified));
    }

    private Evidence evidence() {
        return Evidence.none("app").after(lastRun).havingRun(ranScripts).backedUp(backupProvenAt);
    }

    References references() {
        return new References(
                new SqliteScratchDatabases(folder.resolve("scratch")), new ReferenceCache(folder.resolve("cache")));
    }

    private Diagnosis look(Evidence evidence) {
        return new Diagnostician(CLOCK).examine(database, tool(), evidence).diagnosis();
    }

    static List<String> codes(Diagnosis diagnosis) {
        var codes = new ArrayList<String>();
        diagnosis.findings().forEach(finding -> codes.add(finding.code().name()));
        return codes;
    }
}
