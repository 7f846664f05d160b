package dev.varve.command.endtoend;

import dev.varve.engine.database.H2Database;
import dev.varve.engine.database.H2Fixture;
import dev.varve.engine.database.H2Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An H2 file with a folder of Flyway's scripts, under watch as {@code shop} in a home of its own. */
record H2File(Terminal terminal, ScriptFolder scripts, H2Database database) {

    /** An empty file, as an operator makes one for a new application; receives everything else beside it. */
    static H2File in(Path folder, Map<String, String> settings, H2Login login) {
        try {
            var file = Files.createFile(
                    Files.createDirectories(folder.resolve("data")).resolve("shop.mv.db"));
            return new H2File(
                    new Terminal(folder.resolve("operator"), folder.resolve("locks")),
                    ScriptFolder.in(folder),
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

    /** Likewise, at its first version, with three rows. */
    static H2File atFirstVersion(Path folder) {
        var file = watched(folder).script("V1__chat.sql", "CREATE TABLE chat (id INT PRIMARY KEY, title VARCHAR(100))");
        file.type("upgrade", "shop").exits(0);
        return file.with("INSERT INTO chat VALUES (1, 'a'), (2, 'b'), (3, 'c')");
    }

    Ended register(String... more) {
        return terminal.addFlyway("shop", sql(), database.jdbcUrl(), more);
    }

    Path sql() {
        return scripts.path();
    }

    H2File script(String name, String... statements) {
        scripts.script(name, statements);
        return this;
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
