package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose names mean something to a shell, to a URL or to SQL. */
class OddPathTest {

    private static final String ODD = "a b#c%d 'e' \"f\" äöü数据;g&h=i\\j$HOME:k[x]*";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {ODD, "-x"})
    void workFromTheFirstLookToTheRestore(String name) throws Exception {
        var data = Files.createDirectories(folder.resolve("data of " + name));
        var database = SqliteFile.empty(data.resolve(name + ".db"));
        var alembic = new Watched(
                new Terminal(folder.resolve("operator")), database, AlembicProjects.linear(folder.resolve("project")));
        alembic.register(alembic.terminal(), database, "--env", "DATABASE_URL={database}", "--env", "FILE={path}");

        goThere(alembic.terminal(), database);

        assertThat(database.objects()).contains("users", "posts");
        try (var files = Files.list(data)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(file -> !file.contains(".varve-aside-")))
                    .containsExactly(name + ".db");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ODD, "a%41b"})
    void workWithFlywayToo(String name) {
        var flyway = FlywayFile.watched(folder, name + ".db")
                .script("V1__users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY)");

        goThere(flyway.terminal(), flyway.database());

        assertThat(flyway.database().objects()).contains("users");
    }

    private static void goThere(Terminal terminal, SqliteFile database) {
        terminal.type("diagnose", "app").exits(3);
        terminal.type("upgrade", "app").exits(0);
        terminal.type("diagnose", "app", "--deep").exits(0);
        var backup = terminal.type("backup", "app", "--json")
                .exits(0)
                .json()
                .path("id")
                .asString();
        terminal.type("restore", "app", backup).exits(0);
        terminal.type("diagnose", "app").exits(0);
        assertThat(terminal.type("target", "show", "app", "--json")
                        .json()
                        .path("database")
                        .asString())
                .endsWith(database.path().toString());
    }

    @Test
    void areRefusedAtRegistrationWhereSomebodyWouldReadAnotherFile() {
        var scripts = ScriptFolder.in(folder).path();
        var terminal = new Terminal(folder.resolve("operator"));
        for (var url : List.of(
                "sqlite:////srv/a?b.db",
                "sqlite:////srv/what?.db",
                "jdbc:sqlite:file:/srv/a%20b.db",
                "jdbc:sqlite:file:/srv/a#b.db",
                "sqlite:////srv/a\nb.db",
                "sqlite:////srv/{path}.db")) {
            var refused = terminal.addFlyway("app", scripts, url, "--json").exits(2);

            assertThat(refused.json().path("error").path("message").asString())
                    .startsWith("expected a URL from which everybody reads the same file, found ");
        }
        assertThat(terminal.type("target", "list", "--json").exits(0).json()).isEmpty();
        terminal.type(
                        "target",
                        "add",
                        "app",
                        "--tool",
                        "alembic",
                        "--config",
                        scripts.toString(),
                        "--database",
                        "sqlite:////srv/a%41b.db")
                .exits(2);
        terminal.addFlyway("app", scripts, "sqlite:////srv/app.db?timeout=10&mode=rw")
                .exits(0);
    }
}
