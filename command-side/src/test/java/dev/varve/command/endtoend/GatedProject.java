package dev.varve.command.endtoend;

import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A project whose second revision takes until a file appears. */
record GatedProject(Path gate) {

    /** @param folder receives the project and, when it is opened, the gate */
    static Watched in(Path folder) {
        return in(folder, new Terminal(folder.resolve("operator"), folder.resolve("locks")));
    }

    /** Likewise, put under watch by that operator. */
    static Watched in(Path folder, Terminal operator) {
        var project = new GatedProject(folder.resolve("gate")).install(folder.resolve("project"));
        var watched = new Watched(operator, SqliteFile.empty(folder.resolve("data/app.db")), project);
        watched.register(operator, watched.database());
        return watched;
    }

    static GatedProject of(Path folder) {
        return new GatedProject(folder.resolve("gate"));
    }

    private AlembicProjects install(Path folder) {
        return AlembicProjects.in(folder)
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')")
                .revision(
                        "b2",
                        "a1",
                        "waits",
                        "import os, time",
                        "while 'scratch' not in str(op.get_bind().engine.url) and not os.path.exists('" + gate + "'):",
                        "    time.sleep(0.01)",
                        "op.execute('CREATE TABLE done (id INTEGER)')");
    }

    /** Waits until an upgrade stands in the second revision. */
    static Session reachTheSecondStep(Session upgrade) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> Files.readString(upgrade.err()).contains("step 2 of 2")
                        || !upgrade.process().isAlive());
        if (!upgrade.process().isAlive()) {
            throw new AssertionError("expected an upgrade in its second step, found its end: " + upgrade.end());
        }
        return upgrade;
    }

    void open() {
        try {
            Files.createFile(gate);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
