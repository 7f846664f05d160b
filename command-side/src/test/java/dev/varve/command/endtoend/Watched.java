package dev.varve.command.endtoend;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.engine.tool.python.PythonEnvironments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An Alembic project and its database, under watch as {@code app} in a home of its own. */
public record Watched(Terminal terminal, SqliteFile database, AlembicProjects project) {

    /** In this folder, which receives everything; the project stands in its folder {@code project}. */
    public static Watched in(Path folder, AlembicProjects project) {
        var watched = new Watched(
                new Terminal(folder.resolve("operator"), folder.resolve("locks")),
                SqliteFile.empty(folder.resolve("data/app.db")),
                project);
        watched.register(watched.terminal(), watched.database());
        return watched;
    }

    /** The same for every test: each question whether the environment works costs a process. */
    public static String python() {
        return Found.PYTHON;
    }

    private static final class Found {

        private static final String PYTHON = new PythonEnvironments(
                        PythonEnvironments.defaultCache(), System.getenv(), line -> {})
                .any()
                .python()
                .toString();
    }

    /** Registers a database under this project in some home. */
    public void register(Terminal home, SqliteFile file, String... more) {
        var words = new ArrayList<>(List.of(
                "target",
                "add",
                "app",
                "--tool",
                "alembic",
                "--config",
                project.ini().toString(),
                "--database",
                file.url(),
                "--python",
                python()));
        words.addAll(List.of(more));
        home.type(words.toArray(String[]::new)).exits(0);
    }

    public Ended type(String... words) {
        return terminal.type(words);
    }
}
