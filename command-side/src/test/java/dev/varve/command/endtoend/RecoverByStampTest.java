package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step whose schema is complete and which the tool never recorded: recorded by recovery, if its rows are proven too. */
class RecoverByStampTest {

    private static final String KILLED =
            "import os; 'scratch' in str(op.get_bind().engine.url) or os.kill(os.getpid(), 9)";

    @TempDir
    Path folder;

    /** The tool is killed in the midst of b2, at the end of these statements. */
    private Watched killedAfter(String... statements) {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)')")
                .revision("b2", "a1", "marks", statements)
                .revision("c3", "b2", "tags", "op.execute('CREATE TABLE tags (id INTEGER PRIMARY KEY)')");
        var watched = Watched.in(folder, project);
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        watched.database().with("INSERT INTO users (name) VALUES ('ann'), ('bob'), ('cleo')");
        watched.type("upgrade", "app", "--strategy", "in-place", "--no-rehearsal")
                .exits(6);
        return watched;
    }

    private Watched wholeAndNotRecorded() {
        return killedAfter(
                "op.execute('CREATE TABLE marks (id INTEGER PRIMARY KEY)')",
                "op.execute('CREATE INDEX ix_name ON users (name)')",
                KILLED);
    }

    private Watched halfOfItsRows() {
        return killedAfter(
                "op.execute('CREATE TABLE marks (id INTEGER PRIMARY KEY, user_id INTEGER)')",
                "bind = op.get_bind()",
                "for done, row in enumerate(bind.exec_driver_sql('SELECT id FROM users').fetchall()):",
                "    if done == 2:",
                "        " + KILLED,
                "    bind.exec_driver_sql('SAVEPOINT one')",
                "    bind.exec_driver_sql('INSERT INTO marks (user_id) VALUES (%d)' % row[0])",
                "    bind.exec_driver_sql('RELEASE one')");
    }

    @Test
    void recordsAStepThatIsProvenWholeByTheSameStepsOnACopyOfTheBackup() {
        var watched = wholeAndNotRecorded();
        var schema = watched.database().fingerprint();
        var shown = watched.type("recover", "app").exits(6).out();
        assertThat(shown)
                .startsWith("app: NOT_STAMPED: a step's schema is complete, and its revision is not recorded")
                .contains("records revision b2 as applied, if its step is proven to have run whole");

        var recovered = watched.type("recover", "app", "--option", "stamp", "--json")
                .exits(0)
                .json();

        assertThat(recovered.path("outcome").asString()).isEqualTo("RECOVERED");
        assertThat(recovered.path("option").asString()).isEqualTo("stamp");
        assertThat(Ended.texts(recovered.path("from"))).containsExactly("a1");
        assertThat(Ended.texts(recovered.path("to"))).containsExactly("b2");
        assertThat(recovered.path("state").asString()).isEqualTo("PENDING");
        assertThat(recovered.path("proof").asString())
                .matches(
                        "the same steps on a copy of backup \\S+ give the same schema and the same rows in every table");
        assertThat(recovered.path("aside")).isEmpty();
        assertThat(Recorded.of(watched, recovered.path("runId").asString()))
                .containsSubsequence(
                        "RecoveryOpened",
                        "RecoveryOptionChosen",
                        "StampRequested",
                        "StampApplied",
                        "RecoveryCompleted",
                        "RunSucceeded");
        assertThat(watched.database().fingerprint()).isEqualTo(schema);
        assertThat(watched.database().rows("SELECT version_num FROM alembic_version"))
                .containsExactly("b2");
        isWellAndGoesOn(watched);
    }

    private static void isWellAndGoesOn(Watched watched) {
        watched.type("diagnose", "app", "--deep").exits(3);
        watched.type("status", "app").exits(3);
        assertThat(watched.type("recover", "app").exits(3).out()).contains("nothing to recover");
        watched.type("upgrade", "app").exits(0);
        assertThat(watched.database().objects()).contains("marks", "tags", "users");
        assertThat(watched.database().rows("SELECT name FROM users ORDER BY id"))
                .containsExactly("ann", "bob", "cleo");
        watched.type("verify").exits(0);
    }

    @Test
    void refusesAStepThatMadeHalfOfItsRowsAndTouchesNothing() {
        var watched = halfOfItsRows();
        var before = watched.database().sha256();

        var refused = watched.type("recover", "app", "--option", "stamp", "--json")
                .exits(4)
                .json();

        assertThat(refused.path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(refused.path("why").asString())
                .isEqualTo("revision b2 is not proven to have run whole:"
                        + " the rows of marks are not what the same steps give on a copy of the backup");
        assertThat(refused.path("remedy").asString()).isEqualTo("varve recover app --option restore");
        assertThat(watched.database().sha256()).isEqualTo(before);
        var events = Recorded.of(watched, refused.path("runId").asString());
        assertThat(events).contains("StampRefused").doesNotContain("StampRequested", "StampApplied", "RunSucceeded");
        watched.type("diagnose", "app").exits(6);

        watched.type("recover", "app", "--option", "restore").exits(0);

        assertThat(watched.database().objects()).containsExactly("users");
        watched.project()
                .revision(
                        "b2",
                        "a1",
                        "marks, mended",
                        "op.execute('CREATE TABLE marks (id INTEGER PRIMARY KEY, user_id INTEGER)')",
                        "op.execute('INSERT INTO marks (user_id) SELECT id FROM users')");
        isWellAndGoesOn(watched);
        assertThat(watched.database().rows("SELECT count(*) FROM marks")).containsExactly("3");
    }
}
