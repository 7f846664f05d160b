package dev.varve.command.endtoend;

import dev.varve.engine.database.H2Database;
import dev.varve.engine.database.H2Fixture;
import dev.varve.engine.database.H2Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An H2 file with a folder of Flyway's scripts, under watch as {@code shop} in a home of its own. */
record H2File(Terminal terminal, Path sql, H2Database database) {

    /** An empty file, as an operator makes one for a new application; receives everything else beside it. */
    static H2File in(Path folder, Map<String, String> settings, H2Login login) {
        try {
            var sql = Files.createDirectories(folder.resolve("sql"));
            var file = Files.createFile(
                    Files.createDirectories(folder.resolve("data")).resolve("shop.mv.db"));
            return new H2File(
                    new Terminal(folder.resolve("operator"), folder.resolve("locks")),
                    sql,
                    H2Database.at(file, settings, login));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Likewise, registered, with H2's usual login. */
    static H2File watched(Path folder) {
        var file = in(folder, Map.of(), H2Login.DEFAULT);
        file.register().exits(0);
        return file;
    }

    Ended register(String... more) {
        var words = new ArrayList<>(List.of(
                "target",
                "add",
                "shop",
                "--tool",
                "flyway",
                "--config",
                sql.toString(),
                "--database",
                database.jdbcUrl()));
        words.addAll(List.of(more));
        return terminal.type(words.toArray(String[]::new));
    }

    H2File script(String name, String... statements) {
        try {
            Files.writeString(sql.resolve(name), String.join(";\n", statements) + ";\n");
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    H2File with(String... statements) {
        H2Fixture.with(database, statements);
        return this;
    }

    List<String> rows(String query) {
        return H2Fixture.rows(database, query);
    }

    Path path() {
        return Path.of(database.path());
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(path());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Ended type(String... words) {
        return terminal.type(words);
    }
}
