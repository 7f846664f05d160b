package dev.varve.command.endtoend;

import java.nio.file.Path;

/** A SQLite file with a folder of Flyway's scripts, under watch as {@code app} in a home of its own. */
record FlywayFile(Terminal terminal, ScriptFolder scripts, SqliteFile database) {

    /** In this folder, which receives everything. */
    static FlywayFile watched(Path folder) {
        return watched(folder, "app.db");
    }

    /** Likewise, with a file of that name. */
    static FlywayFile watched(Path folder, String name) {
        var file = new FlywayFile(
                new Terminal(folder.resolve("operator"), folder.resolve("locks")),
                ScriptFolder.in(folder),
                SqliteFile.empty(folder.resolve("data").resolve(name)));
        file.terminal
                .addFlyway("app", file.scripts.path(), "jdbc:sqlite:" + file.database.path())
                .exits(0);
        return file;
    }

    FlywayFile script(String name, String... statements) {
        scripts.script(name, statements);
        return this;
    }

    Ended type(String... words) {
        return terminal.type(words);
    }
}
