package dev.varve.engine.tool.alembic;

import static dev.varve.engine.tool.alembic.AlembicFixture.database;
import static dev.varve.engine.tool.alembic.AlembicFixture.tool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationResult.Ending;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlembicSignalTest {

    @TempDir
    Path folder;

    private AlembicProjects signalling(String signal) {
        return AlembicProjects.in(folder.resolve("p"))
                .revision(
                        "a1",
                        null,
                        "signals",
                        "import os, signal",
                        "op.execute('CREATE TABLE one (id INTEGER)')",
                        "os.kill(os.getpid(), signal." + signal + ")",
                        "op.execute('CREATE TABLE two (id INTEGER)')");
    }

    @Test
    void leavesTheTerminalsInterruptToTheSupervisor() {
        var database = database(folder);
        var result = tool(signalling("SIGINT"), database)
                .migrate(Watched.order(folder, Destination.up("head")), new Watched());
        assertThat(result.ending()).isEqualTo(Ending.FINISHED);
        assertThat(database.tables()).contains("one", "two");
    }

    @Test
    void endsBeforeTheNextStatementWhenTheToolItselfIsTerminated() {
        var database = database(folder);
        var result = tool(signalling("SIGTERM"), database)
                .migrate(Watched.order(folder, Destination.up("head")), new Watched());
        assertThat(result.ending()).isEqualTo(Ending.STOPPED);
        assertThat(result.failure().message()).isEqualTo("ended by signal 15");
        assertThat(database.tables()).contains("one").doesNotContain("two");
    }
}
