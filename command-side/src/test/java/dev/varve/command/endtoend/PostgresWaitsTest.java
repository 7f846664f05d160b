package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step of Alembic's that waits for another session. */
class PostgresWaitsTest {

    /** The look for the application leaves out what calls itself so. */
    private static final String READER = "varve test reads";

    @TempDir
    Path folder;

    @Test
    void tellsAndRecordsWhomAStepWaitsFor() throws Exception {
        var database = PostgresServer.shared().database();
        var terminal = PostgresTerminal.in(folder.resolve("operator"));
        var project = AlembicProjects.in(folder.resolve("project"))
                .script(
                        "a1",
                        "None",
                        "people",
                        List.of("op.create_table('people', sa.Column('name', sa.Text))"),
                        List.of("op.drop_table('people')"));
        terminal.addAlembic("shop", project.ini(), PostgresShop.url(database), PostgresShop.python())
                .exits(0);
        terminal.type("upgrade", "shop").exits(0);
        project.revision("b2", "a1", "mail", "op.execute('ALTER TABLE people ADD COLUMN mail text')");
        Session running;
        try (var reader = database.open();
                var statement = reader.createStatement()) {
            reader.setClientInfo("ApplicationName", READER);
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM people WHERE name = 'a secret'");
            running = terminal.start("upgrade", "shop");

            await().atMost(Duration.ofMinutes(3))
                    .until(() -> Files.readString(running.err()).contains("  step b2 waits for " + READER + " (pid "));
            reader.commit();
        }

        assertThat(running.end().exits(0).err())
                .contains(": AccessExclusiveLock on people", "connected to postgresql://", "/" + database.name())
                .containsPattern("  backup: [0-9.]+ KiB\n")
                .doesNotContain("secret");
        var seen =
                terminal.type("history", "shop", "--type", "WaitSeen", "--json").json();
        assertThat(seen.size()).isEqualTo(1);
        assertThat(seen.path(0).path("data").path("blocker").path("application").asString())
                .isEqualTo(READER);
        assertThat(terminal.type("history", "shop").out()).contains("step b2 waited for " + READER + " (pid ");
        terminal.type("verify").exits(0);
    }
}
