package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On PostgreSQL the server itself says what became of a transaction. */
class PostgresStatementVerdictsTest {

    private static final String INDEX = "CREATE INDEX CONCURRENTLY people_name ON people (name)";

    @TempDir
    Path folder;

    private PostgresTestDatabase database;
    private Terminal terminal;
    private AlembicProjects project;

    @BeforeEach
    void watch() {
        var shop = ServerShop.in(folder);
        database = shop.database();
        terminal = shop.terminal();
        project = shop.project().revision("a1", null, "people", "op.execute('CREATE TABLE people (name text)')");
        shop.register();
        terminal.type("upgrade", "shop", "--no-rehearsal").exits(0);
        database.execute("INSERT INTO people VALUES ('Ann')");
    }

    private Ended upgrade() {
        return terminal.type("upgrade", "shop", "--no-rehearsal", "--json");
    }

    /** The step's last statement takes long where there are people: not in a scratch database. */
    private Session startAndSleep(String... before) {
        var statements = new ArrayList<>(List.of(before));
        statements.add("op.execute('CREATE TABLE one (id integer)')");
        statements.add("op.execute('SELECT pg_sleep(600) FROM people')");
        project.revision("b2", "a1", "sleeps", statements.toArray(String[]::new));
        var session = terminal.start("upgrade", "shop", "--no-rehearsal", "--json");
        JudgedRun.awaitStatement(terminal, "pg_sleep");
        return session;
    }

    private List<String> relations() {
        return database.texts("SELECT relname FROM pg_class WHERE relname IN ('one', 'two', 'people_name') ORDER BY 1");
    }

    @Test
    void allOfAFailedTransactionIsRolledBack() {
        project.revision(
                "b2",
                "a1",
                "breaks",
                "op.execute('CREATE TABLE one (id integer)')",
                "op.execute('INSERT INTO missing VALUES (1)')");

        var step = upgrade().exits(5).json().path("steps").path(0);

        assertThat(JudgedRun.verdicts(step.path("statementVerdicts")))
                .containsExactly(
                        "ROLLED_BACK: CREATE TABLE one (id integer)", "ROLLED_BACK: INSERT INTO missing VALUES (1)");
        assertThat(relations()).isEmpty();
        assertThat(terminal.type("history", "shop").out()).contains("2 statements of step b2: 2 rolled back");
        assertThat(terminal.type("history", "shop", "--json").out()).doesNotContain(PostgresShop.PASSWORD);
    }

    @Test
    void whatRanOutsideOfTheTransactionBeforeAFailureIsNamed() {
        project.revision(
                "b2",
                "a1",
                "breaks",
                "with op.get_context().autocommit_block():",
                "    op.execute('" + INDEX + "')",
                "op.execute('CREATE TABLE one (id integer)')",
                "op.execute('INSERT INTO missing VALUES (1)')");

        var failed = terminal.type("upgrade", "shop", "--no-rehearsal").exits(6);

        assertThat(failed.out())
                .contains("  3 statements of step b2: 1 kept, 2 rolled back\n" + "    kept: statement 1, " + INDEX
                        + " (it was committed at once)\n");
        assertThat(relations()).containsExactly("people_name");
        assertThat(terminal.type("recover", "shop", "--json").exits(6).texts("evidence"))
                .contains(
                        "3 statements of step b2: 1 kept, 2 rolled back",
                        "kept: statement 1, " + INDEX + " (it was committed at once)");
        terminal.type("verify").exits(0);
    }

    @Test
    void aKilledRunIsJudgedOnceTheServerHasDroppedItsSessions() {
        var session = startAndSleep("with op.get_context().autocommit_block():", "    op.execute('" + INDEX + "')");
        session.signal("KILL");
        session.end().exits(137);
        assertThat(judged()).as("while the server works on it").isZero();

        await().atMost(Duration.ofMinutes(2)).until(() -> {
            terminal.type("diagnose", "shop");
            return judged() == 1;
        });

        assertThat(JudgedRun.verdicts(JudgedRun.recorded(terminal, "shop").path("statements")))
                .containsExactly(
                        "KEPT: " + INDEX,
                        "ROLLED_BACK: CREATE TABLE one (id integer)",
                        "ROLLED_BACK: SELECT pg_sleep(600) FROM people");
        assertThat(relations()).containsExactly("people_name");
    }

    private int judged() {
        return terminal.type("history", "shop", "--type", "StatementsJudged", "--json")
                .json()
                .size();
    }

    @Test
    void aKilledToolsStatementsAreJudgedOnceTheServerHasDroppedItsSessions() {
        var session = startAndSleep();
        JudgedRun.killTool(session);

        var step = session.end().exits(5).json().path("steps").path(0);

        assertThat(step.path("outcome").asString()).isEqualTo("UNKNOWN");
        assertThat(JudgedRun.verdicts(step.path("statementVerdicts")))
                .containsExactly(
                        "ROLLED_BACK: CREATE TABLE one (id integer)", "ROLLED_BACK: SELECT pg_sleep(600) FROM people");
        assertThat(relations()).isEmpty();
    }
}
