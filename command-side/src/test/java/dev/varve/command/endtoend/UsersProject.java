package dev.varve.command.endtoend;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;

/** An Alembic project whose first revision, {@code a1}, makes a table of users. What follows it is each test's own. */
final class UsersProject {

    private UsersProject() {}

    static AlembicProjects in(Path folder) {
        return AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT)')");
    }

    /** Under watch, at its first revision, with two users of the same address. */
    static Watched atFirstRevision(Path folder, AlembicProjects project) {
        var watched = Watched.in(folder, project);
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        watched.database().with("INSERT INTO users (mail) VALUES ('a@example.org'), ('a@example.org')");
        return watched;
    }
}
