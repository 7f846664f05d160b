package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back from broken migrations of a database on a PostgreSQL server. */
class PostgresRecoverTest {

    @TempDir
    Path folder;

    private BrokenOnServer broken;

    @BeforeEach
    void watch() {
        broken = BrokenOnServer.in(folder, PostgresServer.shared());
    }

    @Test
    void putsBackWhatAnAutocommitBlockChangedInPart() {
        var before = broken.all();
        broken.breaksInPart();
        assertThat(broken.all()).isNotEqualTo(before);

        var recovered = broken.recover(broken.terminal());

        assertThat(recovered.path("situation").asString()).isEqualTo("PARTIAL");
        assertThat(recovered.path("option").asString()).isEqualTo("restore");
        assertThat(broken.all()).isEqualTo(before);
        assertThat(broken.beside("old")).hasSize(1);
        broken.upgradesOnceMended(broken.terminal(), "op.execute('ALTER TABLE people ADD COLUMN age int')");
        assertThat(broken.beside("copy")).isEmpty();
        assertThat(broken.beside("new")).isEmpty();
    }

    @Test
    void takesAwayWhatAStepLeftWhereThereIsNoBackupOfBefore() {
        var before = broken.all();
        broken.breaksInPart();
        var stranger = PostgresTerminal.in(folder.resolve("stranger"));
        broken.register(stranger);

        var recovered = broken.recover(stranger, "--option", "mend");

        assertThat(recovered.path("situation").asString()).isEqualTo("PARTIAL");
        assertThat(broken.all()).isEqualTo(before);
        assertThat(broken.beside("old")).hasSize(1);
        assertThat(broken.beside("copy")).isEmpty();
        assertThat(Recorded.count(stranger, "shop", "BackupProven")).isEqualTo(1);
        assertThat(Recorded.count(stranger, "shop", "CopySwappedIn")).isEqualTo(1);
        broken.upgradesOnceMended(stranger, "op.execute('ALTER TABLE people ADD COLUMN age int')");
    }

    @Test
    void dropsAnIndexWhoseBuildingBrokeOff() {
        var before = broken.all();
        broken.breaks(
                BrokenOnServer.BLOCK,
                "    op.execute('CREATE UNIQUE INDEX CONCURRENTLY people_mail ON people (mail)')");
        assertThat(broken.database().texts("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid"))
                .containsExactly("people_mail");

        var recovered = broken.recover(broken.terminal(), "--option", "mend");

        assertThat(recovered.path("situation").asString()).isEqualTo("PARTIAL");
        assertThat(broken.all()).isEqualTo(before);
        broken.upgradesOnceMended(broken.terminal(), "op.execute('CREATE INDEX people_mail ON people (mail)')");
    }

    @Test
    void putsBackRowsThatABackfillInSeveralCommitsChangedInPart() {
        var before = broken.all();
        broken.breaks(
                BrokenOnServer.BLOCK,
                "    op.execute(\"UPDATE people SET mail = 'new' WHERE id <= 50\")",
                "op.execute('SELECT no_such_thing')");

        var recovered = broken.recover(broken.terminal());

        assertThat(recovered.path("situation").asString()).isEqualTo("PARTIAL");
        assertThat(recovered.path("option").asString()).isEqualTo("restore");
        assertThat(broken.all()).isEqualTo(before);
        broken.upgradesOnceMended(broken.terminal(), "op.execute(\"UPDATE people SET mail = 'new'\")");
    }

    @Test
    void tellsTheKeysInTheWayOfAPendingUniqueConstraintAndTheRowsGoneSinceTheBackup() {
        broken.database().execute("INSERT INTO \"Odd schema\".pet VALUES (1, 'rex'), (2, 'rex'), (3, 'bello')");
        broken.project()
                .revision(
                        "b2",
                        "a1",
                        "unique",
                        "op.execute('ALTER TABLE \"Odd schema\".pet ADD CONSTRAINT one_name UNIQUE (name)')");
        broken.terminal().type("backup", "shop").exits(0);
        broken.database().execute("DELETE FROM people WHERE id > 3");

        var told = broken.terminal().type("diagnose", "shop", "--deep").out();

        assertThat(told).contains("makes a unique key over Odd schema.pet (name), found 1 value more than once");
        assertThat(told).doesNotContain("held 100 rows");
        broken.database().execute("DELETE FROM people");
        assertThat(broken.terminal().type("diagnose", "shop", "--deep").out())
                .contains("table people held 100 rows in backup")
                .contains("found none");
    }

    @Test
    void putsBackRowsThatAStepTookAwayWholly() throws Exception {
        var before = broken.all();
        broken.project().revision("b2", "a1", "less", "op.execute('DELETE FROM people WHERE id > 10')");
        try (var kill = new KillPoint(folder)) {
            kill.killAt(broken.terminal(), "VerificationStarted", 1, "upgrade", "shop", "--no-rehearsal");
        }
        assertThat(broken.all()).isNotEqualTo(before);

        var recovered = broken.recover(broken.terminal());

        assertThat(recovered.path("situation").asString()).isEqualTo("ROWS_LOST");
        assertThat(broken.all()).isEqualTo(before);
    }

    @Test
    void saysThatNothingWasAppliedWhereOneTransactionHeldAllSteps() throws Exception {
        var before = broken.all();
        for (var step : List.of("b2 a1", "c3 b2", "d4 c3", "e5 d4")) {
            broken.project()
                    .revision(
                            step.substring(0, 2),
                            step.substring(3),
                            step,
                            "op.execute('CREATE TABLE t" + step.charAt(1) + " (id int)')");
        }

        try (var kill = new KillPoint(folder)) {
            kill.killAt(broken.terminal(), "StepStarted", 3, "upgrade", "shop", "--no-rehearsal");
        }
        var recovered = broken.recover(broken.terminal());

        assertThat(recovered.path("situation").asString()).isEqualTo("NOTHING_APPLIED");
        assertThat(broken.all()).isEqualTo(before);
        var unknown = broken.terminal()
                .type("history", "shop", "--type", "StepOutcomeUnknown", "--json")
                .json();
        assertThat(unknown.valueStream()
                        .map(event -> event.path("data").path("revision").asString()))
                .containsExactly("b2", "c3", "d4");
        broken.terminal().type("status", "shop").exits(3);
        assertThat(broken.terminal().type("recover", "shop").exits(3).out()).contains("nothing to recover");
        broken.terminal().type("upgrade", "shop").exits(0);
        broken.terminal().type("verify").exits(0);
    }

    @Test
    void goesOnFromTheStepThatIsWholeWhereEachHasItsOwnTransaction() throws Exception {
        broken.project()
                .env(AlembicProjects.PLAIN_ENV.replace("render_as_batch=True", "transaction_per_migration=True"))
                .revision("b2", "a1", "one", "op.execute('CREATE TABLE one (id int)')")
                .revision("c3", "b2", "two", "op.execute('CREATE TABLE two (id int)')");

        try (var kill = new KillPoint(folder)) {
            kill.killAt(broken.terminal(), "StepStarted", 2, "upgrade", "shop", "--no-rehearsal");
        }
        var recovered = broken.recover(broken.terminal());

        assertThat(recovered.path("situation").asString()).isIn("STEP_BOUNDARY", "NOT_RECORDED");
        assertThat(broken.database().texts("SELECT version_num FROM alembic_version"))
                .containsExactly("c3");
        broken.terminal().type("diagnose", "shop", "--deep").exits(0);
        broken.terminal().type("verify").exits(0);
    }
}
