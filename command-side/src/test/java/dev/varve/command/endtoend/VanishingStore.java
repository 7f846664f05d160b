package dev.varve.command.endtoend;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An event store that goes out of reach in the middle of a run, by the hand of a migration's own script: after the step has begun, and
 * before its outcome can be recorded.
 *
 * @param folder receives everything
 * @param store the folder of the event store
 * @param aside a place for that folder that is not there yet
 */
record VanishingStore(Path folder, Path store, Path aside, Watched watched) {

    static VanishingStore in(Path folder) {
        try {
            var store = Files.createDirectories(folder.resolve("store"));
            var watched = new Watched(
                    terminal(folder, store),
                    SqliteFile.empty(folder.resolve("data/app.db")),
                    AlembicProjects.in(folder.resolve("project")));
            return new VanishingStore(folder, store, folder.resolve("aside"), watched);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Terminal terminal(Path folder, Path store) {
        return new Terminal(folder.resolve("operator"), folder.resolve("locks"))
                .with("VARVE_STORE", "sqlite:///" + store.resolve("events.db"));
    }

    /** Another terminal of the same operator. */
    Terminal anotherTerminal() {
        return terminal(folder, store);
    }

    /** Puts the database under watch at its first revision; the second does this between its table and its end. */
    void vanishesBy(String... deed) {
        var script = new StringBuilder("op.execute('CREATE TABLE two (id INTEGER)')");
        script.append("\n    import os\n    if os.path.exists('" + armed() + "'):");
        script.append("\n        os.remove('" + armed() + "')");
        for (var line : deed) {
            script.append("\n        ").append(line);
        }
        script.append("\n    op.execute('CREATE TABLE two_more (id INTEGER)')");
        watched.project()
                .revision("a1", null, "one", "op.execute('CREATE TABLE one (id INTEGER)')")
                .revision("b2", "a1", "two", script.toString())
                .revision("c3", "b2", "three", "op.execute('CREATE TABLE three (id INTEGER)')");
        watched.register(watched.terminal(), watched.database());
        type("upgrade", "app", "--to", "a1");
        try {
            Files.createFile(armed());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Likewise: the store's folder is moved away. */
    void isMovedAway() {
        vanishesBy("os.rename('" + store + "', '" + aside + "')");
    }

    /** The deed is done once: the same script also runs where the expected schema is built. */
    private Path armed() {
        return folder.resolve("armed");
    }

    void bringBack() {
        move(aside, store);
    }

    static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Ended type(String... words) {
        return watched.type(words);
    }

    Path events() {
        return store.resolve("events.db");
    }

    /** The only file of facts that wait. */
    String spool() {
        return spools().getFirst();
    }

    List<String> spools() {
        try (var files = Files.list(folder.resolve("operator/home/spool"))) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".spool"))
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /** The types of the recorded events, in order. */
    List<String> recorded() {
        return SqliteFile.at(events()).rows("SELECT payload_type FROM domain_event ORDER BY global_index");
    }
}
