package dev.varve.engine.tool.alembic;

import static dev.varve.engine.tool.alembic.AlembicFixture.database;
import static dev.varve.engine.tool.alembic.AlembicFixture.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult.Ending;
import dev.varve.engine.tool.ToolException;
import dev.varve.engine.tool.python.PythonEnvironment;
import dev.varve.engine.tool.python.PythonPairs;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlembicGuardTest {

    @TempDir
    Path folder;

    static List<PythonEnvironment> pairs() {
        return PythonPairs.all();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void refusesAnEnvironmentThatConnectsElsewhereBeforeAnyStatement(PythonEnvironment python) {
        var elsewhere = new AnySqliteFile(folder.resolve("other.db")).with("CREATE TABLE theirs (a)");
        for (var env : List.of(AlembicProjects.PLAIN_ENV, AlembicProjects.ASYNC_ENV)) {
            var database = database(folder).with("CREATE TABLE IF NOT EXISTS ours (a)");
            var projects = AlembicProjects.linear(folder.resolve("p"))
                    .env("from alembic import context\ncontext.config.set_main_option('sqlalchemy.url', '"
                            + elsewhere.sqlAlchemyUrl() + "')\n" + env);
            var tool = tool(projects, database, python);
            var watched = new Watched();
            assertThatThrownBy(() -> tool.migrate(Watched.order(folder, Destination.up("head")), watched))
                    .isInstanceOf(ToolException.class)
                    .hasMessage("expected env.py to connect to " + database.path() + ", found that it connects to "
                            + elsewhere.path());
            assertThat(watched.names()).containsExactly("ToolStarting");
            assertThat(tool.look().findings())
                    .extracting(finding -> finding.code())
                    .contains(FindingCode.WRONG_DATABASE);
            assertThat(elsewhere.tables()).containsExactly("theirs");
            assertThat(database.tables()).containsExactly("ours");
        }
    }

    @Test
    void refusesADatabaseInMemory() {
        var database = database(folder).with("CREATE TABLE ours (a)");
        var projects = AlembicProjects.linear(folder.resolve("p"))
                .env(AlembicProjects.PLAIN_ENV.replace(
                        "config = context.config",
                        "config = context.config\nconfig.set_main_option('sqlalchemy.url', 'sqlite://')"));
        assertThatThrownBy(() ->
                        tool(projects, database).migrate(Watched.order(folder, Destination.up("head")), new Watched()))
                .hasMessageEndingWith("found that it connects to :memory:");
    }

    @Test
    void leavesTheDatabaseUntouchedWhenTheFirstStepIsForbidden() {
        var database = database(folder).with("CREATE TABLE ours (a)");
        var order = Watched.order(folder, Destination.up("head"));
        var forbidding = new MigrationOrder(
                order.destination(),
                order.ledger(),
                order.output(),
                order.stopRequested(),
                () -> {
                    throw new IllegalStateException("the database changed since the backup");
                },
                order.inspector());
        var watched = new Watched();
        assertThatThrownBy(() -> tool(AlembicProjects.linear(folder.resolve("p")), database)
                        .migrate(forbidding, watched))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the database changed since the backup");
        assertThat(watched.names()).containsExactly("ToolStarting", "ToolConnected");
        assertThat(database.tables()).containsExactly("ours");
    }

    @Test
    void startsNoStepThatItsObserverRefuses() {
        var database = database(folder);
        var watched = new Watched().and(observation -> {
            if (observation instanceof Observation.StepStarting step
                    && step.revision().equals("c3")) {
                throw new IllegalStateException("the event cannot be appended");
            }
        });
        assertThatThrownBy(() -> tool(AlembicProjects.linear(folder.resolve("p")), database)
                        .migrate(Watched.order(folder, Destination.up("head")), watched))
                .hasMessage("the event cannot be appended");
        assertThat(database.rows("SELECT version_num FROM alembic_version")).containsExactly("b2");
    }

    @Test
    void stopsOnRequestBeforeTheNextStatement() {
        var database = database(folder);
        var projects = AlembicProjects.in(folder.resolve("p"))
                .revision("a1", null, "first", "op.execute('CREATE TABLE one (id INTEGER)')")
                .revision(
                        "b2",
                        "a1",
                        "long",
                        "import time",
                        "for n in range(2000): op.execute('INSERT INTO one VALUES (%d)' % n); time.sleep(0.01)");
        var stop = new AtomicBoolean();
        var watched = new Watched().and(observation -> {
            if (observation instanceof Observation.StatementFinished done && "b2".equals(done.revision())) {
                stop.set(true);
            }
        });
        var order = Watched.order(folder, Destination.up("head"));
        var result = tool(projects, database)
                .migrate(
                        new MigrationOrder(
                                order.destination(),
                                order.ledger(),
                                order.output(),
                                stop::get,
                                order.beforeFirstStep(),
                                order.inspector()),
                        watched);
        assertThat(result.ending()).isEqualTo(Ending.STOPPED);
        assertThat(result.applied()).containsExactly("a1");
        assertThat(result.failedRevision()).isEqualTo("b2");
        assertThat(result.failure().message()).isEqualTo("stop requested");
        assertThat(database.rows("SELECT count(*) FROM one")).containsExactly("0");
        assertThat(database.rows("SELECT version_num FROM alembic_version")).containsExactly("a1");
    }

    @Test
    void tellsAFailureThatEnvPySwallows() {
        var database = database(folder);
        var projects = AlembicProjects.failingInItsThirdStatement(folder.resolve("p"))
                .env(AlembicProjects.PLAIN_ENV.replace(
                        "else:\n    online()",
                        "else:\n    try:\n        online()\n    except Exception:\n        pass"));
        var result = tool(projects, database).migrate(Watched.order(folder, Destination.up("head")), new Watched());
        assertThat(result.ending()).isEqualTo(Ending.FAILED);
        assertThat(result.failure().message()).isEqualTo("no such table: missing");
    }

    @Test
    void writesNoRowsIntoTheRecordWhenAStatementFails() throws Exception {
        var database = database(folder);
        var projects = AlembicProjects.in(folder.resolve("p"))
                .revision(
                        "a1",
                        null,
                        "first",
                        "op.execute('CREATE TABLE one (id INTEGER UNIQUE, secret TEXT)')",
                        "t = sa.table('one', sa.column('id'), sa.column('secret'))",
                        "op.bulk_insert(t, [{'id': 1, 'secret': 'hunter2'}, {'id': 1, 'secret': 'hunter3'}])");
        var result = tool(projects, database).migrate(Watched.order(folder, Destination.up("head")), new Watched());
        assertThat(result.failure().message()).isEqualTo("UNIQUE constraint failed: one.id");
        assertThat(result.failure().statement()).isEqualTo("INSERT INTO one (id, secret) VALUES (?, ?)");
        assertThat(result.failure().detail()).doesNotContain("'hunter2', ").contains("UNIQUE constraint failed");
        for (var file : List.of("ledger.jsonl", "output.txt")) {
            assertThat(folder.resolve(file)).content().doesNotContain("hunter");
        }
    }

    @Test
    void saysThatNobodySawTheEndWhenTheToolDiesInAStep() {
        var projects = AlembicProjects.in(folder.resolve("p"))
                .revision(
                        "a1",
                        null,
                        "dies",
                        "op.execute('CREATE TABLE one (id INTEGER)')",
                        "import os",
                        "os.kill(os.getpid(), 9)");
        var watched = new Watched();
        var result = tool(projects, database(folder)).migrate(Watched.order(folder, Destination.up("head")), watched);
        assertThat(result.ending()).isEqualTo(Ending.UNKNOWN);
        assertThat(result.failedRevision()).isEqualTo("a1");
        assertThat(watched.all(Observation.StepOutcomeUnknown.class))
                .singleElement()
                .satisfies(unknown -> assertThat(unknown.why())
                        .isEqualTo("the tool's process ended with exit code 137 and did not say how the step ended"));
    }
}
