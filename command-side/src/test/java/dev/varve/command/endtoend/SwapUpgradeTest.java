package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy that was rehearsed on takes the database's place, where nothing speaks against it. */
class SwapUpgradeTest {

    @TempDir
    Path folder;

    private Watched watched;

    @BeforeEach
    void watch() {
        var project = UsersProject.in(folder)
                .script(
                        "b2",
                        "'a1'",
                        "extra",
                        List.of("op.execute('CREATE TABLE extra (id INTEGER)')"),
                        List.of("op.execute('DROP TABLE extra')"));
        watched = UsersProject.atFirstRevision(folder, project);
    }

    @Test
    void isTheWayWhenTheApplicationIsSeenToBeStopped() throws IOException {
        var inode = Files.getAttribute(watched.database().path(), "unix:ino");

        var upgrade = watched.type("upgrade", "app", "--json").exits(0);

        assertThat(upgrade.json().path("strategy").asString()).isEqualTo("swap");
        assertThat(upgrade.json().path("rehearsal").path("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(upgrade.json().path("steps").path(0).path("outcome").asString())
                .isEqualTo("SUCCEEDED");
        assertThat(upgrade.err()).contains("strategy swap: nobody has the database open");
        assertThat(Files.getAttribute(watched.database().path(), "unix:ino")).isNotEqualTo(inode);
        var kept = new SqliteFile(Path.of(upgrade.json().path("kept").asString()));
        assertThat(Files.getAttribute(kept.path(), "unix:ino")).isEqualTo(inode);
        assertThat(kept.objects()).containsExactly("users");
        assertThat(watched.database().objects()).containsExactly("extra", "users");
        watched.type("diagnose", "app").exits(0);
        watched.type("status", "app").exits(0);
        assertThat(watched.type("history", "app").exits(0).out().replaceAll("\\s+", " "))
                .contains("rehearsed: 1 step ran on the copy")
                .contains("the copy is in the database's place; kept aside: " + kept.path());
    }

    @Test
    void isNotTheWayForAFileWithASecondNameAndSaysWhy() throws IOException {
        Files.createLink(folder.resolve("data/second.db"), watched.database().path());

        var refused =
                watched.type("upgrade", "app", "--strategy", "swap", "--json").exits(4);
        assertThat(refused.finding("SWAP_IMPOSSIBLE").path("message").asString())
                .contains("found 2 (hard links)");

        var upgrade = watched.type("upgrade", "app", "--json").exits(0);
        assertThat(upgrade.json().path("strategy").asString()).isEqualTo("in-place");
        assertThat(upgrade.json().path("rehearsal").path("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(upgrade.err())
                .contains("strategy in-place: for a swap expected one name for ")
                .contains("step 1 of 1: b2 extra (about ");
    }

    @Test
    void refusesWordsThatContradictEachOther() {
        assertThat(watched.type("upgrade", "app", "--strategy", "swap", "--no-rehearsal")
                        .exits(2)
                        .err())
                .contains("what is swapped in is the copy that was rehearsed on");
        assertThat(watched.type("upgrade", "app", "--strategy", "sideways")
                        .exits(2)
                        .err())
                .contains("expected --strategy in-place or swap, found sideways");
    }

    @Test
    void tellsLaterThatSomebodyWroteToTheFormerFile() {
        var upgrade = watched.type("upgrade", "app", "--json").exits(0);
        var kept = upgrade.json().path("kept").asString();
        assertThat(watched.type("diagnose", "app").exits(0).out()).doesNotContain("former file");

        SqliteFile.at(Path.of(kept)).with("INSERT INTO users (mail) VALUES ('lost')");

        var warning = watched.type("diagnose", "app", "--json").exits(0).finding("DATABASE_IN_USE");
        assertThat(warning.path("severity").asString()).isEqualTo("WARNING");
        assertThat(warning.path("message").asString())
                .contains("expected nobody to use the former file " + kept + " since the swap of ")
                .contains("found it written to at ")
                .endsWith(": what is written there is not in the database");
    }

    @Test
    void goesDownTheSameWay() {
        watched.type("upgrade", "app").exits(0);
        var down = watched.type("downgrade", "app", "--to", "a1", "--accept-data-loss", "extra", "--json");
        assertThat(down.code()).as(down.out() + down.err()).isZero();
        assertThat(down.json().path("strategy").asString()).isEqualTo("swap");
        assertThat(watched.database().objects()).containsExactly("users");
    }
}
