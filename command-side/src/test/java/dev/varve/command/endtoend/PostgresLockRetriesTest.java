package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that do not get a lock on PostgreSQL, and are tried again where nothing of them was kept. */
class PostgresLockRetriesTest {

    /** The look for the application leaves out what calls itself so. */
    private static final String READER = "varve test reads";

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
        project = shop.project()
                .revision(
                        "a1",
                        null,
                        "people",
                        "op.create_table('people', sa.Column('name', sa.Text))",
                        "op.create_table('pets', sa.Column('name', sa.Text))");
        shop.register();
        terminal.type("upgrade", "shop").exits(0);
    }

    private Connection reader(String statement) throws SQLException {
        var reader = database.open();
        reader.setClientInfo("ApplicationName", READER);
        reader.setAutoCommit(false);
        execute(reader, statement);
        return reader;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void awaitTold(Session running, String line) throws IOException {
        await().atMost(Duration.ofMinutes(3))
                .until(() -> Files.readString(running.err()).contains(line));
    }

    private int recorded(String type) {
        return terminal.type("history", "shop", "--type", type, "--json").json().size();
    }

    @Test
    void aStepIsTriedAgainUntilTheOtherLetsGo() throws Exception {
        project.revision("b2", "a1", "mail", "op.execute('ALTER TABLE people ADD COLUMN mail text')");
        Session running;
        try (var reader = reader("SELECT count(*) FROM people")) {
            running = terminal.start("upgrade", "shop", "--lock-timeout", "400ms", "--lock-retries", "20", "--json");
            awaitTold(running, "  step b2 is tried again in ");
            reader.commit();
        }

        var step = running.end().exits(0).json().path("steps").path(0);
        assertThat(step.path("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(step.path("error").isNull()).isTrue();
        assertThat(step.path("retries").asInt()).isPositive().isEqualTo(recorded("StepRetried"));
        assertThat(recorded("StepStarted")).isEqualTo(2 + step.path("retries").asInt());
        assertThat(recorded("StepFailed")).isEqualTo(step.path("retries").asInt());
        assertThat(terminal.type("history", "shop").out())
                .contains("step b2 did not get a lock and left nothing; it is");
        terminal.type("diagnose", "shop").exits(0);
        terminal.type("verify").exits(0);
    }

    @Test
    void whoHoldsTheLockIsNamedOnceTheRetriesAreUsedUp() throws Exception {
        project.revision("b2", "a1", "mail", "op.execute('ALTER TABLE people ADD COLUMN mail text')");
        Ended failed;
        try (var reader = reader("SELECT count(*) FROM people WHERE name = 'a secret'")) {
            failed = terminal.type("upgrade", "shop", "--lock-timeout", "400ms", "--lock-retries", "1");
            reader.rollback();
        }

        assertThat(failed.exits(5).out())
                .contains(
                        "step b2 did not get a lock within 400 ms, 2 times: AccessExclusiveLock on people was held up by "
                                + READER + " (pid ")
                .contains("let that transaction end, or end it: SELECT pg_terminate_backend(")
                .contains("schema and every row equal the backup's")
                .doesNotContain("secret");
        assertThat(database.texts("SELECT version_num FROM alembic_version")).containsExactly("a1");
        assertThat(recorded("StepRetried")).isEqualTo(1);
        terminal.type("diagnose", "shop").exits(3);
    }

    @Test
    void aDeadlockIsTriedAgain() throws Exception {
        project.revision(
                "b2",
                "a1",
                "two tables",
                "op.execute('ALTER TABLE people ADD COLUMN mail text')",
                "op.execute('SELECT pg_sleep(4)')",
                "op.execute('ALTER TABLE pets ADD COLUMN owner text')");
        Session running;
        try (var application = reader("LOCK TABLE pets IN SHARE MODE")) {
            // Whose deadlock_timeout is over first is stopped: not this one.
            execute(application, "SET LOCAL deadlock_timeout TO '1min'");
            running = terminal.start("upgrade", "shop", "--no-rehearsal", "--lock-retries", "2", "--json");
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> database.texts("SELECT 1 FROM pg_locks WHERE relation = 'people'::regclass AND granted"
                                    + " AND mode = 'AccessExclusiveLock'")
                            .contains("1"));
            var waits = CompletableFuture.runAsync(() -> lockPeople(application));
            awaitTold(running, "  step b2 is tried again in ");
            waits.join();
            application.commit();
        }

        var step = running.end().exits(0).json().path("steps").path(0);
        assertThat(step.path("retries").asInt()).isEqualTo(1);
        assertThat(terminal.type("history", "shop", "--type", "StepRetried", "--json")
                        .json()
                        .path(0)
                        .path("data")
                        .path("sqlState")
                        .asString())
                .isEqualTo("40P01");
    }

    private static void lockPeople(Connection application) {
        try {
            execute(application, "LOCK TABLE people IN SHARE MODE");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void anIndexThatWasBuiltInPartIsNotTriedAgain() throws Exception {
        project.revision(
                "b2",
                "a1",
                "index",
                "with op.get_context().autocommit_block(): op.execute('CREATE INDEX CONCURRENTLY people_name ON people (name)')");
        Ended failed;
        try (var writer = reader("INSERT INTO people VALUES ('ann')")) {
            failed = terminal.type("upgrade", "shop", "--lock-timeout", "400ms", "--lock-retries", "5");
            writer.rollback();
        }

        assertThat(failed.exits(6).out())
                .contains("step b2 did not get a lock within 400 ms; not tried again, because ");
        assertThat(recorded("StepRetried")).isZero();
    }

    @Test
    void stepsOfFlywaysThatAreDoneStayDone() throws Exception {
        var flyway = PostgresServer.shared().database();
        var scripts = ScriptFolder.in(folder).script("V1__stock.sql", "CREATE TABLE stock (name text)");
        terminal.addFlyway("flown", scripts.path(), flyway.sqlAlchemyUrl()).exits(0);
        terminal.type("upgrade", "flown").exits(0);
        scripts.script("V2__shelf.sql", "CREATE TABLE shelf (name text)")
                .script("V3__place.sql", "ALTER TABLE stock ADD COLUMN place text");
        Session running;
        try (var reader = flyway.open()) {
            reader.setClientInfo("ApplicationName", READER);
            reader.setAutoCommit(false);
            execute(reader, "SELECT count(*) FROM stock");
            running = terminal.start(
                    "upgrade", "flown", "--lock-timeout", "400ms", "--lock-retries", "20", "--no-rehearsal", "--json");
            awaitTold(running, "  step 3 is tried again in ");
            reader.commit();
        }

        var ended = running.end().exits(0);
        assertThat(ended.err()).contains("step 2 of 2: 3 place");
        var steps = ended.json().path("steps");
        assertThat(steps.path(0).path("retries").asInt()).isZero();
        assertThat(steps.path(1).path("retries").asInt()).isPositive();
        assertThat(terminal.type("history", "flown", "--type", "StepSucceeded", "--json")
                        .json()
                        .size())
                .isEqualTo(3);
    }

    /** So many steps from where the database is would be too many once one of them is done. */
    @Test
    void aDowngradeByStepsThatIsTriedAgainEndsWhereItWasToEnd() throws Exception {
        project.env(AlembicProjects.PLAIN_ENV.replace(
                        "context.configure(", "context.configure(transaction_per_migration=True, "))
                .script(
                        "b2",
                        "'a1'",
                        "owner",
                        List.of("op.execute('ALTER TABLE pets ADD COLUMN owner text')"),
                        List.of("op.execute('ALTER TABLE pets DROP COLUMN owner')"))
                .script(
                        "c3",
                        "'b2'",
                        "mail",
                        List.of("op.execute('ALTER TABLE people ADD COLUMN mail text')"),
                        List.of("op.execute('ALTER TABLE people DROP COLUMN mail')"));
        terminal.type("upgrade", "shop").exits(0);
        Session running;
        try (var reader = reader("SELECT count(*) FROM pets")) {
            running = terminal.start("downgrade", "shop", "--to=-2", "--lock-timeout", "400ms", "--lock-retries", "20");
            awaitTold(running, "  step b2 is tried again in ");
            reader.commit();
        }

        assertThat(running.end().exits(0).err()).contains("step 2 of 2: b2 owner");
        assertThat(database.texts("SELECT version_num FROM alembic_version")).containsExactly("a1");
        terminal.type("diagnose", "shop").exits(3);
    }

    @Test
    void thePauseBeforeARetryEndsByCtrlC() throws Exception {
        project.revision("b2", "a1", "mail", "op.execute('ALTER TABLE people ADD COLUMN mail text')");
        try (var reader = reader("SELECT count(*) FROM people")) {
            var running = terminal.start("upgrade", "shop", "--lock-timeout", "300ms", "--lock-retries", "20");
            awaitTold(running, "  step b2 is tried again in ");
            running.signal("INT");

            assertThat(running.end().exits(130).out()).contains("INTERRUPTED");
            reader.rollback();
        }
        assertThat(database.texts("SELECT version_num FROM alembic_version")).containsExactly("a1");
        assertThat(recorded("StepStarted")).isEqualTo(2);
    }
}
