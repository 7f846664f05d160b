package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told, from a host that shares nothing but the server, while somebody is at work on a database. */
class PostgresAtWorkTest {

    /** The look for the application leaves out what calls itself so. */
    private static final String READER = "varve test reads";

    @TempDir
    Path folder;

    private PostgresTestDatabase database;
    private Terminal here;
    private Terminal elsewhere;

    @BeforeEach
    void watchTwiceWithOneRevisionPending() {
        database = PostgresServer.shared().database();
        var project = AlembicProjects.in(folder.resolve("project"))
                .script(
                        "a1",
                        "None",
                        "people",
                        List.of("op.create_table('people', sa.Column('name', sa.Text))"),
                        List.of("op.drop_table('people')"));
        here = registered("here", project);
        here.type("upgrade", "shop").exits(0);
        project.revision("b2", "a1", "mail", "op.execute('ALTER TABLE people ADD COLUMN mail text')");
        elsewhere = registered("elsewhere", project);
    }

    private Terminal registered(String host, AlembicProjects project) {
        var terminal = PostgresTerminal.in(folder.resolve(host));
        terminal.addAlembic("shop", project.ini(), PostgresShop.url(database), PostgresShop.python())
                .exits(0);
        return terminal;
    }

    /** A step waits for what it reads, until it is closed. */
    private Connection reading() throws SQLException {
        var reader = session(READER);
        reader.setAutoCommit(false);
        try (var statement = reader.createStatement()) {
            statement.execute("SELECT count(*) FROM people");
        }
        return reader;
    }

    private Connection session(String name) throws SQLException {
        var session = database.open();
        session.setClientInfo("ApplicationName", name);
        return session;
    }

    private static Session inItsStep(Terminal terminal) {
        var running = terminal.start("upgrade", "shop");
        await().atMost(Duration.ofMinutes(3))
                .until(() -> Files.readString(running.err()).contains("  step b2 waits for " + READER + " (pid "));
        return running;
    }

    @Test
    void aRunOfAnotherHostIsSeenByRecoverAndByTheGate() throws Exception {
        Session running;
        try (var reader = reading()) {
            running = inItsStep(here);

            var shown = elsewhere.type("recover", "shop", "--json").exits(6).json();
            assertThat(shown.path("situation").asString()).isEqualTo("RUN_IN_PROGRESS");
            assertThat(shown.path("evidence").toString()).contains("(process " + running.id() + " on ");
            assertThat(shown.path("options").path(0).path("id").asString()).isEqualTo("wait");
            var closed = elsewhere.type("gate", "shop", "--revision", "a1").exits(3);
            assertThat(closed.out()).contains("(process " + running.id() + " on ");
            assertThat(elsewhere.type("upgrade", "shop").exits(4).out()).contains("(process " + running.id() + " on ");
            assertThat(reader.isClosed()).isFalse();
        }
        running.end().exits(0);
        elsewhere.type("gate", "shop", "--revision", "b2").exits(0);
        assertThat(elsewhere.type("recover", "shop").exits(0).out()).contains("nothing to recover");
    }

    /** The user's own setting wins: here the server never looks whether its client is still there. */
    @Test
    void whatTheServerStillDoesForADeadRunKeepsOthersOutUntilItIsOver() throws Exception {
        database.execute("ALTER DATABASE " + database.name() + " SET client_connection_check_interval = '0'");
        try (var reader = reading()) {
            var running = inItsStep(here);
            running.signal("KILL");
            running.end();

            var refused = elsewhere.type("upgrade", "shop").exits(4);
            assertThat(refused.out())
                    .contains("a migration tool's session that a run of Varve left", "SELECT pg_terminate_backend(");
            for (var terminal : List.of(here, elsewhere)) {
                var shown = terminal.type("recover", "shop", "--json").exits(6).json();
                assertThat(shown.path("situation").asString()).isEqualTo("TOOL_RUNNING");
                assertThat(shown.path("evidence").toString()).contains("ALTER TABLE people ADD COLUMN mail text");
            }
            assertThat(reader.isClosed()).isFalse();
        }
        elsewhere.type("upgrade", "shop", "--wait", "200").exits(0);
        assertThat(database.texts("SELECT version_num FROM alembic_version")).containsExactly("b2");
        here.type("diagnose", "shop").exits(0);
        here.type("verify").exits(0);
    }

    @Test
    void aRunWaitsForTheApplicationToLeave() throws Exception {
        Session waiting;
        try (var application = session("shop worker")) {
            assertThat(here.type("upgrade", "shop").exits(4).out()).contains("shop worker");
            waiting = here.start("upgrade", "shop", "--wait", "200");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Files.readString(waiting.err()).contains("waiting, at most "));
            assertThat(application.isClosed()).isFalse();
        }
        assertThat(waiting.end().exits(0).err()).contains("shop worker", "going on");
    }
}
