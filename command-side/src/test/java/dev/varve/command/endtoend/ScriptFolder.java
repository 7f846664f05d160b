package dev.varve.command.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of SQL scripts, named as Flyway wants them. */
record ScriptFolder(Path path) {

    static ScriptFolder in(Path folder) {
        try {
            return new ScriptFolder(Files.createDirectories(folder.resolve("sql")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    ScriptFolder script(String name, String... statements) {
        return file(name, String.join(";\n", statements) + ";\n");
    }

    /** A file of any other content, such as a script's settings. */
    ScriptFolder file(String name, String text) {
        try {
            Files.writeString(path.resolve(name), text);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
