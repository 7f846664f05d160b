package dev.varve.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationResult.Ending;
import dev.varve.engine.tool.python.PythonEnvironment;
import dev.varve.engine.tool.python.PythonPairs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
        var database = new AnySqliteFile(folder.resolve("app.db"));
        var tool = tool(AlembicProjects.linear(folder.resolve("p")), database, python);
        var watched = new Watched();
        var result = tool.migrate(Watched.order(folder, Destination.up("head")), watched);
        assertThat(result.ending()).isEqualTo(Ending.FINISHED);
        assertThat(result.applied()).containsExactly("a1", "b2", "c3", "d4", "e5");
        assertThat(watched.names())
                .startsWith("ToolStarting", "ToolConnected", "StepStarting", "StepApplied", "StepSucceeded");
        assertThat(database.rows("SELECT mail FROM users")).containsExactly("ann@example.org", "bob@example.org");
        assertThat(watched.all(Observation.StatementStarting.class))
                .extracting("sql")
                .contains("UPDATE users SET mail = name || '@example.org'");
        assertThat(Files.readString(folder.resolve("ledger.jsonl"))).contains("CREATE INDEX ix_posts_id");
    }

    private static AlembicTool tool(AlembicProjects projects, AnySqliteFile database, PythonEnvironment python) {
        return new AlembicTool(
                projects.project().withPython(python.python().toString()),
                database,
                System.getenv(),
                Clock.systemUTC());
    }
}
