package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mend that is killed, of a database that broke before Varve was there: there is no backup to fall back on. */
class MendKilledTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"MendStarted", "CopyMended", "SwapStarted", "CopySwappedIn", "RecoveryCompleted"})
    void endsWhole(String event) throws Exception {
        var broken = BrokenUpgrade.in(folder);
        var file = new SqliteFile(
                Files.createDirectories(folder.resolve("elsewhere")).resolve("app.db"));
        Files.copy(broken.database().path(), file.path());
        var stranger = new Terminal(folder.resolve("stranger"), folder.resolve("locks"));
        broken.register(stranger, file);

        try (var kill = new KillPoint(folder)) {
            kill.killAt(stranger, event, 1, "recover", "app", "--yes");
        }
        var between = file.objects();
        assertThat(between)
                .as("killed at %s it is as it was, or mended", event)
                .isIn(Set.of("users"), Set.of("one", "two", "users"));
        var again = stranger.type("recover", "app", "--yes", "--json");

        assertThat(again.code()).as(again.out()).isIn(0, 3);
        assertThat(file.objects()).containsExactly("users");
        assertThat(file.rows("SELECT mail FROM users")).containsExactly("a@example.org", "a@example.org");
        assertThat(file.rows("SELECT version_num FROM alembic_version")).containsExactly("a1");
        assertThat(file.rows("PRAGMA integrity_check")).containsExactly("ok");
        stranger.type("diagnose", "app", "--deep").exits(3);
        stranger.type("status", "app").exits(3);
        assertThat(stranger.type("recover", "app").exits(3).out()).contains("nothing to recover");
        assertThat(Recorded.count(stranger, "app", "CopySwappedIn")).isEqualTo(1);
        assertThat(Recorded.count(stranger, "app", "RunSucceeded")).isEqualTo(1);
        assertThat(keptAside(file)).containsExactly("one", "two", "users");
        assertThat(KillPoint.besides(file)).isEmpty();
        stranger.type("verify").exits(0);
    }

    /** Where a swap was killed between the second name and the rename. */
    @Test
    void keepsTheFormerDatabaseOnceWhereAKilledSwapHadGivenItASecondName() throws Exception {
        var broken = BrokenUpgrade.in(folder);
        var file = new SqliteFile(
                Files.createDirectories(folder.resolve("elsewhere")).resolve("app.db"));
        Files.copy(broken.database().path(), file.path());
        var stranger = new Terminal(folder.resolve("stranger"), folder.resolve("locks"));
        broken.register(stranger, file);
        var second = Files.createDirectory(file.path().resolveSibling("app.db.varve-aside-20260101-030000-000"));
        Files.createLink(second.resolve("app.db"), file.path());

        var recovered = stranger.type("recover", "app", "--yes", "--json");

        assertThat(recovered.code()).as(recovered.out()).isIn(0, 3);
        assertThat(file.objects()).containsExactly("users");
        assertThat(second).doesNotExist();
        assertThat(keptAside(file)).containsExactly("one", "two", "users");
    }

    /** The former database, where the only copy of it that is left lies. */
    private static Set<String> keptAside(SqliteFile file) throws Exception {
        try (var asides = Files.walk(file.path().getParent())) {
            var kept = asides.filter(
                            path -> path.getParent().getFileName().toString().contains(".varve-aside-"))
                    .filter(path -> path.getFileName().toString().equals("app.db"))
                    .toList();
            assertThat(kept).hasSize(1);
            return new SqliteFile(kept.getFirst()).objects();
        }
    }
}
