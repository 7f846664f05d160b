package dev.varve.engine.tool.flyway;

import dev.varve.engine.database.Database;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.MigrationTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A folder with scripts, a database, and everything that a run through the tool told. */
final class Bench {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    final Path folder;
    final Database database;
    final List<Observation> seen = new ArrayList<>();
    BooleanSupplier stop = () -> false;
    Runnable beforeFirstStep = () -> {};
    Consumer<Observation> observer = seen::add;
    Map<String, String> environment = Map.of();
    Path config;

    Bench(Path folder, Database database) throws Exception {
        this.folder = folder;
        this.database = database;
        this.config = Files.createDirectories(folder.resolve("sql"));
    }

    static Bench onSqlite(Path folder) throws Exception {
        return new Bench(folder, RealFile.sqlite(folder.resolve("app.db")));
    }

    /** Scripts to run, repeatable one included, over an empty file. */
    static Bench withThreeVersionsAndAView(Path folder) throws Exception {
        return Bench.onSqlite(folder)
                .script("V1__create_chat.sql", "create table chat (id integer primary key, title text);")
                .script(
                        "V2__fill_chat.sql",
                        "insert into chat (title) values ('a'), ('b'), ('c');",
                        "update chat set title = upper(title) where id < 3;")
                .script("V3__note.sql", "create table note (id integer primary key);")
                .script(
                        "R__titles.sql",
                        "drop view if exists titles;",
                        "create view titles as select title from chat;");
    }

    RealFile file() {
        return (RealFile) database;
    }

    Bench script(String name, String... lines) throws Exception {
        Files.writeString(folder.resolve("sql").resolve(name), String.join("\n", lines), StandardCharsets.UTF_8);
        return this;
    }

    Bench configured(String name, String... lines) throws Exception {
        config = Files.writeString(folder.resolve(name), String.join("\n", lines), StandardCharsets.UTF_8);
        return this;
    }

    FlywayTool tool() {
        return new FlywayTool(new FlywayProject(config, folder, environment), database, CLOCK);
    }

    MigrationResult upgrade(String to) {
        return upgrade(tool(), to);
    }

    MigrationResult upgrade(MigrationTool tool, String to) {
        var order = new MigrationOrder(
                Destination.up(to),
                ledger(),
                folder.resolve("output.txt"),
                stop,
                beforeFirstStep,
                () -> database.schema().fingerprint());
        return tool.migrate(order, observer);
    }

    Path ledger() {
        return folder.resolve("ledger.jsonl");
    }

    <T extends Observation> List<T> seen(Class<T> type) {
        return seen.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
