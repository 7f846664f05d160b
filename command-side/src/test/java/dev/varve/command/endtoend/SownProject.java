package dev.varve.command.endtoend;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An Alembic project under watch whose second revision fails, with a canary in every place that a value can stand in. */
final class SownProject {

    private SownProject() {}

    static Watched in(Path folder, Canaries canaries) throws IOException {
        var envFile = Files.writeString(folder.resolve("shop.env"), "FROM_FILE=" + canaries.sown("envfile") + "\n");
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision(
                        "a1",
                        null,
                        "users",
                        "op.execute(\"CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT DEFAULT '"
                                + canaries.sown("default")
                                + "' UNIQUE, age INTEGER CHECK (name <> '" + canaries.sown("check")
                                + "'), word TEXT DEFAULT "
                                + canaries.bare("bareword") + ")\")",
                        "op.execute(\"INSERT INTO users (name) VALUES ('" + canaries.sown("literal") + "')\")")
                .revision(
                        "b2",
                        "a1",
                        "breaks",
                        "op.execute('CREATE TABLE log (t TEXT)')",
                        "op.execute(\"/* " + canaries.sown("comment") + " */ INSERT INTO log VALUES ('x') -- "
                                + canaries.sown("comment2") + "\")",
                        "op.execute('INSERT INTO log VALUES (\"" + canaries.sown("doublequoted") + "\")')",
                        "op.get_bind().execute(sa.text('INSERT INTO log VALUES (:v)'), {'v': '" + canaries.sown("bound")
                                + "'})",
                        "print('" + canaries.sown("printed") + "')",
                        "op.execute(\"INSERT INTO users (name) VALUES ('" + canaries.sown("twice") + "')\")",
                        "op.get_bind().execute(sa.text('INSERT INTO users (name) VALUES (:v)'), {'v': '"
                                + canaries.last() + "'})");
        var watched = new Watched(
                new Terminal(folder.resolve("operator"), folder.resolve("locks")),
                SqliteFile.empty(folder.resolve("data/app.db")),
                project);
        watched.register(
                watched.terminal(),
                watched.database(),
                "--env",
                "SHOP_TOKEN=" + canaries.sown("env"),
                "--env-file",
                envFile.toString());
        return watched;
    }
}
