package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upgrade that is killed around the one rename: what recovery then records is what is there. */
class SwapKilledTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"SwapStarted", "CopySwappedIn"})
    void isRecordedAsWhatIsThere(String event) throws Exception {
        var watched = twoRevisions();

        try (var kill = new KillPoint(folder)) {
            kill.killAt(watched.terminal(), event, 1, "upgrade", "app", "--strategy", "swap");
        }
        var objects = watched.database().objects();
        var swapped = objects.contains("extra");
        assertThat(objects).isIn(Set.of("users"), Set.of("extra", "users"));
        var recovered =
                watched.type("recover", "app", "--yes", "--json").exits(0).json();

        assertThat(recovered.path("outcome").asString()).isEqualTo("RECOVERED");
        assertThat(recovered.path("situation").asString()).isEqualTo(swapped ? "NOT_RECORDED" : "NOTHING_APPLIED");
        assertThat(recovered.path("option").asString()).isEqualTo("nothing");
        assertThat(recovered.path("state").asString()).isEqualTo(swapped ? "UP_TO_DATE" : "PENDING");
        assertThat(Ended.texts(recovered.path("to"))).containsExactly(swapped ? "b2" : "a1");
        assertThat(watched.database().objects()).isEqualTo(objects);
        assertThat(watched.database().rows("SELECT mail FROM users")).containsExactly("a@example.org");
        assertThat(watched.database().rows("SELECT version_num FROM alembic_version"))
                .containsExactly(swapped ? "b2" : "a1");
        recordsTheSwapAsItEnded(watched, swapped);
        watched.type("status", "app").exits(swapped ? 0 : 3);
        watched.type("diagnose", "app", "--deep").exits(swapped ? 0 : 3);
        assertThat(watched.type("recover", "app").exits(swapped ? 0 : 3).out()).contains("nothing to recover");
        assertThat(KillPoint.besides(watched.database())).isEmpty();
        watched.type("upgrade", "app").exits(0);
        assertThat(watched.database().objects()).containsExactly("extra", "users");
        watched.type("verify").exits(0);
    }

    private static void recordsTheSwapAsItEnded(Watched watched, boolean swapped) {
        assertThat(count(watched, "CopySwappedIn")).isEqualTo(swapped ? 1 : 0);
        assertThat(count(watched, "SwapFailed")).isEqualTo(swapped ? 0 : 1);
        assertThat(count(watched, "RunInterrupted")).isEqualTo(1);
        assertThat(count(watched, "LeaseTakenOver") + count(watched, "LeaseReleased"))
                .isPositive();
    }

    private static int count(Watched watched, String type) {
        return Recorded.count(watched.terminal(), "app", type);
    }

    private Watched twoRevisions() {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT)')")
                .revision("b2", "a1", "extra", "op.execute('CREATE TABLE extra (id INTEGER)')");
        var watched = Watched.in(folder, project);
        watched.type("upgrade", "app", "--to", "a1", "--strategy", "in-place").exits(0);
        watched.database().with("INSERT INTO users (mail) VALUES ('a@example.org')");
        return watched;
    }
}
