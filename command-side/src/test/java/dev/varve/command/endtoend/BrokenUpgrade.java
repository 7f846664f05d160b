package dev.varve.command.endtoend;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;

/** A database of two rows whose upgrade breaks in its third statement, after two that SQLite committed at once. */
public final class BrokenUpgrade {

    private BrokenUpgrade() {}

    /** Before the upgrade. */
    public static Watched beforeIt(Path folder) {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT)')")
                .revision(
                        "b2",
                        "a1",
                        "unique mail",
                        "op.execute('CREATE TABLE one (id INTEGER)')",
                        "op.execute('CREATE TABLE two (id INTEGER)')",
                        "op.execute('CREATE UNIQUE INDEX ux_mail ON users (mail)')",
                        "op.execute('CREATE TABLE three (id INTEGER)')");
        var watched = Watched.in(folder, project);
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        watched.database().with("INSERT INTO users (mail) VALUES ('a@example.org'), ('a@example.org')");
        return watched;
    }

    /** After it: partial. */
    static Watched in(Path folder) {
        var watched = beforeIt(folder);
        watched.type("upgrade", "app", "--strategy", "in-place", "--no-rehearsal")
                .exits(6);
        return watched;
    }
}
