package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project whose env.py never comes back. */
class HangingToolTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM"})
    void leavesNoToolBehindWhenALookIsEnded(String signal) {
        var look = hangingLook();
        var tool = ProcessHandle.of(look.id())
                .orElseThrow()
                .descendants()
                .findFirst()
                .orElseThrow();

        look.signal(signal);
        look.end();

        await().atMost(Duration.ofSeconds(30)).until(() -> !tool.isAlive());
    }

    @Test
    void endsAToolThatIsAskedToEndWhileItOnlyLooks() {
        var look = hangingLook();
        var tool = ProcessHandle.of(look.id())
                .orElseThrow()
                .descendants()
                .findFirst()
                .orElseThrow();

        assertThat(tool.destroy()).isTrue();

        await().atMost(Duration.ofSeconds(30)).until(() -> !tool.isAlive());
        look.end();
    }

    @Test
    void saysWhatALookWaitsFor() {
        var look = hangingLook();
        var tool = ProcessHandle.of(look.id())
                .orElseThrow()
                .descendants()
                .findFirst()
                .orElseThrow();

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(look.err())
                        .content()
                        .containsPattern("\\d+ s: waiting for the migration tool \\(python\\S*, process " + tool.pid()
                                + "\\) to read its scripts and the database"));

        look.signal("KILL");
        look.end();
    }

    private Session hangingLook() {
        var project = AlembicProjects.in(folder.resolve("project"))
                .env("import pathlib, time\npathlib.Path('" + folder.resolve("hangs")
                        + "').touch()\ntime.sleep(100000)\n")
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER)')");
        var watched = Watched.in(folder, project);
        var look = watched.terminal().start("diagnose", "app");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> folder.resolve("hangs").toFile().exists());
        return look;
    }
}
