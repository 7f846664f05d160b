package dev.varve.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationResult.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JupyterHubTest {

    private static final String[] FIRST_TABLES = JupyterHubProject.firstTables().toArray(String[]::new);

    @TempDir
    Path folder;

    private Path ini(JupyterHubProject hub, AnySqliteFile database) throws Exception {
        return hub.ini(folder.resolve(database.file().getFileName() + ".d"), database.sqlAlchemyUrl());
    }

    @Test
    void upgradesToTheSchemaThatPlainAlembicGivesEachRevisionAStepWithItsStatements() throws Exception {
        var python = JupyterHubProject.ofDebian();
        var plain = new AnySqliteFile(folder.resolve("plain.db")).with(FIRST_TABLES);
        var guarded = new AnySqliteFile(folder.resolve("guarded.db")).with(FIRST_TABLES);
        var alembic = new ProcessBuilder(
                        python.python().toString(),
                        "-m",
                        "alembic",
                        "-c",
                        ini(python, plain).toString(),
                        "upgrade",
                        "head")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("plain.txt").toFile())
                .start();
        assertThat(alembic.waitFor())
                .as(Files.readString(folder.resolve("plain.txt")))
                .isZero();

        var project = AlembicProject.at(ini(python, guarded))
                .withPython(python.python().toString());
        var tool = AlembicFixture.tool(project, SqliteDatabase.at(guarded.file()));
        var before = tool.look();
        assertThat(before.graph().revisions()).hasSize(12);
        assertThat(before.findings())
                .extracting(finding -> finding.code().name())
                .doesNotContain("GRAPH_DISAGREEMENT");
        var watched = new Watched();
        var result = tool.migrate(Watched.order(folder, Destination.up("head")), watched);

        assertThat(result.failure()).isNull();
        assertThat(result.ending()).isEqualTo(Ending.FINISHED);
        assertThat(watched.all(Observation.StepSucceeded.class)).hasSize(12).allMatch(step -> step.statements() > 0);
        assertThat(SqliteDatabase.at(guarded.file()).schema().fingerprint())
                .isEqualTo(SqliteDatabase.at(plain.file()).schema().fingerprint());
        assertThat(SqliteDatabase.at(guarded.file()).rowCounts())
                .isEqualTo(SqliteDatabase.at(plain.file()).rowCounts());
    }
}
