package dev.varve.engine.tool.alembic;

import static dev.varve.engine.tool.alembic.AlembicFixture.tool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.postgres.PostgresAddress;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.StepSucceeded;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.python.PythonEnvironments;
import dev.varve.engine.verdict.JudgedStatement;
import dev.varve.engine.verdict.StatementVerdict;
import dev.varve.engine.verdict.Verdicts;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each verdict is compared with what is in the database afterwards. */
class AlembicVerdictTest {

    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (t_\\w+)");

    @TempDir
    Path folder;

    private static final class Found {
        private static final String PYTHON = new PythonEnvironments(
                        PythonEnvironments.defaultCache(), System.getenv(), line -> {})
                .anyWithPsycopg2()
                .python()
                .toString();
    }

    private static PostgresDatabase watched(PostgresTestDatabase database) {
        var address = new PostgresAddress(
                "localhost", database.server().port(), database.name(), PostgresServer.ADMIN, new TreeMap<>());
        return PostgresDatabase.at(address, "");
    }

    private AlembicProjects projects(PostgresTestDatabase database) {
        var url = database.sqlAlchemyUrl().replace("postgresql:", "postgresql+psycopg2:");
        return AlembicProjects.in(folder.resolve("p"))
                .file(
                        "alembic.ini",
                        "[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = " + url + "\n");
    }

    private static String table(String name) {
        return "op.execute('CREATE TABLE " + name + " (id integer)')";
    }

    private static AlembicProject overPsycopg2(AlembicProject project) {
        return new AlembicProject(
                project.ini(), project.workdir(), Found.PYTHON, null, List.of(), Map.of(), "postgresql+psycopg2");
    }

    private Watched run(AlembicProjects projects, Database database, Predicate<Observation> killAt) {
        var pid = new long[1];
        var watched = new Watched().and(seen -> {
            if (seen instanceof Observation.ToolStarting starting) {
                pid[0] = starting.pid();
            }
            if (killAt.test(seen)) {
                ProcessHandle.of(pid[0]).orElseThrow().destroyForcibly();
            }
        });
        tool(overPsycopg2(projects.project()), database)
                .migrate(Watched.order(folder, Destination.up("head")), watched);
        return watched;
    }

    private Verdicts verdicts(Database database) {
        return Verdicts.of(folder.resolve("ledger.jsonl"), database);
    }

    private static boolean names(Observation seen, String sql) {
        return seen instanceof Observation.StatementStarting starting
                && starting.sql().contains(sql);
    }

    /** Every table whose creation was judged is there exactly if it was kept. */
    private static void equalWhatIsThere(Verdicts verdicts, Collection<String> tables) {
        assertThat(verdicts.statements()).isNotEmpty();
        for (var statement : verdicts.statements()) {
            var table = TABLE.matcher(statement.sql());
            if (table.find() && statement.verdict() != StatementVerdict.UNKNOWN) {
                assertThat(tables.contains(table.group(1)))
                        .as(statement.toString())
                        .isEqualTo(statement.verdict() == StatementVerdict.KEPT);
            }
        }
    }

    private static List<String> tables(PostgresTestDatabase database) {
        return database.texts("SELECT relname FROM pg_class WHERE relname LIKE 't\\_%' AND relkind = 'r'");
    }

    private static List<StatementVerdict> ofTables(Verdicts verdicts) {
        return verdicts.statements().stream()
                .filter(statement -> TABLE.matcher(statement.sql()).find())
                .map(JudgedStatement::verdict)
                .toList();
    }

    @Test
    void aFailureInTheThirdRevisionTakesTheFirstTwoBackAndNoStepIsToldToHaveSucceeded() {
        var database = PostgresServer.shared().database();
        var projects = projects(database)
                .revision("a1", null, "one", table("t_one"))
                .revision("b2", "a1", "two", table("t_two"))
                .revision("c3", "b2", "breaks", table("t_three"), "op.execute('INSERT INTO missing VALUES (1)')");

        var seen = run(projects, watched(database), nothing -> false);

        var verdicts = verdicts(watched(database));
        equalWhatIsThere(verdicts, tables(database));
        assertThat(ofTables(verdicts))
                .containsOnly(StatementVerdict.ROLLED_BACK)
                .hasSize(3);
        assertThat(seen.all(StepSucceeded.class)).isEmpty();
        assertThat(seen.all(Observation.StepFailed.class))
                .extracting(Observation.StepFailed::revision)
                .containsExactlyInAnyOrder("a1", "b2", "c3");
        assertThat(verdicts.about("c3").inWords()).startsWith("of 2 statements 0 were kept, 2 rolled back");
    }

    @Test
    void anAutocommitBlockKeepsWhatRanBeforeAndInIt() {
        var database = PostgresServer.shared().database().execute("CREATE TABLE held (id integer)");
        var projects = projects(database)
                .revision("a1", null, "one", table("t_one"))
                .revision(
                        "b2",
                        "a1",
                        "escapes",
                        table("t_two"),
                        "with op.get_context().autocommit_block():",
                        "    op.execute('CREATE INDEX CONCURRENTLY held_id ON held (id)')",
                        table("t_three"),
                        "op.execute('INSERT INTO missing VALUES (1)')");

        run(projects, watched(database), nothing -> false);

        var verdicts = verdicts(watched(database));
        equalWhatIsThere(verdicts, tables(database));
        assertThat(ofTables(verdicts))
                .containsExactly(StatementVerdict.KEPT, StatementVerdict.KEPT, StatementVerdict.ROLLED_BACK);
        assertThat(verdicts.statements())
                .filteredOn(statement -> statement.sql().contains("CONCURRENTLY"))
                .singleElement()
                .satisfies(index -> assertThat(index.why()).isEqualTo("it was committed at once"));
    }

    @Test
    void anIndexThatCannotBeBuiltConcurrentlyIsToldToBeLeftInvalid() {
        var database = PostgresServer.shared()
                .database()
                .execute("CREATE TABLE held (id integer)", "INSERT INTO held VALUES (1), (1)");
        var projects = projects(database)
                .revision(
                        "a1",
                        null,
                        "escapes",
                        "with op.get_context().autocommit_block():",
                        "    op.execute('CREATE UNIQUE INDEX CONCURRENTLY held_id ON held (id)')");

        run(projects, watched(database), nothing -> false);

        assertThat(verdicts(watched(database)).about("a1").statements())
                .singleElement()
                .satisfies(index -> assertThat(index.why())
                        .isEqualTo("it failed; it left the index held_id invalid: drop it before it is built again"));
        assertThat(database.texts("SELECT indisvalid FROM pg_index WHERE indexrelid = 'held_id'::regclass"))
                .containsExactly("f");
    }

    @Test
    void aToolKilledBetweenStatementsKeepsTheRevisionsThatHadTheirOwnTransaction() throws Exception {
        var database = PostgresServer.shared().database();
        var env = AlembicProjects.PLAIN_ENV.replace("render_as_batch=True", "transaction_per_migration=True");
        var projects = projects(database)
                .env(env)
                .revision("a1", null, "one", table("t_one"))
                .revision("b2", "a1", "two", table("t_two"), "import time", table("t_three"), "time.sleep(60)");

        run(
                projects,
                watched(database),
                seen -> seen instanceof Observation.StatementFinished finished
                        && "b2".equals(finished.revision())
                        && finished.ordinal() == 2);

        var verdicts = verdicts(watched(database));
        assertThat(ofTables(verdicts))
                .containsExactly(StatementVerdict.KEPT, StatementVerdict.ROLLED_BACK, StatementVerdict.ROLLED_BACK);
        equalWhatIsThere(verdicts, tables(database));
        assertThat(Files.readString(folder.resolve("ledger.jsonl"))).contains("\"event\": \"transactionId\"");
    }

    private static String dyingInItsCommit(String act) {
        return """
                import os
                from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2
                committing = PGDialect_psycopg2.do_commit
                def do_commit(self, connection):
                    ENDS_HERE
                PGDialect_psycopg2.do_commit = do_commit
                """.replace("ENDS_HERE", act);
    }

    /** The project commits on its own and is gone before Varve's line about it: only the server knows. */
    @Test
    void theServerTellsTheFateOfACommitThatNobodySawComeBack() {
        var database = PostgresServer.shared().database();
        for (var reached : List.of(true, false)) {
            var one = reached ? "committing(self, connection); os._exit(9)" : "os._exit(9)";
            var name = reached ? "t_reached" : "t_lost";
            var projects = projects(database)
                    .env(dyingInItsCommit(one) + AlembicProjects.PLAIN_ENV)
                    .revision("a1", null, "one", table(name));
            database.execute("DROP TABLE IF EXISTS alembic_version");

            run(projects, watched(database), nothing -> false);
            database.execute("CHECKPOINT");
        }
        var verdicts = verdicts(watched(database));
        assertThat(ofTables(verdicts)).containsExactly(StatementVerdict.KEPT, StatementVerdict.ROLLED_BACK);
        equalWhatIsThere(verdicts, tables(database));
    }

    @Test
    void aServerThatStopsAtOnceTakesBackTheOpenTransactionAndKeepsTheCommittedOne() {
        try (var server = PostgresServer.durableIn(folder.resolve("server"))) {
            var database = server.database();
            var env = AlembicProjects.PLAIN_ENV.replace("render_as_batch=True", "transaction_per_migration=True");
            var projects = projects(database)
                    .env(env)
                    .revision("a1", null, "one", table("t_one"))
                    .revision("b2", "a1", "two", table("t_two"), table("t_three"), "op.execute('SELECT pg_sleep(60)')");
            run(projects, watched(database), seen -> {
                if (names(seen, "pg_sleep")) {
                    server.stopImmediately();
                }
                return false;
            });
            server.startAgain();

            var verdicts = verdicts(watched(database));
            assertThat(ofTables(verdicts))
                    .containsExactly(StatementVerdict.KEPT, StatementVerdict.ROLLED_BACK, StatementVerdict.ROLLED_BACK);
            equalWhatIsThere(verdicts, tables(database));
        }
    }

    @Test
    void onSqliteEveryKillIsJudgedAsTheSchemaShows() throws Exception {
        for (var killed = 1; killed <= 4; killed++) {
            var place = Files.createDirectories(folder.resolve("k" + killed));
            var database = new AnySqliteFile(place.resolve("app.db")).with("CREATE TABLE held (id integer)");
            var projects = AlembicProjects.in(place.resolve("p"))
                    .revision(
                            "a1",
                            null,
                            "one",
                            table("t_one"),
                            "op.execute('INSERT INTO held VALUES (1)')",
                            table("t_two"),
                            table("t_three"),
                            "import time",
                            "time.sleep(60)");
            var at = killed;
            var pid = new long[1];
            tool(projects, database).migrate(Watched.order(place, Destination.up("head")), seen -> {
                if (seen instanceof Observation.ToolStarting starting) {
                    pid[0] = starting.pid();
                }
                if (seen instanceof Observation.StatementFinished finished
                        && "a1".equals(finished.revision())
                        && finished.ordinal() == at) {
                    ProcessHandle.of(pid[0]).orElseThrow().destroyForcibly();
                }
            });

            var verdicts = Verdicts.of(place.resolve("ledger.jsonl"), database);
            equalWhatIsThere(verdicts, database.tables());
            assertThat(verdicts.about("a1").statements().getFirst().verdict()).isEqualTo(StatementVerdict.KEPT);
            assertThat(verdicts.about("a1").unknown()).isLessThan(2);
        }
    }
}
