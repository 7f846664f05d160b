package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On SQLite Alembic's definitions stay, whatever happens afterwards: which did is told statement by statement. */
class StatementVerdictsTest {

    private static final String SECRET = "s3cr3t-of-the-application";

    @TempDir
    Path folder;

    /** A step that stands still after its second statement, where there are users: not in a scratch database. */
    private Watched standingStill() {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')")
                .revision(
                        "b2",
                        "a1",
                        "stands still",
                        "import time",
                        "op.execute('CREATE TABLE one (id INTEGER)')",
                        "op.execute('INSERT INTO users VALUES (7)')",
                        "users = op.get_bind().execute(sa.text('SELECT count(*) AS standing FROM users')).scalar()",
                        "time.sleep(600 if users > 1 else 0)",
                        "op.execute('CREATE TABLE two (id INTEGER)')");
        var watched = Watched.in(folder, project);
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        watched.database().with("INSERT INTO users VALUES (1)");
        return watched;
    }

    private static Session startAndStandStill(Watched watched) {
        var session = watched.terminal().start("upgrade", "app", "--strategy", "in-place", "--no-rehearsal", "--json");
        JudgedRun.awaitStatement(watched.terminal(), "standing");
        return session;
    }

    @Test
    void namesTheDefinitionsThatStayedWhenAStepFails() {
        var watched = BrokenUpgrade.beforeIt(folder);

        var failed = watched.type("upgrade", "app", "--strategy", "in-place", "--no-rehearsal")
                .exits(6);

        assertThat(failed.out())
                .containsSubsequence(
                        "step b2 failed: ",
                        "  3 statements of step b2: 2 kept, 1 rolled back\n",
                        "    kept: statement 1, CREATE TABLE one (id INTEGER) (it was committed at once)\n",
                        "    kept: statement 2, CREATE TABLE two (id INTEGER) (it was committed at once)\n",
                        "next: varve recover app\n");
        assertThat(failed.err()).contains("\n  3 statements of step b2: 2 kept, 1 rolled back\n");
        var recorded = JudgedRun.recorded(watched.terminal(), "app");
        assertThat(recorded.path("kept").asInt()).isEqualTo(2);
        assertThat(recorded.path("rolledBack").asInt()).isEqualTo(1);
        assertThat(recorded.path("notJudged").isNull()).isTrue();
        assertThat(JudgedRun.verdicts(recorded.path("statements")))
                .containsExactly(
                        "KEPT: CREATE TABLE one (id INTEGER)",
                        "KEPT: CREATE TABLE two (id INTEGER)",
                        "ROLLED_BACK: CREATE UNIQUE INDEX ux_mail ON users (mail)");
        assertThat(watched.type("history", "app").out().replaceAll("\\s+", " "))
                .contains("3 statements of step b2: 2 kept, 1 rolled back; kept: 1 CREATE TABLE one (id INTEGER),"
                        + " 2 CREATE TABLE two (id INTEGER)");
        watched.type("verify").exits(0);
    }

    @Test
    void recoverShowsThemAmongItsEvidence() {
        var watched = BrokenUpgrade.in(folder);

        var shown = watched.type("recover", "app", "--json").exits(6);

        assertThat(shown.texts("evidence"))
                .contains(
                        "3 statements of step b2: 2 kept, 1 rolled back",
                        "kept: statement 1, CREATE TABLE one (id INTEGER) (it was committed at once)");
        assertThat(JudgedRun.verdicts(shown.json().path("statementVerdicts"))).hasSize(3);
        var recovered = watched.type("recover", "app", "--yes", "--json").exits(0);
        assertThat(JudgedRun.verdicts(recovered.json().path("statementVerdicts")))
                .hasSize(3);
        assertThat(watched.type("recover", "app", "--json")
                        .json()
                        .path("statementVerdicts")
                        .isNull())
                .isTrue();
    }

    @Test
    void aKilledRunIsJudgedAtTheNextContact() {
        var watched = standingStill();
        var session = startAndStandStill(watched);
        session.signal("KILL");
        session.end().exits(137);

        watched.type("diagnose", "app").exits(6);

        var recorded = JudgedRun.recorded(watched.terminal(), "app");
        assertThat(JudgedRun.verdicts(recorded.path("statements")))
                .containsExactly(
                        "KEPT: CREATE TABLE one (id INTEGER)",
                        "ROLLED_BACK: INSERT INTO users VALUES (7)",
                        "ROLLED_BACK: SELECT count(*) AS standing FROM users");
        assertThat(watched.database().objects()).containsExactly("one", "users");
        assertThat(watched.database().rows("SELECT id FROM users")).containsExactly("1");
        assertThat(watched.type("recover", "app").out())
                .contains("  - 3 statements of step b2: 1 kept, 2 rolled back\n");
        watched.type("verify").exits(0);
    }

    @Test
    void aKilledToolsStatementsAreJudgedByTheRunItself() {
        var watched = standingStill();
        var session = startAndStandStill(watched);
        JudgedRun.killTool(session);

        var step = session.end().exits(6).json().path("steps").path(0);

        assertThat(step.path("outcome").asString()).isEqualTo("UNKNOWN");
        assertThat(step.path("statementCounts").path("kept").asInt()).isEqualTo(1);
        assertThat(JudgedRun.verdicts(step.path("statementVerdicts")))
                .contains("KEPT: CREATE TABLE one (id INTEGER)", "ROLLED_BACK: INSERT INTO users VALUES (7)");
        assertThat(JudgedRun.verdicts(
                        JudgedRun.recorded(watched.terminal(), "app").path("statements")))
                .hasSize(3);
    }

    @Test
    void aRunWhoseLedgerIsGoneIsNotJudged() throws Exception {
        var watched = standingStill();
        var session = startAndStandStill(watched);
        session.signal("KILL");
        session.end();
        var runs = watched.terminal().home().resolve("runs");
        var moved = Files.move(runs, folder.resolve("elsewhere"));
        assertThat(moved).isDirectory();

        watched.type("diagnose", "app").exits(6);

        var recorded = JudgedRun.recorded(watched.terminal(), "app");
        assertThat(recorded.path("kept").asInt()).isZero();
        assertThat(recorded.path("statements").isEmpty()).isTrue();
        assertThat(recorded.path("notJudged").asString())
                .startsWith("the run's statement ledger is not in this home, at " + runs)
                .contains("; it ran as process " + session.id() + " on ");
        var shown = watched.type("recover", "app", "--json");
        assertThat(shown.texts("evidence"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("what became of the statements of step b2 could not be judged: "));
        assertThat(shown.json().path("statementVerdicts").isNull()).isTrue();
    }

    @Test
    void tellsNoSecretNorTheWholeOfALongStatement() {
        var padding = "x".repeat(950);
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision(
                        "a1",
                        null,
                        "secret",
                        "import os",
                        "op.execute(\"CREATE TABLE keys (id TEXT DEFAULT '\" + os.environ['APP_SECRET'] + \"')\")",
                        "op.execute(\"CREATE TABLE cut (id TEXT DEFAULT '" + padding
                                + "\" + os.environ['APP_SECRET'] + \"')\")",
                        "op.execute('INSERT INTO missing VALUES (1)')");
        var watched = new Watched(
                new Terminal(folder.resolve("operator")), SqliteFile.empty(folder.resolve("data/app.db")), project);
        watched.register(watched.terminal(), watched.database(), "--env", "APP_SECRET=" + SECRET);

        var failed = watched.type("upgrade", "app", "--strategy", "in-place", "--no-rehearsal", "--json")
                .exits(6);

        var statements = failed.json().path("steps").path(0).path("statementVerdicts");
        assertThat(JudgedRun.verdicts(statements))
                .hasSize(3)
                .contains("KEPT: CREATE TABLE keys (id TEXT DEFAULT '[redacted]')");
        assertThat(statements.path(1).path("sql").asString()).endsWith("xxx …").hasSizeLessThan(210);
        assertThat(failed.out()
                        + watched.type("history", "app", "--json").out()
                        + watched.type("recover", "app").out())
                .doesNotContain(SECRET);
    }
}
