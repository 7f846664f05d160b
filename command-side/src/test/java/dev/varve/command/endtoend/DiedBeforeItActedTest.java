package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose process is killed once its request is durable, and before it holds the target. */
class DiedBeforeItActedTest {

    @TempDir
    Path folder;

    private Watched watched;
    private Terminal sameHome;
    private Session run;

    @BeforeEach
    void standStillAfterTheRequest() throws Exception {
        watched = Watched.in(folder, AlembicProjects.linear(folder.resolve("project")));
        sameHome = new Terminal(folder.resolve("operator"), folder.resolve("locks"));
        var nobodyListens = folder.resolve("witness");
        new ProcessBuilder("mkfifo", nobodyListens.toString()).start().waitFor();
        run = watched.terminal().with("VARVE_WITNESS", nobodyListens.toString()).start("upgrade", "app");
        await().atMost(Duration.ofMinutes(1)).until(() -> happened("RunRequested") == 1);
    }

    @Test
    void isSettledAtTheNextContactAndNamed() {
        sameHome.type("diagnose", "app").exits(3);
        assertThat(happened("RunInterrupted")).isZero();

        run.signal("KILL");
        run.end();
        var diagnosis = sameHome.type("diagnose", "app", "--json").exits(3);

        assertThat(diagnosis.finding("INTERRUPTED_RUN").path("message").asString())
                .matches(
                        "expected run \\S+ to have gone to its end, found it cut short; its last act was: the request; nothing was touched");
        var recorded = sameHome.type("history", "app", "--type", "RunInterrupted", "--json")
                .json();
        assertThat(recorded.path(0).path("data").path("why").asString())
                .startsWith("process " + run.id() + " is gone from host ");
        sameHome.type("diagnose", "app").exits(3);
        assertThat(happened("RunInterrupted")).isEqualTo(1);
        assertThat(happened("LeaseTaken", "LeaseTakenOver")).isZero();
    }

    @Test
    void isSettledByTheNextRunToo() {
        run.signal("KILL");
        run.end();

        sameHome.type("upgrade", "app").exits(0);

        assertThat(happened("RunInterrupted")).isEqualTo(1);
        assertThat(sameHome.type("diagnose", "app", "--json").exits(0).out()).doesNotContain("INTERRUPTED_RUN");
        sameHome.type("verify").exits(0);
    }

    private int happened(String... types) {
        var events = 0;
        for (var type : types) {
            events += sameHome.type("history", "app", "--type", type, "--json")
                    .json()
                    .size();
        }
        return events;
    }
}
