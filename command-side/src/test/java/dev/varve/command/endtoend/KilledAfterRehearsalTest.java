package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts that do not run on an empty database, since the application made its first table itself: no scratch database shows what a step
 * makes. The rehearsal on a copy of this very database did, so that half a step is told exactly.
 */
class KilledAfterRehearsalTest {

    @TempDir
    Path folder;

    private Watched watched;

    @BeforeEach
    void killInTheSecondStep() throws Exception {
        var gate = folder.resolve("gate");
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "notes", "op.execute('CREATE TABLE notes (id INTEGER PRIMARY KEY)')")
                .revision("b2", "a1", "legacy", "op.execute('ALTER TABLE legacy ADD COLUMN first TEXT')")
                .revision(
                        "c3",
                        "b2",
                        "waits",
                        "import time, pathlib",
                        "op.execute('CREATE TABLE one (id INTEGER)')",
                        "copy = '.varve-copy-' in str(op.get_bind().engine.url)",
                        "pathlib.Path('" + gate + "').touch() if not copy else None",
                        "time.sleep(0 if copy else 600)",
                        "op.execute('ALTER TABLE legacy ADD COLUMN second TEXT')");
        watched = Watched.in(folder, project);
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        watched.database().with("CREATE TABLE legacy (id INTEGER PRIMARY KEY)", "INSERT INTO legacy VALUES (1)");
        var upgrade = watched.terminal().start("upgrade", "app", "--strategy", "in-place");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> Files.exists(gate) || !upgrade.process().isAlive());
        upgrade.signal("KILL");
        upgrade.end().exits(137);
        await().until(() -> upgrade.alive().isEmpty());
    }

    @Test
    void tellsWhatOfTheStepIsThereAndWhatIsNot() {
        var diagnosis = watched.type("diagnose", "app", "--json").exits(6).json();

        assertThat(diagnosis.path("state").asString()).isEqualTo("PARTIAL");
        assertThat(diagnosis.path("findings").toString())
                .contains("expected revision c3 to be applied or not, found it applied in part: table one;"
                        + " not: column second of legacy");
    }

    @Test
    void isOneCommandAwayFromTheStateBefore() {
        watched.type("recover", "app", "--yes").exits(0);

        assertThat(watched.database().objects()).containsExactly("legacy", "notes");
        assertThat(watched.database().rows("SELECT group_concat(name) FROM pragma_table_info('legacy')"))
                .containsExactly("id");
        watched.type("verify").exits(0);
    }
}
