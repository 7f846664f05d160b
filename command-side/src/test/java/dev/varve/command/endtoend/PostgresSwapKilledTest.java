package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are killed while two databases on a PostgreSQL server change names, and the recovery after that. */
class PostgresSwapKilledTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private PostgresTestDatabase database;
    private Terminal terminal;

    private void watch(PostgresServer server) {
        database = server.database();
        terminal = PostgresTerminal.in(folder.resolve("operator"));
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision(
                        "a1",
                        null,
                        "people",
                        "op.execute('CREATE TABLE people (id int PRIMARY KEY)')",
                        "op.execute('INSERT INTO people SELECT generate_series(1, 100)')")
                .revision("b2", "a1", "extra", "op.execute('CREATE TABLE extra (id int)')");
        terminal.addAlembic("shop", project.ini(), PostgresShop.url(database), PostgresShop.python())
                .exits(0);
        terminal.type("upgrade", "shop", "--to", "a1").exits(0);
    }

    private List<String> server(String sql) {
        return new PostgresTestDatabase(database.server(), "postgres").texts(sql);
    }

    private List<String> beside(String kind) {
        return server("SELECT datname FROM pg_database WHERE datname LIKE '" + database.name() + "\\_\\_varve\\_" + kind
                + "\\_%'");
    }

    private boolean letsNobodyIn() {
        return server("SELECT datallowconn FROM pg_database WHERE datname = '" + database.name() + "'")
                .contains("f");
    }

    private List<String> revision() {
        return database.texts("SELECT version_num FROM alembic_version");
    }

    private void recoversToWhatIsThere() {
        var recovered =
                terminal.type("recover", "shop", "--yes", "--json").exits(0).json();

        assertThat(recovered.path("outcome").asString()).isEqualTo("RECOVERED");
        var swapped = revision().equals(List.of("b2"));
        assertThat(recovered.path("situation").asString()).isEqualTo(swapped ? "NOT_RECORDED" : "NOTHING_APPLIED");
        assertThat(database.texts("SELECT count(*) FROM people")).containsExactly("100");
        assertThat(letsNobodyIn()).isFalse();
        assertThat(Recorded.count(terminal, "shop", "CopySwappedIn")).isEqualTo(swapped ? 1 : 0);
        assertThat(Recorded.count(terminal, "shop", "SwapFailed")).isEqualTo(swapped ? 0 : 1);
        assertThat(Recorded.count(terminal, "shop", "RunInterrupted")).isEqualTo(1);
        terminal.type("diagnose", "shop", "--deep").exits(swapped ? 0 : 3);
        assertThat(terminal.type("recover", "shop").exits(swapped ? 0 : 3).out())
                .contains("nothing to recover");
        terminal.type("upgrade", "shop").exits(0);
        assertThat(revision()).containsExactly("b2");
        assertThat(beside("copy")).isEmpty();
        assertThat(beside("old")).hasSize(swapped ? 1 : 0);
        terminal.type("verify").exits(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RehearsalSucceeded", "SwapStarted", "CopySwappedIn"})
    void isRecordedAsWhatIsThere(String event) throws Exception {
        watch(PostgresServer.shared());

        try (var kill = new KillPoint(folder)) {
            kill.killAt(terminal, event, 1, "upgrade", "shop", "--strategy", "swap");
        }

        if (event.equals("RehearsalSucceeded")) {
            terminal.type("recover", "shop", "--yes").exits(0);
            assertThat(revision()).containsExactly("a1");
            terminal.type("upgrade", "shop").exits(0);
            assertThat(beside("copy")).isEmpty();
        } else {
            recoversToWhatIsThere();
        }
    }

    /** Who would read what was prepared is waited for, after nobody is let in any more. */
    @Test
    void letsConnectionsInAgainWhereItWasKilledBeforeTheRenames() throws Exception {
        watch(PostgresServer.shared());
        try (var kill = new KillPoint(folder)) {
            var session = kill.reach(terminal, "RehearsalSucceeded", 1, "upgrade", "shop", "--strategy", "swap");
            database.execute("BEGIN; CREATE TABLE held (id int); PREPARE TRANSACTION 'held_" + database.name() + "'");
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(this::letsNobodyIn);
            session.signal("KILL");
            session.process().waitFor();
        }
        assertThat(letsNobodyIn()).isTrue();
        assertThat(beside("copy")).hasSize(1);

        terminal.type("diagnose", "shop");

        assertThat(letsNobodyIn()).isFalse();
        database.execute("ROLLBACK PREPARED 'held_" + database.name() + "'");
        recoversToWhatIsThere();
    }

    @Test
    void settlesNothingAsLongAsTheServerIsOutOfReach() throws Exception {
        try (var durable = PostgresServer.durableIn(folder)) {
            watch(durable);
            try (var kill = new KillPoint(folder)) {
                kill.killAt(terminal, "SwapStarted", 1, "upgrade", "shop", "--strategy", "swap");
            }
            durable.stopImmediately();

            assertThat(terminal.type("diagnose", "shop").code()).isNotIn(0, 3);
            var refused = terminal.type("upgrade", "shop");

            assertThat(refused.code()).as(refused.out() + refused.err()).isEqualTo(2);
            assertThat(refused.out() + refused.err()).contains("DATABASE_UNREACHABLE", "start the server");
            assertThat(Recorded.count(terminal, "shop", "SwapFailed")).isZero();
            assertThat(Recorded.count(terminal, "shop", "RunInterrupted")).isZero();
            durable.startAgain();
            recoversToWhatIsThere();
        }
    }

    @Test
    void anApplicationThatIsConnectedIsNamedAndNothingIsRenamed() throws Exception {
        watch(PostgresServer.shared());
        try (var kill = new KillPoint(folder)) {
            var session = kill.reach(terminal, "RehearsalSucceeded", 1, "upgrade", "shop", "--strategy", "swap");
            try (var application = database.open();
                    var statement = application.createStatement()) {
                statement.execute("SET application_name TO 'till'");
                var ended = session.end();

                assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(4);
                assertThat(ended.out() + ended.err()).contains("application \"till\"");
            }
        }
        assertThat(letsNobodyIn()).isFalse();
        assertThat(revision()).containsExactly("a1");
        assertThat(beside("copy")).isEmpty();
        terminal.type("upgrade", "shop", "--strategy", "swap").exits(0);
        assertThat(revision()).containsExactly("b2");
    }
}
