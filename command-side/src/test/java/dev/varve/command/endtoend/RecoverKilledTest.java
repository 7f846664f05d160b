package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recoveries and runs that are killed once an event of theirs is durable, and the recovery after that. */
class RecoverKilledTest {

    @TempDir
    Path folder;

    private WitnessPipe witness;

    @BeforeEach
    void listen() throws Exception {
        witness = new WitnessPipe(folder.resolve("witness"));
    }

    @AfterEach
    void close() throws Exception {
        witness.close();
    }

    private void killAt(String event, int nth, String... words) throws Exception {
        witness.forget();
        var heard = new Terminal(folder.resolve("operator"), folder.resolve("locks"))
                .with("VARVE_WITNESS", folder.resolve("witness").toString());
        var session = heard.start(words);
        assertThat(witness.await(event, nth, session.process())).as(event).isNotNull();
        session.signal("KILL");
        session.process().waitFor();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RunRequested",
                "LeaseTaken",
                "RecoveryOpened",
                "RecoveryOptionChosen",
                "RestoreStarted",
                "RestoreSucceeded",
                "RecoveryCompleted",
                "RunSucceeded"
            })
    void aKilledRestoreEndsWellWhenItIsRunAgain(String event) throws Exception {
        var watched = BrokenUpgrade.beforeIt(folder);
        var before = watched.database().fingerprint();
        watched.type("upgrade", "app", "--strategy", "in-place", "--no-rehearsal")
                .exits(6);

        killAt(event, 1, "recover", "app", "--yes");
        var again = watched.type("recover", "app", "--yes", "--json");

        assertThat(again.code()).as(again.out()).isIn(0, 3);
        assertThat(watched.database().fingerprint()).isEqualTo(before);
        assertThat(watched.database().rows("SELECT mail FROM users")).containsExactly("a@example.org", "a@example.org");
        watched.type("diagnose", "app").exits(3);
        watched.type("status", "app").exits(3);
        assertThat(watched.type("recover", "app").exits(3).out()).contains("nothing to recover");
        assertThat(besides(watched)).isEmpty();
        watched.type("verify").exits(0);
    }

    /** Where each step commits: before, at a boundary, or done. */
    @ParameterizedTest
    @CsvSource({
        "LeaseTaken, 1",
        "BackupStarted, 1",
        "BackupProven, 1",
        "StepStarted, 1",
        "StepSucceeded, 1",
        "StepStarted, 2",
        "StepSucceeded, 2",
        "StepStarted, 3",
        "StepSucceeded, 3",
        "VerificationStarted, 1"
    })
    void aKilledUpgradeIsRecoveredToBeforeOrAfter(String where, int nth) throws Exception {
        var watched = threeSteps();
        var before = shape(watched);

        killAt(where, nth, "upgrade", "app", "--strategy", "in-place", "--no-rehearsal");
        var recovered = watched.type("recover", "app", "--yes", "--json").exits(0);

        assertThat(recovered.json().path("outcome").asString()).isEqualTo("RECOVERED");
        var after = watched.type("diagnose", "app", "--deep", "--json");
        assertThat(after.code()).as(after.out()).isIn(0, 3);
        if (after.code() == 3) {
            assertThat(shape(watched)).as(recovered.out()).isEqualTo(before);
        }
        watched.type("upgrade", "app");
        assertThat(watched.database().rows("SELECT name || length FROM users ORDER BY id"))
                .containsExactly("ann3", "bob3");
        assertThat(watched.type("recover", "app").exits(0).out()).contains("nothing to recover");
        watched.type("verify").exits(0);
    }

    private Watched threeSteps() {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)')")
                .revision("b2", "a1", "length", "op.execute('ALTER TABLE users ADD COLUMN length INTEGER')")
                .revision("c3", "b2", "fill", "op.execute('UPDATE users SET length = length(name)')")
                .revision("d4", "c3", "mail", "op.execute('CREATE TABLE mail (id INTEGER PRIMARY KEY)')");
        var watched = Watched.in(folder, project);
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        watched.database().with("INSERT INTO users (name) VALUES ('ann'), ('bob')");
        return watched;
    }

    private static String shape(Watched watched) {
        return watched.database().fingerprint() + watched.database().rows("SELECT * FROM users");
    }

    /** What lies beside the database and is neither it nor kept aside. */
    private static Set<String> besides(Watched watched) throws Exception {
        try (var files = Files.list(watched.database().path().getParent())) {
            var names = new TreeSet<String>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("app.db") && !name.contains(".varve-aside-"))
                    .forEach(names::add);
            return names;
        }
    }
}
