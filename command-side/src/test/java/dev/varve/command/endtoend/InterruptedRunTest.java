package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, which a terminal sends to every process of the session, and SIGTERM, which a supervisor sends to the first alone. */
class InterruptedRunTest {

    private static final String LONG_STATEMENT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
            + " WHERE i < (SELECT 6000000 * count(*) FROM users)) SELECT count(*) FROM n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void alembicStopsAfterTheRunningStatement(String signal) throws Exception {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')")
                .revision(
                        "b2",
                        "a1",
                        "long",
                        "op.execute('CREATE TABLE one (id INTEGER)')",
                        "op.execute(\"" + LONG_STATEMENT + "\")",
                        "op.execute('CREATE TABLE two (id INTEGER)')");
        var watched = Watched.in(folder, project);
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        watched.database().with("INSERT INTO users VALUES (1)");

        var ended = interrupt(
                watched.terminal().start("upgrade", "app", "--no-rehearsal", "--json"), signal, watched.terminal());

        assertThat(ended.json().path("outcome").asString()).isEqualTo("INTERRUPTED");
        assertThat(ended.json().path("steps").path(0).path("statements").asInt())
                .isEqualTo(2);
        assertThat(watched.database().objects()).containsExactlyInAnyOrder("users", "one");
        assertThat(watched.type("diagnose", "app", "--json")
                        .exits(6)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("PARTIAL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void flywayStopsAfterTheRunningStatementAndLeavesNothingOfTheScript(String signal) throws Exception {
        var file = FlywayFile.watched(folder).script("V1__users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY)");
        file.type("upgrade", "app").exits(0);
        file.database().with("INSERT INTO users VALUES (1)");
        file.script(
                "V2__long.sql",
                "CREATE TABLE one (id INTEGER)",
                "CREATE TABLE counted AS " + LONG_STATEMENT,
                "CREATE TABLE two (id INTEGER)");

        var ended =
                interrupt(file.terminal().start("upgrade", "app", "--no-rehearsal", "--json"), signal, file.terminal());

        assertThat(ended.json().path("outcome").asString()).isEqualTo("INTERRUPTED");
        assertThat(file.database().objects()).containsExactly("users");
        assertThat(file.type("diagnose", "app", "--json")
                        .exits(3)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("PENDING");
    }

    private static Ended interrupt(Session session, String signal, Terminal terminal) throws Exception {
        var ledgers = terminal.home().resolve("runs");
        await().atMost(Duration.ofMinutes(2)).until(() -> says(ledgers, "RECURSIVE"));
        if (signal.equals("INT")) {
            session.signal(signal);
        } else {
            session.signalAlone(signal);
        }
        var ended = session.end().exits(130);
        assertThat(ended.err()).contains("stopping after the running statement").doesNotContain("\tat ");
        var interrupted = terminal.type("history", "app", "--type", "RunInterrupted", "--json")
                .json();
        assertThat(interrupted).as(ended.out()).hasSize(1);
        assertThat(session.alive()).isEmpty();
        terminal.type("verify").exits(0);
        return ended;
    }

    private static boolean says(Path folder, String word) throws Exception {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(path -> path.endsWith("ledger.jsonl")).toList()) {
                if (Files.readString(file).contains(word)) {
                    return true;
                }
            }
            return false;
        }
    }
}
