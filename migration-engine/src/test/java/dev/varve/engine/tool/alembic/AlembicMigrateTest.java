package dev.varve.engine.tool.alembic;

import static dev.varve.engine.tool.alembic.AlembicFixture.database;
import static dev.varve.engine.tool.alembic.AlembicFixture.tool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationResult.Ending;
import dev.varve.engine.tool.PlannedStep;
import dev.varve.engine.tool.python.PythonEnvironment;
import dev.varve.engine.tool.python.PythonPairs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlembicMigrateTest {

    @TempDir
    Path folder;

    static List<PythonEnvironment> pairs() {
        return PythonPairs.all();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void announcesEachStepBeforeItRunsAndTellsItsEnd(PythonEnvironment python) throws Exception {
        var database = database(folder);
        var tool = tool(AlembicProjects.linear(folder.resolve("p")), database, python);
        var watched = new Watched();
        var result = tool.migrate(Watched.order(folder, Destination.up("head")), watched);
        assertThat(result.ending()).isEqualTo(Ending.FINISHED);
        assertThat(result.applied()).containsExactly("a1", "b2", "c3", "d4", "e5");
        assertThat(watched.names().subList(0, 6))
                .containsExactly(
                        "ToolStarting",
                        "ToolConnected",
                        "StepStarting",
                        "StepApplied",
                        "StepSucceeded",
                        "StepStarting");
        assertThat(database.rows("SELECT mail FROM users")).containsExactly("ann@example.org", "bob@example.org");
        assertThat(watched.all(Observation.StatementStarting.class))
                .extracting("sql")
                .contains("UPDATE users SET mail = name || '@example.org'");
        assertThat(watched.all(Observation.StepSucceeded.class))
                .filteredOn(step -> step.revision().equals("d4"))
                .singleElement()
                .satisfies(step -> assertThat(step.rowsAffected()).isEqualTo(3));
        assertThat(Files.readString(folder.resolve("ledger.jsonl")))
                .contains("CREATE INDEX ix_posts_id", "\"event\": \"start\"", "\"event\": \"end\"");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void tellsTheProcessAndItsVersionsBeforeItConnects(PythonEnvironment python) {
        var watched = new Watched();
        tool(AlembicProjects.linear(folder.resolve("p")), database(folder), python)
                .migrate(Watched.order(folder, Destination.up("a1")), watched);
        var started = watched.all(Observation.ToolStarting.class).getFirst();
        assertThat(started.processStart()).isPositive();
        assertThat(started.versions())
                .containsEntry("alembic", python.alembic())
                .containsEntry("sqlalchemy", python.sqlAlchemy())
                .containsKey("python");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void runsAnAsynchronousEnvironmentLikeAnyOther(PythonEnvironment python) {
        var database = database(folder);
        var watched = new Watched();
        var result = tool(AlembicProjects.linear(folder.resolve("p")).env(AlembicProjects.ASYNC_ENV), database, python)
                .migrate(Watched.order(folder, Destination.up("head")), watched);
        assertThat(result.failure()).isNull();
        assertThat(result.applied()).containsExactly("a1", "b2", "c3", "d4", "e5");
        assertThat(watched.all(Observation.StatementStarting.class))
                .filteredOn(statement -> "d4".equals(statement.revision()))
                .extracting("sql")
                .contains("UPDATE users SET mail = name || '@example.org'");
        assertThat(database.rows("SELECT version_num FROM alembic_version")).containsExactly("e5");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void plansThroughBranchesLabelsAndDependencies(PythonEnvironment python) {
        var database = database(folder);
        var projects = AlembicProjects.branched(folder.resolve("p"));
        var tool = tool(projects, database, python);
        var look = tool.look();
        assertThat(look.graph().heads()).containsExactlyInAnyOrder("m5", "x9");
        assertThat(look.findings())
                .extracting(finding -> finding.code().name())
                .contains("MULTIPLE_HEADS", "BRANCHED_HISTORY");
        assertThat(look.findings()).extracting(finding -> finding.code().name()).doesNotContain("GRAPH_DISAGREEMENT");
        assertThat(tool.plan(Destination.up("right@c3")))
                .extracting(PlannedStep::revision)
                .containsExactly("a1", "c3");
        var plan = tool.plan(Destination.up("heads"));
        assertThat(plan).extracting(PlannedStep::revision).contains("m5", "x9").hasSize(6);
        var result = tool.migrate(Watched.order(folder, Destination.up("heads")), new Watched());
        assertThat(result.failure()).isNull();
        assertThat(database.rows("SELECT version_num FROM alembic_version ORDER BY 1"))
                .containsExactlyElementsOf(plan.getLast().to().stream().sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void goesDownAsFarAsToldAndNamesTheRevisionsThatItTakesBack(PythonEnvironment python) {
        var database = database(folder);
        var projects = AlembicProjects.in(folder.resolve("p"))
                .script(
                        "a1",
                        "None",
                        "one",
                        List.of("op.execute('CREATE TABLE one (id INTEGER)')"),
                        List.of("op.drop_table('one')"))
                .script(
                        "b2",
                        "'a1'",
                        "two",
                        List.of("op.execute('CREATE TABLE two (id INTEGER)')"),
                        List.of("op.drop_table('two')"));
        var tool = tool(projects, database, python);
        tool.migrate(Watched.order(folder, Destination.up("head")), new Watched());
        assertThat(tool.plan(Destination.down("-1")))
                .singleElement()
                .satisfies(step -> assertThat(step.from()).containsExactly("b2"))
                .satisfies(step -> assertThat(step.to()).containsExactly("a1"));
        var result = tool.migrate(Watched.order(folder, Destination.down("base")), new Watched());
        assertThat(result.applied()).containsExactly("b2", "a1");
        assertThat(database.tables()).containsExactly("alembic_version");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void failsInTheThirdStatementAndSaysExactlyWhere(PythonEnvironment python) {
        var database = database(folder);
        var watched = new Watched();
        var result = tool(AlembicProjects.failingInItsThirdStatement(folder.resolve("p")), database, python)
                .migrate(Watched.order(folder, Destination.up("head")), watched);
        assertThat(result.ending()).isEqualTo(Ending.FAILED);
        assertThat(result.applied()).containsExactly("a1");
        assertThat(result.failedRevision()).isEqualTo("b2");
        assertThat(result.failure().type()).isEqualTo("sqlite3.OperationalError");
        assertThat(result.failure().message()).isEqualTo("no such table: missing");
        assertThat(result.failure().statement()).isEqualTo("INSERT INTO missing (id) VALUES (1)");
        assertThat(result.failure().statementOrdinal()).isEqualTo(3);
        assertThat(result.failure().detail()).contains("b2.py", "op.execute('INSERT INTO missing");
        assertThat(watched.all(Observation.StepFailed.class)).hasSize(1);
        assertThat(database.tables()).containsExactly("alembic_version", "one", "two", "users");
        assertThat(database.rows("SELECT version_num FROM alembic_version")).containsExactly("a1");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void countsAStepAsDoneOnlyOnceTheTransactionOfAllOfThemIsCommitted(PythonEnvironment python) {
        var database = database(folder);
        var projects = AlembicProjects.failingInItsThirdStatement(folder.resolve("p"))
                .env(AlembicProjects.ONE_TRANSACTION_ENV);
        var watched = new Watched();
        var result = tool(projects, database, python).migrate(Watched.order(folder, Destination.up("head")), watched);
        assertThat(result.ending()).isEqualTo(Ending.FAILED);
        assertThat(result.applied()).isEmpty();
        assertThat(watched.all(Observation.StepApplied.class)).hasSize(1);
        assertThat(watched.all(Observation.StepSucceeded.class)).isEmpty();
        assertThat(watched.all(Observation.StepFailed.class))
                .extracting(failed -> failed.failure().type())
                .containsExactly("NotCommitted", "sqlite3.OperationalError");
        assertThat(database.tables()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void confirmsEveryStepOfOneTransactionAfterItsCommit(PythonEnvironment python) {
        var projects = AlembicProjects.linear(folder.resolve("p")).env(AlembicProjects.ONE_TRANSACTION_ENV);
        var watched = new Watched();
        var result = tool(projects, database(folder), python)
                .migrate(Watched.order(folder, Destination.up("head")), watched);
        assertThat(result.failure()).isNull();
        assertThat(result.ending()).isEqualTo(Ending.FINISHED);
        assertThat(watched.all(Observation.StepSucceeded.class)).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void stampsWithoutRunningAScript(PythonEnvironment python) {
        var database = database(folder);
        var tool = tool(AlembicProjects.linear(folder.resolve("p")), database, python);
        tool.stamp("c3", observation -> {});
        assertThat(database.rows("SELECT version_num FROM alembic_version")).containsExactly("c3");
        assertThat(database.tables()).containsExactly("alembic_version");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void previewsTheSqlFromWhereTheDatabaseIs(PythonEnvironment python) {
        var database = database(folder);
        var tool = tool(AlembicProjects.linear(folder.resolve("p")), database, python);
        tool.migrate(Watched.order(folder, Destination.up("c3")), new Watched());
        var sql = tool.previewSql(Destination.up("head"));
        assertThat(sql).contains("UPDATE users SET mail", "CREATE TABLE posts").doesNotContain("CREATE TABLE users");
        assertThat(database.tables()).doesNotContain("posts");
    }
}
