package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The way back from broken migrations of a database on a PostgreSQL server. */
class PostgresRecoverTest {

    private static final String BLOCK = "with op.get_context().autocommit_block():";

    @TempDir
    Path folder;

    private PostgresTestDatabase database;
    private Terminal terminal;
    private AlembicProjects project;

    @BeforeEach
    void watch() {
        database = PostgresServer.shared().database();
        terminal = PostgresTerminal.in(folder.resolve("operator"));
        project = AlembicProjects.in(folder.resolve("project"))
                .revision(
                        "a1",
                        null,
                        "people",
                        "op.execute('CREATE SCHEMA \"Odd schema\"')",
                        "op.execute('CREATE TABLE \"Odd schema\".pet (id int, name text)')",
                        "op.execute('CREATE TABLE people (id int PRIMARY KEY, mail text)')",
                        "op.execute(\"INSERT INTO people SELECT i, 'p' || i / 2 FROM generate_series(1, 100) i\")");
        register(terminal);
        terminal.type("upgrade", "shop").exits(0);
    }

    private void register(Terminal operator) {
        operator.addAlembic("shop", project.ini(), PostgresShop.url(database), PostgresShop.python())
                .exits(0);
    }

    private String all() {
        return database.texts("SELECT p::text FROM people p ORDER BY id")
                + " " + database.texts("SELECT version_num FROM alembic_version")
                + " "
                + database.texts("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1")
                + " " + database.texts("SELECT typname FROM pg_type WHERE typtype = 'e'")
                + " " + database.texts("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace");
    }

    private void breaks(String... statements) {
        project.revision("b2", "a1", "breaks", statements);
        terminal.type("upgrade", "shop", "--no-rehearsal").exits(6);
    }

    /** A step of which a part is committed before it fails. */
    private void breaksInPart() {
        breaks(
                BLOCK,
                "    op.execute(\"CREATE TYPE mood AS ENUM ('sad', 'ok')\")",
                "    op.execute('CREATE FUNCTION twice(i int) RETURNS int LANGUAGE sql AS $f$ SELECT i * 2 $f$')",
                "    op.execute('CREATE TABLE \"Odd one\" (id serial PRIMARY KEY, mood mood, person int REFERENCES people)')",
                "    op.execute('CREATE VIEW odd AS SELECT id FROM \"Odd one\"')",
                "    op.execute('ALTER TABLE people ADD COLUMN age int')",
                "    op.execute('CREATE INDEX people_age ON people (age)')",
                "op.execute('SELECT no_such_thing')");
    }

    private JsonNode recover(Terminal operator, String... option) {
        var words = new ArrayList<>(List.of("recover", "shop", "--yes", "--json"));
        words.addAll(List.of(option));
        var ended = operator.type(words.toArray(String[]::new));
        assertThat(ended.code()).as(ended.out() + ended.err()).isIn(0, 3);
        assertThat(ended.json().path("outcome").asString()).as(ended.out()).isEqualTo("RECOVERED");
        return ended.json();
    }

    private void upgradesOnceMended(Terminal operator, String... statements) {
        operator.type("diagnose", "shop", "--deep").exits(3);
        assertThat(operator.type("recover", "shop").exits(3).out()).contains("nothing to recover");
        project.revision("b2", "a1", "mended", statements);
        operator.type("upgrade", "shop").exits(0);
        operator.type("diagnose", "shop", "--deep").exits(0);
        operator.type("verify").exits(0);
    }

    private List<String> beside(String kind) {
        return new PostgresTestDatabase(database.server(), "postgres")
                .texts("SELECT datname FROM pg_database WHERE datname LIKE '" + database.name() + "\\_\\_varve\\_"
                        + kind + "\\_%'");
    }

    @Test
    void putsBackWhatAnAutocommitBlockChangedInPart() {
        var before = all();
        breaksInPart();
        assertThat(all()).isNotEqualTo(before);

        var recovered = recover(terminal);

        assertThat(recovered.path("situation").asString()).isEqualTo("PARTIAL");
        assertThat(recovered.path("option").asString()).isEqualTo("restore");
        assertThat(all()).isEqualTo(before);
        assertThat(beside("old")).hasSize(1);
        upgradesOnceMended(terminal, "op.execute('ALTER TABLE people ADD COLUMN age int')");
        assertThat(beside("copy")).isEmpty();
        assertThat(beside("new")).isEmpty();
    }

    @Test
    void takesAwayWhatAStepLeftWhereThereIsNoBackupOfBefore() {
        var before = all();
        breaksInPart();
        var stranger = PostgresTerminal.in(folder.resolve("stranger"));
        register(stranger);

        var recovered = recover(stranger, "--option", "mend");

        assertThat(recovered.path("situation").asString()).isEqualTo("PARTIAL");
        assertThat(all()).isEqualTo(before);
        assertThat(beside("old")).hasSize(1);
        assertThat(beside("copy")).isEmpty();
        assertThat(Recorded.count(stranger, "shop", "BackupProven")).isEqualTo(1);
        assertThat(Recorded.count(stranger, "shop", "CopySwappedIn")).isEqualTo(1);
        upgradesOnceMended(stranger, "op.execute('ALTER TABLE people ADD COLUMN age int')");
    }

    @Test
    void dropsAnIndexWhoseBuildingBrokeOff() {
        var before = all();
        breaks(BLOCK, "    op.execute('CREATE UNIQUE INDEX CONCURRENTLY people_mail ON people (mail)')");
        assertThat(database.texts("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid"))
                .containsExactly("people_mail");

        var recovered = recover(terminal, "--option", "mend");

        assertThat(recovered.path("situation").asString()).isEqualTo("PARTIAL");
        assertThat(all()).isEqualTo(before);
        upgradesOnceMended(terminal, "op.execute('CREATE INDEX people_mail ON people (mail)')");
    }

    @Test
    void putsBackRowsThatABackfillInSeveralCommitsChangedInPart() {
        var before = all();
        breaks(
                BLOCK,
                "    op.execute(\"UPDATE people SET mail = 'new' WHERE id <= 50\")",
                "op.execute('SELECT no_such_thing')");

        var recovered = recover(terminal);

        assertThat(recovered.path("situation").asString()).isEqualTo("PARTIAL");
        assertThat(recovered.path("option").asString()).isEqualTo("restore");
        assertThat(all()).isEqualTo(before);
        upgradesOnceMended(terminal, "op.execute(\"UPDATE people SET mail = 'new'\")");
    }

    @Test
    void tellsTheKeysInTheWayOfAPendingUniqueConstraintAndTheRowsGoneSinceTheBackup() {
        database.execute("INSERT INTO \"Odd schema\".pet VALUES (1, 'rex'), (2, 'rex'), (3, 'bello')");
        project.revision(
                "b2",
                "a1",
                "unique",
                "op.execute('ALTER TABLE \"Odd schema\".pet ADD CONSTRAINT one_name UNIQUE (name)')");
        terminal.type("backup", "shop").exits(0);
        database.execute("DELETE FROM people WHERE id > 3");

        var told = terminal.type("diagnose", "shop", "--deep").out();

        assertThat(told).contains("makes a unique key over Odd schema.pet (name), found 1 value more than once");
        assertThat(told).doesNotContain("held 100 rows");
        database.execute("DELETE FROM people");
        assertThat(terminal.type("diagnose", "shop", "--deep").out())
                .contains("table people held 100 rows in backup")
                .contains("found none");
    }

    @Test
    void putsBackRowsThatAStepTookAwayWholly() throws Exception {
        var before = all();
        project.revision("b2", "a1", "less", "op.execute('DELETE FROM people WHERE id > 10')");
        try (var kill = new KillPoint(folder)) {
            kill.killAt(terminal, "VerificationStarted", 1, "upgrade", "shop", "--no-rehearsal");
        }
        assertThat(all()).isNotEqualTo(before);

        var recovered = recover(terminal);

        assertThat(recovered.path("situation").asString()).isEqualTo("ROWS_LOST");
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void saysThatNothingWasAppliedWhereOneTransactionHeldAllSteps() throws Exception {
        var before = all();
        for (var step : List.of("b2 a1", "c3 b2", "d4 c3", "e5 d4")) {
            project.revision(
                    step.substring(0, 2),
                    step.substring(3),
                    step,
                    "op.execute('CREATE TABLE t" + step.charAt(1) + " (id int)')");
        }

        try (var kill = new KillPoint(folder)) {
            kill.killAt(terminal, "StepStarted", 3, "upgrade", "shop", "--no-rehearsal");
        }
        var recovered = recover(terminal);

        assertThat(recovered.path("situation").asString()).isEqualTo("NOTHING_APPLIED");
        assertThat(all()).isEqualTo(before);
        var unknown = terminal.type("history", "shop", "--type", "StepOutcomeUnknown", "--json")
                .json();
        assertThat(unknown.valueStream()
                        .map(event -> event.path("data").path("revision").asString()))
                .containsExactly("b2", "c3", "d4");
        terminal.type("status", "shop").exits(3);
        assertThat(terminal.type("recover", "shop").exits(3).out()).contains("nothing to recover");
        terminal.type("upgrade", "shop").exits(0);
        terminal.type("verify").exits(0);
    }

    @Test
    void goesOnFromTheStepThatIsWholeWhereEachHasItsOwnTransaction() throws Exception {
        project.env(AlembicProjects.PLAIN_ENV.replace("render_as_batch=True", "transaction_per_migration=True"))
                .revision("b2", "a1", "one", "op.execute('CREATE TABLE one (id int)')")
                .revision("c3", "b2", "two", "op.execute('CREATE TABLE two (id int)')");

        try (var kill = new KillPoint(folder)) {
            kill.killAt(terminal, "StepStarted", 2, "upgrade", "shop", "--no-rehearsal");
        }
        var recovered = recover(terminal);

        assertThat(recovered.path("situation").asString()).isIn("STEP_BOUNDARY", "NOT_RECORDED");
        assertThat(database.texts("SELECT version_num FROM alembic_version")).containsExactly("c3");
        terminal.type("diagnose", "shop", "--deep").exits(0);
        terminal.type("verify").exits(0);
    }

    /** Which of both ways it is goes by the event. */
    @ParameterizedTest
    @ValueSource(strings = {"RestoreStarted", "RestoreSucceeded"})
    void aKilledRecoveryEndsWellWhenItIsRunAgain(String event) throws Exception {
        var before = all();
        breaksInPart();
        var after = all();
        var option = event.startsWith("Restore") ? "restore" : "mend";

        try (var kill = new KillPoint(folder)) {
            kill.killAt(terminal, event, 1, "recover", "shop", "--yes", "--option", option);
        }
        assertThat(all()).isIn(before, after);
        var again = terminal.type("recover", "shop", "--yes", "--json");

        assertThat(again.code()).as(again.out() + again.err()).isIn(0, 3);
        assertThat(all()).isEqualTo(before);
        assertThat(beside("old")).hasSize(1);
        assertThat(Recorded.count(terminal, "shop", "CopySwappedIn")).isLessThanOrEqualTo(1);
        upgradesOnceMended(terminal, "op.execute('ALTER TABLE people ADD COLUMN age int')");
        assertThat(beside("copy")).isEmpty();
        assertThat(beside("new")).isEmpty();
    }
}
