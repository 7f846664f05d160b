package dev.varve.command.crash;

import static org.awaitility.Awaitility.await;

import dev.varve.command.endtoend.Ended;
import dev.varve.command.endtoend.PostgresShop;
import dev.varve.command.endtoend.PostgresTerminal;
import dev.varve.command.endtoend.Session;
import dev.varve.command.endtoend.Terminal;
import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A watched database on the server's side of a wire, and a command behind the wire that is at work on it. */
final class CutOff {

    private static final String NAME = "shop";
    private static final String FIRST = "CREATE TABLE people AS SELECT generate_series(1, 100) AS id";

    private final Wire wire;
    private final PostgresTestDatabase database;
    private final Terminal terminal;
    private Session session;
    private Ended ended;

    private CutOff(Wire wire, PostgresServer server, Path folder) {
        this.wire = wire;
        database = server.database();
        terminal = PostgresTerminal.in(folder.resolve("operator"));
    }

    /** Alembic; the next step does that. */
    static CutOff alembic(Wire wire, PostgresServer server, Path folder, String... python) {
        return new CutOff(wire, server, folder).byAlembic(folder, python);
    }

    /** Likewise, and what happens to it is recorded on the same server. */
    static CutOff recordedThere(Wire wire, PostgresServer server, Path folder, String... python) {
        var cutOff = new CutOff(wire, server, folder);
        cutOff.terminal.with(
                "VARVE_STORE",
                "postgresql://" + cutOff.address(server.database().name()));
        return cutOff.byAlembic(folder, python);
    }

    /** Flyway; the next script is that. */
    static CutOff flyway(Wire wire, PostgresServer server, Path folder, String script) throws IOException {
        var cutOff = new CutOff(wire, server, folder);
        var scripts = Files.createDirectories(folder.resolve("sql"));
        Files.writeString(scripts.resolve("V1__first.sql"), FIRST + ";\n");
        cutOff.terminal.addFlyway(NAME, scripts, cutOff.url()).exits(0);
        cutOff.terminal.type("upgrade", NAME).exits(0);
        Files.writeString(scripts.resolve("V2__next.sql"), script);
        return cutOff;
    }

    private CutOff byAlembic(Path folder, String... python) {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "first", "op.execute('" + FIRST + "')")
                .revision("b2", "a1", "next", python);
        terminal.addAlembic(NAME, project.ini(), url(), PostgresShop.python()).exits(0);
        terminal.type("upgrade", NAME, "--to", "a1").exits(0);
        return this;
    }

    private String url() {
        return "postgresql+psycopg2://" + address(database.name());
    }

    private String address(String name) {
        return PostgresServer.ADMIN + "@" + wire.server() + ":"
                + database.server().port() + "/" + name;
    }

    PostgresTestDatabase database() {
        return database;
    }

    /** Types a command on the server's side of the wire. */
    Ended type(String... words) {
        return terminal.type(words);
    }

    /** Starts the command behind the wire, and waits until the server is at a statement of it that begins so. */
    void start(String statement, String... words) {
        session = terminal.startUnder(wire.behind(), words);
        awaitStatement(statement);
    }

    void awaitStatement(String statement) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isAt(statement) || !session.process().isAlive());
        if (!session.process().isAlive()) {
            throw new AssertionError("too late to cut the wire under " + session.end());
        }
    }

    private boolean isAt(String statement) {
        return !server("SELECT 1 FROM pg_stat_activity WHERE datname ~ '^" + database.name()
                        + "($|__varve_)' AND query LIKE '" + statement + "%'")
                .isEmpty();
    }

    /** What the server says in another database than the watched one. */
    List<String> server(String sql) {
        return new PostgresTestDatabase(database.server(), "postgres").texts(sql);
    }

    /** Waits until it ended by itself. */
    void awaitItsEnd(Duration longest) {
        await().atMost(longest).until(() -> !session.process().isAlive());
        ended = session.end();
    }

    /** How it ended. */
    Ended ended() {
        return ended;
    }

    void kill() {
        if (session != null) {
            session.signal("KILL");
        }
    }
}
