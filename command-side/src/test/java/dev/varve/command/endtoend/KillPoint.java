package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Kills a command, and all that it started, once an event of it is durable. */
final class KillPoint implements AutoCloseable {

    private final Path pipe;
    private final WitnessPipe witness;

    KillPoint(Path folder) throws IOException, InterruptedException {
        this.pipe = folder.resolve("witness");
        this.witness = new WitnessPipe(pipe);
    }

    /** The command, as a process of {@code terminal}, up to the nth event of that type. */
    void killAt(Terminal terminal, String event, int nth, String... words) throws InterruptedException {
        var session = reach(terminal, event, nth, words);
        session.signal("KILL");
        session.process().waitFor();
    }

    /** Starts the command and waits until that is durable; it goes on. */
    Session reach(Terminal terminal, String event, int nth, String... words) {
        witness.forget();
        var session = terminal.another().with("VARVE_WITNESS", pipe.toString()).start(words);
        assertThat(witness.await(event, nth, session.process())).as(event).isNotNull();
        return session;
    }

    /** What lies beside a database and is neither it nor kept aside. */
    static Set<String> besides(SqliteFile database) throws IOException {
        try (var files = Files.list(database.path().getParent())) {
            var names = new TreeSet<String>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("app.db") && !name.contains(".varve-aside-"))
                    .forEach(names::add);
            return names;
        }
    }

    @Override
    public void close() throws IOException {
        witness.close();
    }
}
